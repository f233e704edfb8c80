using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Ical.Net.CalendarComponents;

namespace KerioMigration.Tests.Conversion.Calendar;

/// <summary>What Ical.Net, which we did not write, expands from a calendar object.</summary>
internal static class IcalOccurrences
{
    /// <summary>The starts in order, without end where the rule has none: UTC, or days of what lasts all day.</summary>
    public static IEnumerable<DateTime> Of<T>(string written)
        where T : IRecurringComponent
    {
        var ics = written.Replace("\r\n ", "", StringComparison.Ordinal);
        // Ical.Net 5.2.4 ends a monthly or yearly rule where DTSTART's own day of that month would lie behind UNTIL, whatever days the rule
        // gives; so UNTIL is left to RFC 5545's words: it bounds the rule inclusively, in UTC or as a date.
        var until = Regex.Match(ics, @"(?<=BEGIN:V(EVENT|TODO).*);UNTIL=(?<last>\d{8}(T\d{6}Z)?)", RegexOptions.Singleline);
        var last = until.Success
            ? DateTime.ParseExact(until.Groups["last"].Value, ["yyyyMMdd", "yyyyMMdd'T'HHmmss'Z'"], CultureInfo.InvariantCulture)
            : DateTime.MaxValue;
        var read = Ical.Net.Calendar.Load(until.Success ? ics.Remove(until.Index, until.Length) : ics)
            ?? throw new FormatException("There is no calendar object.");
        return read.GetOccurrences<T>()
            .Select(o => o.Period.StartTime.HasTime ? o.Period.StartTime.AsUtc : o.Period.StartTime.Value)
            .TakeWhile(t => t <= last);
    }
}

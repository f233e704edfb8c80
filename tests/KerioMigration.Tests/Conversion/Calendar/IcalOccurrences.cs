using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace KerioMigration.Tests.Conversion.Calendar;

/// <summary>What Ical.Net, which we did not write, expands from a calendar object.</summary>
internal static class IcalOccurrences
{
    // As far behind the end of a rule as a changed occurrence may lie.
    private const int DaysBehind = 100;

    /// <summary>The starts in order, without end where the rule has none: UTC, or days of what lasts all day.</summary>
    public static IEnumerable<DateTime> Of<T>(string written)
        where T : IRecurringComponent => WithSources<T>(written).Select(o => TimeOf(o.Start));

    /// <summary>Each with the component that it is of.</summary>
    public static IEnumerable<(T Source, CalDateTime Start)> WithSources<T>(string written)
        where T : IRecurringComponent
    {
        var ics = written.Replace("\r\n ", "", StringComparison.Ordinal);

        // Ical.Net 5.2.4, the newest, ends a monthly or yearly rule where DTSTART's own day of that month would lie behind UNTIL, whatever days
        // the rule gives. It reads the rule without its end here, and UNTIL by RFC 5545's words: it bounds the rule inclusively, in UTC or as a
        // date. That it is the right end for a reader that heeds it, RecurrenceTests hold with another one.
        var until = Regex.Match(ics, @"(?<=BEGIN:V(EVENT|TODO).*);UNTIL=(?<last>\d{8}(T\d{6}Z)?)", RegexOptions.Singleline);
        var last = until.Success
            ? DateTime.ParseExact(until.Groups["last"].Value, ["yyyyMMdd", "yyyyMMdd'T'HHmmss'Z'"], CultureInfo.InvariantCulture)
            : DateTime.MaxValue;
        var read = Ical.Net.Calendar.Load(until.Success ? ics.Remove(until.Index, until.Length) : ics)
            ?? throw new FormatException("There is no calendar object.");
        return read.GetOccurrences<T>()
            .Select(o => (Source: (T)o.Source, Start: o.Period.StartTime))
            .TakeWhile(o => !until.Success || TimeOf(o.Start) <= last.AddDays(DaysBehind))
            .Where(o => TimeOf(o.Start) <= last || o.Source is RecurringComponent { RecurrenceIdentifier: not null });
    }

    private static DateTime TimeOf(CalDateTime start) => start.HasTime ? start.AsUtc : start.Value;
}

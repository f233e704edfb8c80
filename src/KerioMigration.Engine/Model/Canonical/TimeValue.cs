using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace KerioMigration.Engine.Model.Canonical;

/// <summary>Times, spans and rules (RFC 5545 3.3.4 to 3.3.6, 3.3.10) in one spelling each.</summary>
internal static class TimeValue
{
    private static readonly HashSet<string> Utc = new(["UTC", "GMT", "Z", "Etc/UTC", "Etc/GMT"], StringComparer.OrdinalIgnoreCase);

    private static readonly Regex Span = new(
        @"^([+-]?)P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$", RegexOptions.CultureInvariant);

    private static readonly Regex DashedDay = new(@"^(\d{4})-?(\d{2})-?(\d{2})(?:T00:?00(?::?00)?Z?)?$", RegexOptions.CultureInvariant);

    /// <summary>The digits, and behind them the zone's name in brackets, or Z.</summary>
    public static string Time(string value, IEnumerable<(string Name, string Value)> parameters)
    {
        var time = value.Trim().ToUpperInvariant();
        var zone = parameters.FirstOrDefault(p => p.Name == "TZID").Value?.Trim() ?? "";
        return zone.Length == 0 || time.Length <= 8 || time[time.Length - 1] == 'Z' ? time
            : Utc.Contains(NameOf(zone)) ? time + "Z"
            : $"{time}[{NameOf(zone)}]";
    }

    /// <summary>A day without dashes, and without the midnight that some put behind it.</summary>
    public static string Day(string value) => DashedDay.Match(value.Trim()) is { Success: true } day
        ? day.Groups[1].Value + day.Groups[2].Value + day.Groups[3].Value
        : TextValue.Plain(value);

    /// <summary>A span in seconds; what is none (the time of a trigger) as a time.</summary>
    public static string Duration(string value)
    {
        var span = Span.Match(value.Trim().ToUpperInvariant());
        if (!span.Success)
        {
            return value.Trim().ToUpperInvariant();
        }

        int[] lengths = [7 * 86400, 86400, 3600, 60, 1];
        var seconds = lengths.Select((length, i) => length * Number(span.Groups[i + 2].Value)).Sum();
        return FormattableString.Invariant($"{(seconds > 0 && span.Groups[1].Value == "-" ? "-" : "")}PT{seconds}S");
    }

    /// <summary>Parts and lists sorted, without the defaults of RFC 5545 3.3.10.</summary>
    public static string Rule(string value)
    {
        var parts = value.Trim().ToUpperInvariant().Split(';').Where(p => p.Length > 0 && p is not ("INTERVAL=1" or "WKST=MO")).Select(Sorted);
        return string.Join(";", parts.OrderBy(p => p, StringComparer.Ordinal));
    }

    private static string Sorted(string part)
    {
        var equals = part.IndexOf('=');
        var values = part.Substring(equals + 1).Split(',').Select(v => v.TrimStart('+')).OrderBy(v => v, StringComparer.Ordinal);
        return part.Substring(0, equals + 1) + string.Join(",", values);
    }

    private static long Number(string digits) => digits.Length == 0 ? 0 : long.Parse(digits, CultureInfo.InvariantCulture);

    // Ids that begin with a slash are a registry's (RFC 5545 3.2.19): "/citadel.org/20210210_1/Europe/Berlin".
    private static string NameOf(string zone)
    {
        var levels = zone.Split('/');
        return levels.Length > 3 && levels[0].Length == 0 ? levels[levels.Length - 2] + "/" + levels[levels.Length - 1] : zone;
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace KerioMigration.Simulation.Kerio.Dav.Objects;

/// <summary>
/// The last occurrence of a rule with COUNT, for the plain rules: DAILY, WEEKLY (with BYDAY), MONTHLY and YEARLY on the day of the start.
/// </summary>
internal static class CountedRule
{
    private static readonly string[] Days = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    /// <summary>The rule as it is when it has no COUNT, or when it is not plain.</summary>
    public static string ToUntil(Component component, string rule)
    {
        var parts = rule.Split(';').Select(p => p.Split('=', 2)).Where(p => p.Length == 2)
            .ToDictionary(p => p[0].ToUpperInvariant(), p => p[1], StringComparer.Ordinal);
        var start = component.All("DTSTART").FirstOrDefault();
        if (start is null || !parts.TryGetValue("COUNT", out var text) || !int.TryParse(text, CultureInfo.InvariantCulture, out var count)
            || TimeSpanOf.Parse(start.Value.TrimEnd('Z'), null) is not { } first || Last(first, parts, count) is not { } last)
        {
            return rule;
        }

        parts.Remove("COUNT");
        parts["UNTIL"] = Until(start, last);
        return string.Join(';', parts.Select(p => $"{p.Key}={p.Value}"));
    }

    private static string Until(ContentLine start, DateTime last)
    {
        if (start.Value.Length == 8)
        {
            return last.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        }

        var local = last.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
        return TimeSpanOf.Parse(local, start.Parameter("TZID"))!.Value.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
    }

    private static DateTime? Last(DateTime first, Dictionary<string, string> parts, int count)
    {
        var interval = int.Parse(parts.GetValueOrDefault("INTERVAL", "1"), CultureInfo.InvariantCulture);
        var frequency = parts.GetValueOrDefault("FREQ", string.Empty);
        if (parts.Keys.Any(k => k.StartsWith("BY", StringComparison.Ordinal) && !(k == "BYDAY" && frequency == "WEEKLY")) || count < 1)
        {
            return null;
        }

        var days = parts.GetValueOrDefault("BYDAY", Days[(int)first.DayOfWeek]).ToUpperInvariant().Split(',');
        return frequency switch
        {
            "DAILY" => first.AddDays((count - 1) * interval),
            "WEEKLY" when days.All(Days.Contains) => Weekly(first, days, interval).Skip(count - 1).First(),
            "MONTHLY" when first.Day <= 28 => first.AddMonths((count - 1) * interval),
            "YEARLY" when first.Day <= 28 => first.AddYears((count - 1) * interval),
            _ => null,
        };
    }

    /// <summary>Weeks begin on Monday, as they do without WKST.</summary>
    private static IEnumerable<DateTime> Weekly(DateTime first, string[] days, int interval)
    {
        var monday = first.AddDays(-(((int)first.DayOfWeek + 6) % 7));
        for (var week = monday; ; week = week.AddDays(7 * interval))
        {
            for (var i = 0; i < 7; i++)
            {
                var day = week.AddDays(i);
                if (day >= first && days.Contains(Days[(int)day.DayOfWeek]))
                {
                    yield return day;
                }
            }
        }
    }
}

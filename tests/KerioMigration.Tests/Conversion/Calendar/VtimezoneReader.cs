using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace KerioMigration.Tests.Conversion.Calendar;

/// <summary>Reads the first VTIMEZONE of an object and says the offset at an instant, by RFC 5545 3.6.5 alone.</summary>
internal sealed class VtimezoneReader
{
    private readonly List<(DateTime Utc, TimeSpan To)> changes = [];

    public VtimezoneReader(string ics)
    {
        var lines = ics.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n")
            .SkipWhile(l => l != "BEGIN:VTIMEZONE").TakeWhile(l => l != "END:VTIMEZONE").ToList();
        Id = lines.First(l => l.StartsWith("TZID:", StringComparison.Ordinal))[5..];
        var observance = new List<string[]>();
        foreach (var line in lines.Skip(2))
        {
            observance.Add(line.Split(':'));
            if (line.StartsWith("END:", StringComparison.Ordinal))
            {
                Read(observance);
                observance.Clear();
            }
        }

        changes.Sort();
    }

    public string Id { get; }

    public int Observances { get; private set; }

    /// <summary>Null before the first onset.</summary>
    public TimeSpan? OffsetAt(DateTime utc) => changes.LastOrDefault(o => o.Utc <= utc) is { Utc.Ticks: > 0 } last ? last.To : null;

    private void Read(List<string[]> lines)
    {
        Observances++;
        string Value(string name) => lines.Single(l => l[0] == name)[1];
        var from = Offset(Value("TZOFFSETFROM"));
        var to = Offset(Value("TZOFFSETTO"));
        var start = Time(Value("DTSTART"));
        var onsets = lines.Where(l => l[0] == "RDATE").Select(l => Time(l[1])).Append(start);
        var rule = lines.SingleOrDefault(l => l[0] == "RRULE")?[1].Split(';').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        changes.AddRange((rule is null ? onsets : Expand(rule, start, from)).Select(o => (DateTime.SpecifyKind(o - from, DateTimeKind.Utc), to)));
    }

    private static IEnumerable<DateTime> Expand(Dictionary<string, string> rule, DateTime start, TimeSpan from)
    {
        Assert("YEARLY", rule["FREQ"]);
        var until = rule.TryGetValue("UNTIL", out var end) ? Time(end.TrimEnd('Z')) : DateTime.MaxValue;
        var (month, position) = (int.Parse(rule["BYMONTH"], CultureInfo.InvariantCulture), int.Parse(rule["BYDAY"][..^2], CultureInfo.InvariantCulture));
        for (var year = start.Year; year <= 2100; year++)
        {
            var days = Enumerable.Range(1, DateTime.DaysInMonth(year, month)).Select(d => new DateTime(year, month, d))
                .Where(d => d.DayOfWeek.ToString()[..2].Equals(rule["BYDAY"][^2..], StringComparison.OrdinalIgnoreCase)).ToList();
            var onset = (position < 0 ? days[^-position] : days[position - 1]) + start.TimeOfDay;
            if (onset - from <= until)
            {
                yield return onset;
            }
        }
    }

    private static void Assert(string expected, string actual) => Xunit.Assert.Equal(expected, actual);

    private static DateTime Time(string text) => DateTime.ParseExact(text, "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    private static TimeSpan Offset(string text) =>
        TimeSpan.ParseExact(text[1..], ["hhmm", "hhmmss"], CultureInfo.InvariantCulture) * (text[0] == '-' ? -1 : 1);
}

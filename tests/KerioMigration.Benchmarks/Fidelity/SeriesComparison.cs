using System;
using System.Collections.Generic;
using System.Linq;
using Ical.Net.CalendarComponents;
using KerioMigration.Simulation.Seeding.Groupware;
using KerioMigration.Tests.Conversion.Calendar;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>The occurrences of series over ten years, by the seed's own rules and as Ical.Net expands what arrived.</summary>
internal sealed class SeriesComparison
{
    private const int Years = 10;

    public int Cases { get; private set; }

    public int Occurrences { get; private set; }

    /// <summary>Occurrences that are missing, too many, or at another time.</summary>
    public int Differences { get; private set; }

    public List<string> Examples { get; } = [];

    public void Add(SeededAppointment series, string written)
    {
        var end = series.Start.AddYears(Years);
        var expected = series.OccurrencesUntil(end).Concat(series.Exceptions).Select(StartOf);
        Compare(series.Subject!, expected, IcalOccurrences.Of<CalendarEvent>(written), end);
    }

    public void Add(SeededTask series, string written)
    {
        var end = series.DueDate!.Value.AddYears(Years);
        Compare(series.Subject!, OccurrenceDates.Of(series.Recurrence!).TakeWhile(d => d <= end), IcalOccurrences.Of<Todo>(written), end);
    }

    // What starts within the last day on either side of the end depends on the zone.
    private void Compare(string name, IEnumerable<DateTime> expected, IEnumerable<DateTime> found, DateTime end)
    {
        var wanted = expected.Where(t => t < end.AddDays(-1)).Order().ToList();
        var read = found.TakeWhile(t => t < end.AddDays(-1)).Order().ToList();
        Cases++;
        Occurrences += wanted.Count;
        var missing = wanted.Except(read).ToList();
        var added = read.Except(wanted).ToList();
        var differences = int.Max(int.Max(missing.Count, added.Count), int.Abs(wanted.Count - read.Count));
        Differences += differences;
        if (differences > 0)
        {
            Examples.Add($"{name}: {wanted.Count} expected, {read.Count} found, {differences} differ, the first {missing.FirstOrDefault():s}, found {added.FirstOrDefault():s}");
        }
    }

    // All-day ones are a day, and a changed one may be timed.
    private static DateTime StartOf(SeededAppointment occurrence) => occurrence.IsAllDay ? occurrence.Start : occurrence.UtcStart.UtcDateTime;
}

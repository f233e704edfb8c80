using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>What lies in a span of time, each occurrence of a series for itself, the earliest first.</summary>
internal static class CalendarView
{
    /// <summary>The response code that a view of this folder ends in, or null.</summary>
    public static string? ErrorCode(XElement view, SeededFolder folder)
    {
        var (start, end) = Span(view);
        return !folder.FolderClass.StartsWith("IPF.Appointment", StringComparison.OrdinalIgnoreCase) ? "ErrorCalendarFolderIsInvalidForCalendarView"
            : end < start ? "ErrorCalendarEndDateIsEarlierThanStartDate"
            : end > start.AddYears(2) ? "ErrorCalendarViewRangeTooBig"
            : null;
    }

    public static List<SeededItem> Select(XElement view, IEnumerable<SeededItem> items)
    {
        var (start, end) = Span(view);
        return items.OfType<SeededAppointment>()
            .SelectMany(item => item.Recurrence is null ? [item] : Occurrences(item, end))
            .Where(item => item.UtcStart < end && (item.UtcEnd > start || item.UtcStart >= start))
            .OrderBy(item => item.UtcStart)
            .ToList<SeededItem>();
    }

    /// <summary>One that was moved to an earlier day counts too, so that the exceptions are looked at apart.</summary>
    private static IEnumerable<SeededAppointment> Occurrences(SeededAppointment master, DateTimeOffset end) =>
        master.OccurrencesUntil(end.UtcDateTime.AddDays(1)).Concat(master.Exceptions);

    private static (DateTimeOffset Start, DateTimeOffset End) Span(XElement view) => (Date(view, "StartDate"), Date(view, "EndDate"));

    private static DateTimeOffset Date(XElement view, string name) =>
        DateTimeOffset.Parse((string)view.Attribute(name)!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}

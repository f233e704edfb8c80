using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>
/// An event of a calendar: a single one, the master of a series, or one occurrence of a series. Times are wall clocks in their zones.
/// </summary>
public sealed class SeededAppointment : SeededItem
{
    private List<SeededAppointment> exceptions = [];
    private List<DateTime> deleted = [];

    [SetsRequiredMembers]
    public SeededAppointment() => ItemClass = "IPM.Appointment";

    public DateTime Start { get; set; }

    public DateTime End { get; set; }

    public TimeZoneInfo StartZone { get; set; } = Zones.WestEurope;

    /// <summary>Null: as <see cref="StartZone"/>.</summary>
    public TimeZoneInfo? EndZone { get; set; }

    /// <summary>Where the zones stand that a client is told.</summary>
    public SeededZoneForm ZoneForm { get; set; }

    public DateTimeOffset UtcStart => Zones.ToUtc(Start, StartZone);

    public DateTimeOffset UtcEnd => Zones.ToUtc(End, EndZone ?? StartZone);

    /// <summary>From midnight to midnight in the zone in which it was made.</summary>
    public bool IsAllDay { get; set; }

    /// <summary>Free, Tentative, Busy, OOF, WorkingElsewhere (2013 and later) or NoData.</summary>
    public string FreeBusy { get; set; } = "Busy";

    public string? Location { get; set; }

    public SeededAddress? Organizer { get; set; }

    public IReadOnlyList<SeededAttendee> Required { get; set; } = [];

    public IReadOnlyList<SeededAttendee> Optional { get; set; } = [];

    /// <summary>Rooms and equipment.</summary>
    public IReadOnlyList<SeededAttendee> Resources { get; set; } = [];

    /// <summary>1 meeting, 2 received, 4 cancelled.</summary>
    public int State { get; set; }

    public int SequenceNumber { get; set; }

    /// <summary>As <see cref="SeededAttendee.Response"/>; for an appointment of one's own <c>Organizer</c>.</summary>
    public string MyResponse { get; set; } = "Organizer";

    public DateTimeOffset? ReplyTime { get; set; }

    public bool IsOnlineMeeting { get; set; }

    public string? JoinUrl { get; set; }

    public string? NetShowUrl { get; set; }

    public string? WorkspaceUrl { get; set; }

    /// <summary>What the event is known by everywhere; made when it enters a mailbox if nobody gave one.</summary>
    public byte[]? GlobalId { get; set; }

    /// <summary>Only masters repeat.</summary>
    public SeededRecurrence? Recurrence { get; set; }

    public IReadOnlyList<SeededAppointment> Exceptions => exceptions;

    /// <summary>The starts of the occurrences that were deleted.</summary>
    public IReadOnlyList<DateTime> Deleted => deleted;

    /// <summary>The series that this is an occurrence of.</summary>
    public SeededAppointment? Master { get; private set; }

    /// <summary>Where the series wanted this occurrence.</summary>
    public DateTime? OriginalStart { get; private set; }

    /// <summary>Single, Occurrence, Exception or RecurringMaster.</summary>
    public string Type => Recurrence is not null ? "RecurringMaster" : Master is null ? "Single" : Master.exceptions.Contains(this) ? "Exception" : "Occurrence";

    internal override IEnumerable<SeededItem> Parts => exceptions;

    /// <summary>Deletes the occurrence that starts then.</summary>
    public SeededAppointment Without(DateTime start)
    {
        deleted.Add(start);
        return this;
    }

    /// <summary>Changes the occurrence that starts then.</summary>
    public SeededAppointment With(DateTime start, Action<SeededAppointment> change)
    {
        var exception = Occurrence(start);
        exception.Attachments = [];
        change(exception);
        exceptions.Add(exception);
        return this;
    }

    /// <summary>The starts of the series by their numbers from 1, the deleted ones included.</summary>
    public IEnumerable<(int Number, DateTime Start)> Starts() =>
        Recurrence is null ? [] : OccurrenceDates.Of(Recurrence).Select((day, i) => (i + 1, day + Start.TimeOfDay));

    /// <summary>The occurrences that nobody changed or deleted, up to a wall clock.</summary>
    public IEnumerable<SeededAppointment> OccurrencesUntil(DateTime end) =>
        from start in Starts().TakeWhile(s => s.Start <= end)
        where !deleted.Contains(start.Start) && exceptions.TrueForAll(e => e.OriginalStart != start.Start)
        select Identified(Occurrence(start.Start), start.Number);

    /// <summary>One occurrence by its number; null when it was deleted or the series has not so many.</summary>
    public SeededAppointment? Occurrence(int number)
    {
        var start = Starts().Skip(number - 1).Select(s => (DateTime?)s.Start).FirstOrDefault();
        if (start is not { } found || deleted.Contains(found))
        {
            return null;
        }

        if (exceptions.FirstOrDefault(e => e.OriginalStart == found) is { } exception)
        {
            return exception;
        }

        return Identified(Occurrence(found), number);
    }

    internal override void Enter(string name)
    {
        GlobalId ??= GlobalObjectIds.Of(name);
        Remind(this);
        foreach (var exception in exceptions)
        {
            (exception.Received, exception.Created, exception.Modified) = (Received, Created, Modified);
            (exception.IsRead, exception.OtherMessageFlags) = (IsRead, OtherMessageFlags);
            Remind(exception);
            exception.Id = ExchangeIds.Occurrence(Id, Starts().First(s => s.Start == exception.OriginalStart).Number);
            exception.GlobalId = GlobalId;
        }
    }

    internal override SeededItem Duplicate()
    {
        var copy = (SeededAppointment)base.Duplicate();
        copy.deleted = [.. deleted];
        copy.exceptions = exceptions.ConvertAll(e => (SeededAppointment)e.Duplicate());
        foreach (var exception in copy.exceptions)
        {
            exception.Master = copy;
        }

        return copy;
    }

    private SeededAppointment Identified(SeededAppointment occurrence, int number)
    {
        occurrence.Id = ExchangeIds.Occurrence(Id, number);
        occurrence.Folder = Folder;
        Remind(occurrence);
        return occurrence;
    }

    private static void Remind(SeededAppointment item) => item.ReminderDueBy ??= item.ReminderMinutes is null ? null : item.UtcStart;

    private SeededAppointment Occurrence(DateTime start)
    {
        var occurrence = (SeededAppointment)base.Duplicate();
        occurrence.Master = this;
        occurrence.OriginalStart = start;
        occurrence.Recurrence = null;
        occurrence.ReminderDueBy = null;
        occurrence.exceptions = [];
        occurrence.deleted = [];
        occurrence.Start = start;
        occurrence.End = start + (End - Start);
        return occurrence;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Engine.Model.Calendar;

/// <summary>
/// An appointment, a series, or a modified occurrence of one, as EWS properties give it (t:CalendarItem). Times are instants; the zones
/// say where they were meant.
/// </summary>
public sealed record Appointment : ItemProperties
{
    /// <summary>calendar:UID: the global object id in hexadecimal digits, or whatever a foreign system has put there.</summary>
    public required string Uid { get; init; }

    /// <summary>The day in the series whose other occurrences the mailbox does not have: one of them was invited alone. Null for all else.</summary>
    public DateTime? OccurrenceDate { get; init; }

    /// <summary>Of a series: of its first occurrence.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>Midnight to midnight in <see cref="StartZone"/>, wherever it is read.</summary>
    public bool IsAllDay { get; init; }

    /// <summary>Null when the source gives none.</summary>
    public ZoneDefinition? StartZone { get; init; }

    /// <summary>Null when it is <see cref="StartZone"/>.</summary>
    public ZoneDefinition? EndZone { get; init; }

    /// <summary>Where the mailbox's user lives: what an appointment without a zone was most likely meant in. Null when that is not known.</summary>
    public ZoneDefinition? MailboxZone { get; init; }

    /// <summary>Null but for a series.</summary>
    public Recurrence? Recurrence { get; init; }

    /// <summary>calendar:DeletedOccurrences: the starts that those occurrences had.</summary>
    public IReadOnlyList<DateTimeOffset> DeletedOccurrences { get; init; } = [];

    public IReadOnlyList<ModifiedOccurrence> ModifiedOccurrences { get; init; } = [];

    public string? Subject { get; init; }

    public string? Location { get; init; }

    /// <summary>item:TextBody, or item:Body asked for as text.</summary>
    public string? TextBody { get; init; }

    public string? HtmlBody { get; init; }

    public FreeBusyStatus FreeBusy { get; init; } = FreeBusyStatus.Busy;

    public Sensitivity Sensitivity { get; init; }

    public Importance Importance { get; init; } = Importance.Normal;

    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Before the start; null when no reminder is set.</summary>
    public TimeSpan? Reminder { get; init; }

    public bool IsCancelled { get; init; }

    /// <summary>calendar:AppointmentSequenceNumber.</summary>
    public int Sequence { get; init; }

    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? LastModified { get; init; }

    public MeetingParticipant? Organizer { get; init; }

    /// <summary>Without the organizer.</summary>
    public IReadOnlyList<MeetingParticipant> Attendees { get; init; } = [];

    /// <summary>calendar:MyResponseType: what the mailbox's own user answered, or that it is the organizer.</summary>
    public MeetingResponse OwnAnswer { get; init; }

    /// <summary>calendar:AppointmentReplyTime; null when nothing was answered, or nobody knows when.</summary>
    public DateTimeOffset? Answered { get; init; }

    /// <summary>Where it is held online, the address to join first: links, and of some programs what only they can open.</summary>
    public IReadOnlyList<string> OnlineMeetingUrls { get; init; } = [];

    /// <summary>Null when nobody has flagged it.</summary>
    public FollowUp? FollowUp { get; init; }

    /// <summary>Also the pictures that <see cref="HtmlBody"/> shows.</summary>
    public IReadOnlyList<AttachedFile> Files { get; init; } = [];

    internal override IEnumerable<AttachedFile> AllFiles => Files.Concat(ModifiedOccurrences.SelectMany(o => o.Item?.Files ?? []));
}

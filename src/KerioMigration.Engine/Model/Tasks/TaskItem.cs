using System;
using System.Collections.Generic;
using KerioMigration.Engine.Model.Calendar;

namespace KerioMigration.Engine.Model.Tasks;

/// <summary>
/// A task as EWS properties give it (t:Task). Its dates have no time: Exchange means days, and tells them as midnights that the reader has
/// taken the day of.
/// </summary>
public sealed record TaskItem : ItemProperties
{
    /// <summary>What this item keeps through edits and shares with no copy: PidTagSourceKey (0x65E0) or PidTagRecordKey (0x0FF9).</summary>
    public required string SourceKey { get; init; }

    public string? Subject { get; init; }

    /// <summary>item:TextBody, or item:Body asked for as text.</summary>
    public string? TextBody { get; init; }

    public string? HtmlBody { get; init; }

    public TaskItemStatus Status { get; init; }

    /// <summary>0 to 100.</summary>
    public double PercentComplete { get; init; }

    public DateTime? StartDate { get; init; }

    public DateTime? DueDate { get; init; }

    public DateTime? CompleteDate { get; init; }

    /// <summary>Its pattern can be a <see cref="RegeneratingPattern"/>, too.</summary>
    public Recurrence? Recurrence { get; init; }

    /// <summary>The StartDate of the recurrence's range: from there Exchange counts.</summary>
    public DateTime? RecurrenceStart { get; init; }

    /// <summary>item:ReminderDueBy; null when no reminder is set.</summary>
    public DateTimeOffset? Reminder { get; init; }

    public Importance Importance { get; init; } = Importance.Normal;

    public Sensitivity Sensitivity { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>task:TotalWork, in minutes; 0 when nobody has told.</summary>
    public int TotalWork { get; init; }

    /// <summary>task:ActualWork, as <see cref="TotalWork"/>.</summary>
    public int ActualWork { get; init; }

    /// <summary>Null when it is the mailbox's own user.</summary>
    public string? Owner { get; init; }

    /// <summary>Who gave the task away; null when it is the owner's own.</summary>
    public string? Delegator { get; init; }

    /// <summary>Names of people that the task has to do with.</summary>
    public IReadOnlyList<string> Contacts { get; init; } = [];

    public IReadOnlyList<string> Companies { get; init; } = [];

    public string? Mileage { get; init; }

    public string? BillingInformation { get; init; }

    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? LastModified { get; init; }

    /// <inheritdoc cref="Appointment.Files"/>
    public IReadOnlyList<AttachedFile> Files { get; init; } = [];

    internal override IEnumerable<AttachedFile> AllFiles => Files;
}

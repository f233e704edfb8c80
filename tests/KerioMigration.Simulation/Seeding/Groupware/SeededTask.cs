using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>A task. Its dates are days, on the wire the midnight of <see cref="Zone"/>.</summary>
public sealed class SeededTask : SeededItem
{
    [SetsRequiredMembers]
    public SeededTask() => ItemClass = "IPM.Task";

    public TimeZoneInfo Zone { get; set; } = Zones.WestEurope;

    public DateTime? StartDate { get; set; }

    public DateTime? DueDate { get; set; }

    public DateTime? CompleteDate { get; set; }

    /// <summary>NotStarted, InProgress, Completed, WaitingOnOthers or Deferred.</summary>
    public string Status { get; set; } = "NotStarted";

    /// <summary>0 to 100.</summary>
    public double PercentComplete { get; set; }

    /// <summary>Minutes.</summary>
    public int? ActualWork { get; set; }

    public int? TotalWork { get; set; }

    public string? Billing { get; set; }

    public string? Mileage { get; set; }

    public string? Owner { get; set; }

    public string? Delegator { get; set; }

    /// <summary>NoMatch, OwnNew, Owned, Accepted, Declined or Max.</summary>
    public string DelegationState { get; set; } = "NoMatch";

    public DateTimeOffset? AssignedTime { get; set; }

    public IReadOnlyList<string> Companies { get; set; } = [];

    public IReadOnlyList<string> Contacts { get; set; } = [];

    public SeededRecurrence? Recurrence { get; set; }

    public int ChangeCount { get; set; } = 1;
}

using System;
using System.Globalization;
using System.Management.Automation;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Pipeline;

/// <summary>How far one running mailbox is. Times are counted from the start of the run.</summary>
internal sealed class MailboxProgress(int activityId, int parentId, UserMapping user, TimeSpan started)
{
    private bool isPlanned;
    private long plannedItems;
    private string folder = "";

    public long Items { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>0 to 1; 0 while nothing is known.</summary>
    public double Fraction => plannedItems == 0 ? 0 : Math.Min(1.0, (double)Items / plannedItems);

    /// <summary>What earlier runs have carried is no part of this one: neither its share nor its rate.</summary>
    public void Plan(MailboxPlan plan) => (isPlanned, plannedItems) = (true, plan.OpenCount);

    public void Add(string sourcePath, int items, long bytes)
    {
        folder = sourcePath;
        Items += items;
        Bytes += bytes;
    }

    public ProgressRecord Record(TimeSpan now) => new(activityId, user.Source.Address, Status(now))
    {
        ParentActivityId = parentId,
        CurrentOperation = folder,
        PercentComplete = plannedItems == 0 ? -1 : (int)(Fraction * 100),
        SecondsRemaining = Remaining(now),
    };

    private string Status(TimeSpan now) => !isPlanned ? "Reading folders"
        : plannedItems == 0 && Items == 0 ? "Looking for changes"
        : string.Format(CultureInfo.InvariantCulture, "{0:N0} of {1:N0} items, {2}, {3:N0} items/s", Items, Math.Max(Items, plannedItems), ByteSize.Text(Bytes), Rate(now));

    private double Rate(TimeSpan now) => now > started ? Items / (now - started).TotalSeconds : 0;

    private int Remaining(TimeSpan now) =>
        Rate(now) is > 0 and var rate && plannedItems > 0 ? (int)Math.Min(int.MaxValue, Math.Max(0, plannedItems - Items) / rate) : -1;
}

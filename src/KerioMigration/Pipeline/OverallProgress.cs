using System;
using System.Globalization;
using System.Management.Automation;

namespace KerioMigration.Pipeline;

/// <summary>The parent record over several mailboxes, and how often records are written. Called on the cmdlet's thread alone.</summary>
internal sealed class OverallProgress(Cmdlet cmdlet, string activity, Func<TimeSpan> clock)
{
    public const int Id = 1;

    /// <summary>A console takes some milliseconds per record; more than this nobody sees.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private int lastId = Id;
    private TimeSpan shown = TimeSpan.FromDays(-1);

    public int Mailboxes { get; set; }

    public int Ended { get; private set; }

    public string Status => string.Format(CultureInfo.InvariantCulture, "{0} of {1} mailboxes", Ended, Mailboxes);

    public int NextId() => ++lastId;

    /// <summary>Asked before all records are written again.</summary>
    public bool IsDue(bool always)
    {
        var now = clock();
        if (!always && now - shown < Interval)
        {
            return false;
        }

        shown = now;
        return true;
    }

    /// <param name="status">What the parent says.</param>
    /// <param name="running">The shares of the running mailboxes together: each 0 to 1.</param>
    /// <param name="operation">What holds the run up, if anything.</param>
    public void Write(string status, double running, string? operation = null)
    {
        var fraction = Mailboxes == 0 ? 0 : Math.Min(1, (Ended + running) / Mailboxes);
        cmdlet.WriteProgress(new ProgressRecord(Id, activity, status)
        {
            CurrentOperation = operation,
            PercentComplete = Mailboxes == 0 ? -1 : (int)(100 * fraction),
            SecondsRemaining = fraction > 0 ? (int)Math.Min(int.MaxValue, clock().TotalSeconds * (1 - fraction) / fraction) : -1,
        });
    }

    /// <summary>A mailbox ended. Without a record it never was shown.</summary>
    public void End(ProgressRecord? record)
    {
        Ended++;
        if (record is not null)
        {
            record.RecordType = ProgressRecordType.Completed;
            cmdlet.WriteProgress(record);
        }
    }

    public void Complete(string status) =>
        cmdlet.WriteProgress(new ProgressRecord(Id, activity, status) { RecordType = ProgressRecordType.Completed });
}

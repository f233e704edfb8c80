using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Pipeline;

/// <summary>One parent record for the run, one child for each running mailbox. Called on the cmdlet's thread alone.</summary>
internal sealed class RunProgress(Cmdlet cmdlet, Func<TimeSpan> clock)
{
    private const int ParentId = 1;
    private const string Activity = "Migrating mailboxes";

    /// <summary>A console takes some milliseconds per record; more than this nobody sees.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly ServerWaits waits = new(clock);
    private readonly Dictionary<string, MailboxProgress> running = new(StringComparer.OrdinalIgnoreCase);
    private int mailboxes;
    private int ended;
    private int lastId = ParentId;
    private long endedItems;
    private long endedBytes;
    private TimeSpan shown = TimeSpan.FromDays(-1);

    public void Update(MigrationEvent migrationEvent)
    {
        switch (migrationEvent)
        {
            case RunStarted run:
                mailboxes = run.MailboxCount;
                Show(always: true);
                break;
            case MailboxStarted started:
                running[started.User.Source.Address] = new MailboxProgress(++lastId, ParentId, started.User, clock());
                Show(always: true);
                break;
            case MailboxPlanned planned when running.TryGetValue(planned.User.Source.Address, out var mailbox):
                mailbox.Plan(planned.Plan);
                Show(always: true);
                break;
            case ItemsMigrated items when running.TryGetValue(items.User.Source.Address, out var mailbox):
                mailbox.Add(items.SourcePath, items.Count, items.Bytes);
                Show(always: false);
                break;
            case ItemsAdopted adopted when running.TryGetValue(adopted.User.Source.Address, out var mailbox):
                mailbox.Add(adopted.SourcePath, adopted.Count, 0);
                Show(always: false);
                break;
            case ServerWait wait:
                waits.Add(wait);
                Show(always: true);
                break;
            case MailboxEnded end:
                End(end.User.Source.Address);
                break;
            case RunEnded:
                cmdlet.WriteProgress(new ProgressRecord(ParentId, Activity, Status()) { RecordType = ProgressRecordType.Completed });
                break;
        }
    }

    private void End(string address)
    {
        ended++;
        if (running.TryGetValue(address, out var mailbox))
        {
            running.Remove(address);
            endedItems += mailbox.Items;
            endedBytes += mailbox.Bytes;
            var record = mailbox.Record(clock());
            record.RecordType = ProgressRecordType.Completed;
            cmdlet.WriteProgress(record);
        }

        Show(always: true);
    }

    private void Show(bool always)
    {
        var now = clock();
        if (!always && now - shown < Interval)
        {
            return;
        }

        shown = now;
        cmdlet.WriteProgress(Parent());
        foreach (var mailbox in running.Values)
        {
            cmdlet.WriteProgress(mailbox.Record(now));
        }
    }

    private ProgressRecord Parent()
    {
        var fraction = mailboxes == 0 ? 0 : Math.Min(1, (ended + running.Values.Sum(m => m.Fraction)) / mailboxes);
        return new ProgressRecord(ParentId, Activity, Status())
        {
            CurrentOperation = waits.Describe(),
            PercentComplete = mailboxes == 0 ? -1 : (int)(100 * fraction),
            SecondsRemaining = fraction > 0 ? (int)Math.Min(int.MaxValue, clock().TotalSeconds * (1 - fraction) / fraction) : -1,
        };
    }

    private string Status()
    {
        var seconds = clock().TotalSeconds;
        var items = endedItems + running.Values.Sum(m => m.Items);
        var bytes = endedBytes + running.Values.Sum(m => m.Bytes);
        return string.Format(
            CultureInfo.InvariantCulture,
            "{0} of {1} mailboxes, {2:N0} items, {3}, {4:N0} items/s",
            ended,
            mailboxes,
            items,
            ByteSize.Text(bytes),
            seconds > 0 ? items / seconds : 0);
    }
}

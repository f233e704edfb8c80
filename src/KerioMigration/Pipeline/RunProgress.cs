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
    private readonly OverallProgress overall = new(cmdlet, "Migrating mailboxes", clock);
    private readonly ServerWaits waits = new(clock);
    private readonly Dictionary<string, MailboxProgress> running = new(StringComparer.OrdinalIgnoreCase);
    private long endedItems;
    private long endedBytes;

    public void Update(MigrationEvent migrationEvent)
    {
        switch (migrationEvent)
        {
            case RunStarted run:
                overall.Mailboxes = run.MailboxCount;
                Show(always: true);
                break;
            case MailboxStarted started:
                running[started.User.Source.Address] = new MailboxProgress(overall.NextId(), OverallProgress.Id, started.User, clock());
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
                overall.Complete(Status());
                break;
        }
    }

    private void End(string address)
    {
        ProgressRecord? record = null;
        if (running.TryGetValue(address, out var mailbox))
        {
            running.Remove(address);
            endedItems += mailbox.Items;
            endedBytes += mailbox.Bytes;
            record = mailbox.Record(clock());
        }

        overall.End(record);
        Show(always: true);
    }

    private void Show(bool always)
    {
        if (!overall.IsDue(always))
        {
            return;
        }

        overall.Write(Status(), running.Values.Sum(m => m.Fraction), waits.Describe());
        foreach (var mailbox in running.Values)
        {
            cmdlet.WriteProgress(mailbox.Record(clock()));
        }
    }

    private string Status()
    {
        var seconds = clock().TotalSeconds;
        var items = endedItems + running.Values.Sum(m => m.Items);
        var bytes = endedBytes + running.Values.Sum(m => m.Bytes);
        return string.Format(
            CultureInfo.InvariantCulture,
            "{0}, {1:N0} items, {2}, {3:N0} items/s",
            overall.Status,
            items,
            ByteSize.Text(bytes),
            seconds > 0 ? items / seconds : 0);
    }
}

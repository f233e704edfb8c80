using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Benchmarks.Faults;

/// <summary>What one run told.</summary>
/// <param name="Failure">What ended the run as a whole.</param>
internal sealed record FaultRun(IReadOnlyList<MailboxReport> Reports, IReadOnlyCollection<MigrationEvent> Events, Failure? Failure)
{
    public bool IsComplete => Failure is null && Reports.Count == 2 && Reports.All(r => r.State == "Completed");

    /// <summary>What the reports say of durations can be true: nobody waits here for hours, and nothing ends before it began.</summary>
    public bool HasSaneDurations => Reports.Select(r => r.DurationSeconds).Concat(Events.OfType<RunEnded>().Select(e => e.Report.DurationSeconds))
        .All(s => s is >= 0 and < 3 * 3600);

    /// <summary>The mailbox that no fault was aimed at is through.</summary>
    public bool HasSparedOthers => Reports.Single(r => r.Mailbox != FaultTable.Victim).State == "Completed";

    /// <summary>The widest effect, with its reason.</summary>
    public FaultOutcome Outcome()
    {
        if (Failure is not null)
        {
            return new FaultOutcome(FaultEffect.Run, Failure.Reason);
        }

        var mailbox = Events.OfType<MailboxEnded>().FirstOrDefault(e => e.Failure is not null)?.Failure;
        var folder = Events.OfType<FolderFailed>().FirstOrDefault()?.Failure;
        var item = Events.OfType<ItemFailed>().FirstOrDefault()?.Failure;
        return mailbox is not null ? new FaultOutcome(FaultEffect.Mailbox, mailbox.Reason)
            : folder is not null ? new FaultOutcome(FaultEffect.Folder, folder.Reason)
            : item is not null ? new FaultOutcome(FaultEffect.Item, item.Reason)
            : FaultOutcome.Done;
    }

    /// <summary>For whoever looks for the cause.</summary>
    public string Describe() => string.Join(
        "; ",
        Reports.Select(r => $"{r.Mailbox} {r.State} {r.Reason} {r.Message}")
            .Concat(Events.OfType<FolderFailed>().Select(f => $"{f.SourcePath}: {f.Failure.Message}"))
            .Concat(Events.OfType<ItemFailed>().Select(f => $"{f.Subject}: {f.Failure.Message}"))
            .Append(Failure?.Message));
}

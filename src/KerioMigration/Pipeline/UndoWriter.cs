using System;
using System.Globalization;
using System.Management.Automation;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Pipeline;

/// <summary>Says which stream an undo's events go to. Called on the cmdlet's thread alone.</summary>
internal sealed class UndoWriter(Cmdlet cmdlet, int mailboxes)
{
    private const int ActivityId = 1;
    private const string Activity = "Undoing migrations";

    private int ended;
    private long planned;
    private long done;

    public void Write(MigrationEvent migrationEvent)
    {
        switch (migrationEvent)
        {
            case UndoStarted started:
                (planned, done) = (started.ItemCount, 0);
                Show(started.Mailbox, "");
                break;
            case ItemsUndone items:
                done += items.Count;
                Show(items.Mailbox, items.SourcePath);
                break;
            case KeptByUndo kept:
                cmdlet.WriteVerbose($"{kept.Mailbox}: \"{kept.What}\" was kept ({kept.Reason}). {kept.Message}");
                break;
            case ServerWait wait:
                cmdlet.WriteVerbose(FormattableString.Invariant($"{wait.Server} asked to wait for {wait.Duration.TotalSeconds:0.#} s ({wait.Code})."));
                break;
            case UndoEnded end:
                End(end);
                break;
        }
    }

    private void End(UndoEnded end)
    {
        if (end.Failure is { Scope: not FailureScope.Run, Reason: not Reason.Interrupted } failure)
        {
            cmdlet.WriteError(ErrorRecords.From(failure, end.Report.Mailbox));
        }

        if (end.Report is { ItemsKept: > 0 } or { FoldersKept: > 0 })
        {
            cmdlet.WriteWarning(FormattableString.Invariant(
                $"{end.Report.Mailbox}: {end.Report.ItemsKept:N0} items and {end.Report.FoldersKept:N0} folders were kept. -Verbose, and the Reason column of Get-MigrationReport -View Item, say why."));
        }

        if (end.Report.PartsKept > 0)
        {
            cmdlet.WriteWarning(FormattableString.Invariant(
                $"{end.Report.Mailbox}: {end.Report.PartsKept:N0} rights, settings or members were kept. {end.Report.Message}").TrimEnd());
        }

        if (++ended == mailboxes)
        {
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, Activity, "Done") { RecordType = ProgressRecordType.Completed });
        }

        cmdlet.WriteObject(end.Report);
    }

    private void Show(string mailbox, string folder) => cmdlet.WriteProgress(
        new ProgressRecord(ActivityId, Activity, string.Format(CultureInfo.InvariantCulture, "{0}: {1:N0} of {2:N0} items", mailbox, done, planned))
        {
            CurrentOperation = folder,
            PercentComplete = (int)(100 * (ended + (planned == 0 ? 0 : Math.Min(1.0, (double)done / planned))) / mailboxes),
        });
}

using System;
using System.Globalization;
using System.Management.Automation;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Verification;

namespace KerioMigration.Pipeline;

/// <summary>The one place that says which stream an event of a verification goes to. Called on the cmdlet's thread alone.</summary>
/// <param name="view">Which rows to give out: Mailbox, Folder, Difference; null for none.</param>
/// <param name="clock">Time since the start.</param>
internal sealed class VerificationWriter(Cmdlet cmdlet, string? view, Func<TimeSpan> clock)
{
    private readonly VerificationProgress progress = new(cmdlet, clock);

    /// <summary>Every mailbox so far is graded Perfect or Good.</summary>
    public bool IsConsistent { get; private set; } = true;

    public void Write(VerificationEvent verificationEvent)
    {
        progress.Update(verificationEvent);
        switch (verificationEvent)
        {
            case MailboxVerificationStarted started:
                Verbose($"{started.Mailbox}: started.");
                break;
            case DifferenceFound { Row: var row }:
                Verbose($"{row.Mailbox}: \"{row.Subject}\" in \"{row.Folder}\": {row.Difference}. {row.Detail}");
                WriteRow("Difference", row);
                break;
            case FolderVerified { Row: var row }:
                WriteRow("Folder", row);
                break;
            case MailboxVerified verified:
                WriteEnd(verified);
                break;
        }
    }

    private void WriteEnd(MailboxVerified verified)
    {
        IsConsistent &= verified.Row.Grade is nameof(ConsistencyGrade.Perfect) or nameof(ConsistencyGrade.Good);
        if (verified.Failure is { Scope: not FailureScope.Run } failure)
        {
            cmdlet.WriteError(ErrorRecords.From(failure, verified.Row.Mailbox));
        }

        WriteRow("Mailbox", verified.Row);
    }

    private void WriteRow(string kind, object row)
    {
        if (string.Equals(view, kind, StringComparison.OrdinalIgnoreCase))
        {
            cmdlet.WriteObject(row);
        }
    }

    private void Verbose(FormattableString text) => cmdlet.WriteVerbose(text.ToString(CultureInfo.InvariantCulture));
}

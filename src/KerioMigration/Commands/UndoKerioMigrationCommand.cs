using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Security;
using KerioMigration.Engine;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Pipeline;

namespace KerioMigration.Commands;

[Cmdlet(VerbsCommon.Undo, "KerioMigration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(UndoReport))]
public sealed class UndoKerioMigrationCommand : MigrationCommandBase
{
    private readonly List<(IdentityPattern Pattern, PSObject Row)> wanted = [];

    /// <summary>Mandatory: nobody undoes a whole project by leaving something out.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, Position = 0)]
    [ValidateNotNull]
    [SupportsWildcards]
    public PSObject[] Identity { get; set; } = [];

    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string LedgerPath { get; set; } = "";

    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? KerioServer { get; set; }

    [Parameter(Mandatory = true)]
    [Credential]
    public PSCredential? KerioCredential { get; set; }

    [Parameter]
    public SecureString? KerioMasterPassword { get; set; }

    [Parameter]
    [ValidateRange(1, 65535)]
    public int KerioImapPort { get; set; }

    [Parameter]
    [ValidateRange(1, 65535)]
    public int KerioWebPort { get; set; }

    [Parameter]
    public SwitchParameter IncludeAccount { get; set; }

    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    private KerioConnection Connection =>
        KerioParameters.ToConnection(KerioServer!, KerioCredential, KerioMasterPassword, KerioImapPort, KerioWebPort, SkipCertificateCheck);

    protected override void BeginProcessing() => WarnOfUncheckedCertificates(SkipCertificateCheck);

    protected override void ProcessRecord()
    {
        foreach (var row in Identity)
        {
            if ((row.BaseObject as string ?? MailboxRow.AddressOf(row)) is { Length: > 0 } text)
            {
                wanted.Add((new IdentityPattern(text), row));
            }
            else
            {
                Refuse($"\"{row}\" names no mailbox: no address, and no property PrimarySmtpAddress, EmailAddress, Mail, WindowsEmailAddress or Mailbox.", row);
            }
        }
    }

    protected override void EndProcessing()
    {
        var known = new List<UndoSubject>();
        Run((pump, token) => Operations.ReadSubjectsAsync(FullPath(LedgerPath), s => pump.Post(() => known.Add(s)), token));
        var targets = new List<UndoTarget>();
        foreach (var subject in known)
        {
            // Each pattern is asked, so that one which found nothing is known for it.
            var matches = wanted.Where(w => w.Pattern.Matches(subject.Address)).ToList();
            if (matches.Count > 0 && ShouldProcess(Question(subject) + ".", Question(subject) + "?", "Undo-KerioMigration"))
            {
                var credential = matches.Select(m => MailboxRow.CredentialOf(m.Row)).FirstOrDefault(c => c is not null);
                targets.Add(new UndoTarget(subject.Address, credential) { IsGroup = subject.IsGroup });
            }
        }

        RefuseUnseen(wanted.Select(w => w.Pattern), "The ledger knows no mailbox or group called");
        if (targets.Count > 0)
        {
            Undo(targets);
        }
    }

    private string Question(UndoSubject subject) => subject.IsGroup ? GroupQuestion(subject) : FormattableString.Invariant(
        $"Remove the {subject.Items:N0} items of {subject.Address} that migrations wrote to {subject.Destination}")
        + (subject.Parts.Count > 0 ? ", take back what they set there (" + string.Join(", ", subject.Parts.Select(p => $"{PartNames.Of(p.Key)}: {p.Value}")) + ")" : "")
        + (IncludeAccount && subject.IsCreated ? ", and the account" : "");

    private static string GroupQuestion(UndoSubject group) => FormattableString.Invariant(
        $"Take the {group.Members:N0} members out of the group {group.Destination} that migrations added for {group.Address}") + (group.IsCreated ? ", and remove the group, which they made" : "");

    private void Undo(IReadOnlyList<UndoTarget> targets)
    {
        var writer = new UndoWriter(this, targets.Count);
        Run((pump, token) => Operations.UndoAsync(
            new UndoRequest(Connection, FullPath(LedgerPath), targets, IncludeAccount), new PumpedObserver(pump, writer.Write, TellInterrupted), token));
    }

    /// <summary>A stopped pipeline takes no more objects; the host still shows a line.</summary>
    private void TellInterrupted(MigrationEvent migrationEvent)
    {
        if (migrationEvent is UndoEnded { Report: var report })
        {
            Host.UI.WriteWarningLine(FormattableString.Invariant(
                $"{report.Mailbox}: {report.State}, {report.ItemsRemoved:N0} items removed. The same command goes on from here."));
        }
    }
}

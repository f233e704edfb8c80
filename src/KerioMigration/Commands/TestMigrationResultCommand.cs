using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using KerioMigration.Engine;
using KerioMigration.Engine.Verification;
using KerioMigration.Pipeline;

namespace KerioMigration.Commands;

[Cmdlet(VerbsDiagnostic.Test, "MigrationResult", DefaultParameterSetName = "View")]
[OutputType(typeof(MailboxVerification), typeof(FolderVerification), typeof(ItemDifference), ParameterSetName = ["View"])]
[OutputType(typeof(bool), ParameterSetName = ["Quiet"])]
public sealed class TestMigrationResultCommand : ConnectionCommandBase
{
    private readonly Dictionary<string, VerificationTarget> targets = new(StringComparer.OrdinalIgnoreCase);

    [Parameter(ValueFromPipeline = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public PSObject[]? Mailbox { get; set; }

    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public override string? KerioServer { get; set; }

    [Parameter(Mandatory = true)]
    [Credential]
    public override PSCredential? KerioCredential { get; set; }

    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string LedgerPath { get; set; } = "";

    [Parameter]
    public SwitchParameter Content { get; set; }

    [Parameter(ParameterSetName = "View")]
    [ValidateSet("Mailbox", "Folder", "Difference")]
    public string View { get; set; } = "Mailbox";

    [Parameter(ParameterSetName = "Quiet", Mandatory = true)]
    public SwitchParameter Quiet { get; set; }

    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 6;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (!HasExchangeSignIn)
        {
            RefuseAll("Nobody to sign in to Exchange with: give -ExchangeCredential or -AccessToken.");
        }
    }

    protected override void ProcessRecord()
    {
        foreach (var row in Mailbox ?? [])
        {
            // Whatever account a row names: the ledger knows where the mailbox went.
            if (MailboxRow.Read(row, "") is { } user)
            {
                targets[user.Source.Address] = new VerificationTarget(user.Source.Address) { DestinationCredential = user.DestinationCredential };
            }
            else
            {
                Refuse($"\"{row}\" names no mailbox: no address, and no property with one.", row);
            }
        }
    }

    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput && targets.Count == 0)
        {
            return;
        }

        var time = Stopwatch.StartNew();
        var writer = new VerificationWriter(this, Quiet ? null : View, () => time.Elapsed);
        Run((pump, token) => Operations.VerifyAsync(Request(pump), e => pump.Post(() => writer.Write(e)), token));
        if (Quiet)
        {
            WriteObject(writer.IsConsistent);
        }
    }

    private VerificationRequest Request(EventPump pump) => new(
        Exchange(pump),
        Kerio(),
        FullPath(LedgerPath),
        new VerificationOptions { Content = Content, ThrottleLimit = ThrottleLimit },
        targets.Values.ToList());
}

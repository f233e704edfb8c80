using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Commands;

[Cmdlet(VerbsDiagnostic.Test, "MigrationConnection")]
[OutputType(typeof(ConnectionCheck), typeof(bool))]
public sealed class TestMigrationConnectionCommand : ConnectionCommandBase
{
    private readonly List<UserMapping> users = [];
    private bool failed;

    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public PSObject[]? Mailbox { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var row in Mailbox ?? [])
        {
            if (MailboxRow.Read(row, KerioDomain ?? "") is { } user)
            {
                users.Add(user);
            }
            else
            {
                Refuse($"\"{row}\" names no mailbox: no address, and no property with one.", row);
            }
        }
    }

    protected override void EndProcessing()
    {
        var wantsExchange = HasExchangeSignIn || ExchangeServer is not null;
        if (!wantsExchange && KerioServer is null)
        {
            RefuseAll("Nothing to test: give -ExchangeServer and -ExchangeCredential, -KerioServer and -KerioCredential, or all of them.");
        }

        Run((pump, token) => Operations.CheckAsync(
            wantsExchange ? Exchange(pump) : null,
            KerioServer is null ? null : Kerio(),
            users.GroupBy(u => u.Source.Address, StringComparer.OrdinalIgnoreCase).Select(g => g.First()).ToList(),
            check => pump.Post(() => Write(check)),
            token));
        if (Quiet)
        {
            WriteObject(!failed);
        }
    }

    private void Write(ConnectionCheck check)
    {
        failed |= check.Result == CheckResult.Failed;
        if (!Quiet)
        {
            WriteObject(check);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KerioMigration.Engine.Model;
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
    [ValidateSet("Account", "Resource")]
    public string ResourceMailbox { get; set; } = "Account";

    [Parameter]
    public SwitchParameter PublicFolder { get; set; }

    [Parameter]
    [Credential]
    public PSCredential? PublicFolderCredential { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var row in Mailbox ?? [])
        {
            if (MailboxRow.Read(row, KerioDomain ?? "") is { } user)
            {
                users.Add(ResourceMailbox == "Resource" ? user with { Resource = MailboxRow.ResourceOf(row) } : user);
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

        if (PublicFolder)
        {
            users.Add(new UserMapping { Source = MailboxRef.PublicFolders, DestinationLogin = "" });
        }

        Run((pump, token) => Operations.CheckAsync(
            wantsExchange ? Exchange(pump) : null,
            KerioServer is null ? null : Kerio(),
            users.GroupBy(u => u.Source.Address, StringComparer.OrdinalIgnoreCase).Select(g => WithKeeper(g.First())).ToList(),
            check => pump.Post(() => Write(check)),
            token));
        if (Quiet)
        {
            WriteObject(!failed);
        }
    }

    private UserMapping WithKeeper(UserMapping user) => user.Source.IsPublicFolders && KerioCredential is { } administrator
        ? PublicFolderMapping.Of(user, administrator, PublicFolderCredential, KerioDomain)
        : user;

    private void Write(ConnectionCheck check)
    {
        failed |= check.Result == CheckResult.Failed;
        if (!Quiet)
        {
            WriteObject(check);
        }
    }
}

using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Demo.Proof;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Demo;

/// <summary>
/// Migrates the seed's organization with the real cmdlets between the two simulations, shows what they print, and ends with a proof: a
/// line for each kind of item that is no mail, and one that compares every message at the destination with the seed.
/// </summary>
internal static class DemoCommand
{
    private const string CorpusLogin = "corpus";

    /// <summary>A message that Exchange does not give out until somebody has given the right to.</summary>
    private static readonly Fault Denied = new()
    {
        On = "GetItem",
        Action = FaultAction.ItemError,
        Code = "ErrorAccessDenied",
        Target = "Message 13 for Bob Smith",
        Count = int.MaxValue,
    };

    /// <returns>0 when every command succeeded and every item arrived once, messages byte for byte.</returns>
    public static async Task<int> RunAsync()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Domains = [new DomainOptions(Seed.Domain) { IsPrimary = true }] });

        // Public folders are written by somebody who may.
        kerio.Store.FindUser(kerio.Options.AdministratorName)!.Right = new UserRight(UserRole.FullAdmin, PublicFolders: true);
        using var show = new DemoShow(kerio);
        var (comparison, items) = await MigrateOrganizationAsync(show, kerio);
        if (Directory.Exists(DemoPaths.Corpus))
        {
            comparison += await MigrateCorpusAsync(show, kerio);
        }

        await Console.Out.WriteLineAsync($"{Environment.NewLine}{items}{Environment.NewLine}{comparison}");
        return show.Succeeded && comparison.IsIdentical && items.IsComplete ? 0 : 1;
    }

    private static async Task<(MailComparison Mail, ItemComparison Items)> MigrateOrganizationAsync(DemoShow show, SimulatedKerio kerio)
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Everything());
        show.Use(exchange, "demo.db");
        show.Run("Test-MigrationConnection @servers -Mailbox anna@example.org");
        show.Run("$users = Get-ExchangeMailboxUser @exchange -IncludeSize; $users");
        show.Run("$users | Start-KerioMigration @servers -LedgerPath $ledger -PublicFolder -IncludePermission -WhatIf");
        exchange.Faults.Add(Denied);
        show.Run("$users | Start-KerioMigration @servers -LedgerPath $ledger -PublicFolder -IncludePermission");
        show.Run("Get-MigrationReport -LedgerPath $ledger -View Item -Status Failed");
        exchange.Faults.Clear();
        show.Run("$users | Start-KerioMigration @servers -LedgerPath $ledger -PublicFolder -IncludePermission   # again: what failed is carried, and nothing twice");
        show.Run("Get-MigrationReport -LedgerPath $ledger -View Folder -Identity anna*");
        show.Run("Get-MigrationReport -LedgerPath $ledger -View Run");
        show.Run("Get-MigrationReport -LedgerPath $ledger -NewPassword");
        show.Run("Test-MigrationResult @servers -LedgerPath $ledger -Content   # what both servers hold now");
        var mail = exchange.Organization.Users.Select(u => MailComparison.Of(u.Mailbox, kerio.Store.Mailbox(u.PrimarySmtpAddress))).Aggregate((a, b) => a + b);
        mail += MailComparison.Of(ItemComparison.PublicFolders(exchange.Organization), kerio.Store.PrimaryDomain.PublicFolders);
        return (mail, ItemComparison.Of(exchange.Organization, kerio));
    }

    /// <summary>Real messages, from another server into an account of another name.</summary>
    private static async Task<MailComparison> MigrateCorpusAsync(DemoShow show, SimulatedKerio kerio)
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Corpus(DemoPaths.Corpus));
        show.Use(exchange, "corpus.db");
        show.Run($"[pscustomobject]@{{ PrimarySmtpAddress = 'anna@{Seed.Domain}'; KerioLogin = '{CorpusLogin}' }} | Start-KerioMigration @servers -LedgerPath $ledger");
        show.Run("Test-MigrationResult @servers -LedgerPath $ledger -Content");
        return MailComparison.Of(exchange.Organization.Users[0].Mailbox, kerio.Store.Mailbox(CorpusLogin));
    }
}

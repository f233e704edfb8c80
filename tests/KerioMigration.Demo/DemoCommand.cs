using System;
using System.IO;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Demo;

/// <summary>Migrates the seed's organization with the real cmdlets between the two simulations, and shows what they print.</summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Domains = [new DomainOptions(Seed.Domain) { IsPrimary = true }] });
        var folder = Directory.CreateTempSubdirectory("KerioMigration-demo-");
        try
        {
            using var engine = new HostedEngine(Console.Out);
            var succeeded = engine.Run(Setting(exchange, kerio, Path.Combine(folder.FullName, "demo.db")));
            foreach (var command in Commands)
            {
                await Console.Out.WriteLineAsync($"{Environment.NewLine}PS> {command}");
                succeeded &= engine.Run(command);
            }

            return succeeded ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] Commands { get; } =
    [
        "Test-MigrationConnection @servers -Mailbox anna@example.org",
        "$users = Get-ExchangeMailboxUser @exchange -IncludeSize; $users",
        "$users | Start-KerioMigration @where -WhatIf",
        "$users | Start-KerioMigration @where -Confirm:$false",
        "$users | Start-KerioMigration @where -Confirm:$false   # again: nothing is carried twice",
        "Get-MigrationReport -LedgerPath $ledger",
        "Get-MigrationReport -LedgerPath $ledger -View Folder -Identity anna*",
        "Get-MigrationReport -LedgerPath $ledger -View Item -Status Failed",
    ];

    // The secrets are the simulations' own and open nothing else.
    private static string Setting(SimulatedExchange exchange, SimulatedKerio kerio, string ledger)
    {
        var account = exchange.Organization.ServiceAccount;
        return $$"""
            Import-Module '{{ManifestPath()}}'
            function ConvertTo-Secure($Text) { [System.Net.NetworkCredential]::new('', $Text).SecurePassword }
            function New-Credential($Name, $Text) { [System.Management.Automation.PSCredential]::new($Name, (ConvertTo-Secure $Text)) }
            $ledger = '{{ledger}}'
            $exchange = @{
                ExchangeServer       = '{{exchange.EwsUrl}}'
                ExchangeCredential   = New-Credential '{{account.UserName}}' '{{account.Password}}'
                SkipCertificateCheck = $true
            }
            $servers = $exchange + @{
                KerioServer          = 'localhost:{{kerio.AdminPort}}'
                KerioCredential      = New-Credential '{{kerio.Options.AdministratorName}}' '{{kerio.Options.AdministratorPassword}}'
                KerioMasterPassword  = ConvertTo-Secure '{{kerio.Options.MasterPassword}}'
            }
            $where = $servers + @{ LedgerPath = $ledger }
            """;
    }

    private static string ManifestPath()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KerioMigration.psd1")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new FileNotFoundException("KerioMigration.psd1 is not above the demo."), "KerioMigration.psd1");
    }
}

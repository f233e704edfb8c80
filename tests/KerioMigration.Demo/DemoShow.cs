using System;
using System.IO;
using KerioMigration.Demo.Hosting;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Kerio;

namespace KerioMigration.Demo;

/// <summary>One PowerShell session that prints each command before what the command prints.</summary>
internal sealed class DemoShow : IDisposable
{
    private readonly SimulatedKerio kerio;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("KerioMigration-demo-");
    private readonly HostedEngine engine = new(Console.Out);

    public DemoShow(SimulatedKerio kerio)
    {
        this.kerio = kerio;
        Succeeded = engine.Run($$"""
            Import-Module '{{DemoPaths.Manifest}}'
            function ConvertTo-Secure($Text) { [System.Net.NetworkCredential]::new('', $Text).SecurePassword }
            function New-Credential($Name, $Text) { [System.Management.Automation.PSCredential]::new($Name, (ConvertTo-Secure $Text)) }
            """);
    }

    /// <summary>No command has shown an error.</summary>
    public bool Succeeded { get; private set; }

    /// <summary>Sets <c>$exchange</c>, <c>$servers</c> and <c>$ledger</c>. The secrets are the simulations' own and open nothing else.</summary>
    public void Use(SimulatedExchange exchange, string ledger)
    {
        var account = exchange.Organization.ServiceAccount;
        Succeeded &= engine.Run($$"""
            $ledger = '{{Path.Combine(folder.FullName, ledger)}}'
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
            """);
    }

    public void Run(string command)
    {
        Console.Out.WriteLine($"{Environment.NewLine}PS> {command}");
        Succeeded &= engine.Run(command);
    }

    public void Dispose()
    {
        engine.Dispose();
        folder.Delete(recursive: true);
    }
}

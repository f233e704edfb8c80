using System.Linq;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Kerio;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>What an administrator types; a test changes one value to a wrong one.</summary>
internal sealed record MigrationSettings
{
    public required string ExchangeServer { get; init; }

    public required string ExchangeUser { get; init; }

    public required string ExchangePassword { get; init; }

    public required string KerioServer { get; init; }

    public required string KerioUser { get; init; }

    public required string KerioPassword { get; init; }

    public string? MasterPassword { get; init; }

    public required string LedgerPath { get; init; }

    public bool SkipCertificateCheck { get; init; } = true;

    /// <summary>Further parameters of Start-KerioMigration as they are typed.</summary>
    public string More { get; init; } = "";

    public static MigrationSettings For(SimulatedExchange exchange, SimulatedKerio kerio, string ledger) => new()
    {
        ExchangeServer = exchange.EwsUrl.ToString(),
        ExchangeUser = exchange.Organization.ServiceAccount.UserName,
        ExchangePassword = exchange.Organization.ServiceAccount.Password,
        KerioServer = $"localhost:{kerio.AdminPort}",
        KerioUser = kerio.Options.AdministratorName,
        KerioPassword = kerio.Options.AdministratorPassword,
        MasterPassword = kerio.Options.MasterPassword,
        LedgerPath = ledger,
    };

    /// <summary>The tables <c>@exchange</c> (source alone), <c>@kerio</c> (destination alone) and <c>@servers</c> (both).</summary>
    public string Tables => $$"""
        $exchange = @{
            ExchangeServer = '{{ExchangeServer}}'; SkipCertificateCheck = ${{SkipCertificateCheck}}
            ExchangeCredential = New-Credential '{{ExchangeUser}}' '{{ExchangePassword}}'
        }
        $kerio = @{
            KerioServer = '{{KerioServer}}'; KerioCredential = New-Credential '{{KerioUser}}' '{{KerioPassword}}'
            {{(MasterPassword is null ? "" : $"KerioMasterPassword = ConvertTo-Secure '{MasterPassword}'")}}
        }
        $servers = $exchange + $kerio

        """;

    public string Migrate(params string[] mailboxes) =>
        Tables + $"{Names(mailboxes)} | Start-KerioMigration @servers -LedgerPath '{LedgerPath}' -Confirm:$false {More}";

    public string Undo(params string[] mailboxes) => Tables
        + $"{Names(mailboxes)} | Undo-KerioMigration @kerio -LedgerPath '{LedgerPath}' -SkipCertificateCheck:${SkipCertificateCheck} -Confirm:$false";

    public string Verify(string more = "") => Tables + $"Test-MigrationResult @servers -LedgerPath '{LedgerPath}' {more}";

    public string Report(string more = "") => $"Get-MigrationReport -LedgerPath '{LedgerPath}' {more}";

    private static string Names(string[] mailboxes) => mailboxes.Length == 0 ? "@()" : string.Join(", ", mailboxes.Select(m => $"'{m}'"));
}

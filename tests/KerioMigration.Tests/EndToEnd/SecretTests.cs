using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Engine;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Xunit;
using static KerioMigration.Tests.EndToEnd.MigrationScene;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>
/// Every secret is a word that stands nowhere else. Whatever the cmdlets say on any stream, and every file that they leave, is searched
/// for it: as it is, in UTF-16, and in the base64 of a Basic sign-in.
/// </summary>
public sealed class SecretTests : IAsyncLifetime
{
    private const string ExchangePassword = "Canary-exchange-7Qx";
    private const string AdministratorPassword = "Canary-admin-3Lp";
    private const string MasterPassword = "Canary-master-9Vd";
    private const string RowPassword = "Canary-row-5Ht";
    private const string Token = "Canary-token-2Mz";
    private const string WrongPassword = "Canary-wrong-8Kb";

    private readonly TemporaryFolder temporary = new();
    private readonly List<CommandOutcome> outcomes = [];
    private ModuleSession session = null!;
    private MigrationScene scene = null!;

    public async Task InitializeAsync()
    {
        scene = await StartAsync(
            new SimulatedExchangeOptions { SignIns = SignInMethods.All, BearerTokens = [new BearerToken(Token, "migration@example.org", DateTimeOffset.MaxValue)] },
            new SimulatedKerioOptions { AdministratorPassword = AdministratorPassword, MasterPassword = MasterPassword },
            new Organization { Domain = Seed.Domain, Users = Seed.Demo().Users, ServiceAccount = new ServiceAccount { UserName = "migration@example.org", Password = ExchangePassword } });
        session = new ModuleSession(new Dictionary<string, string>
        {
            ["TMPDIR"] = temporary.FullName,
            ["EXCHANGE"] = ExchangePassword,
            ["ADMIN"] = AdministratorPassword,
            ["MASTER"] = MasterPassword,
            ["ROW"] = RowPassword,
            ["TOKEN"] = Token,
            ["WRONG"] = WrongPassword,
        });
        await session.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await session.DisposeAsync();
        await scene.DisposeAsync();
        temporary.Dispose();
    }

    [Fact]
    public async Task No_secret_stands_on_a_stream_in_the_ledger_or_in_a_temporary_file()
    {
        scene.Kerio.Store.AddUser(Claire, RowPassword);
        await RunAsync("Test-MigrationConnection @servers -Mailbox jan@example.org", fails: false);
        await RunAsync("Get-ExchangeMailboxUser @exchange -IncludeSize", fails: false);
        await RunAsync("Get-ExchangeMailboxUser @exchangeByToken", fails: false);
        await RunAsync("'jan@example.org' | Start-KerioMigration @servers @ledger -WhatIf", fails: false);
        await RunAsync("'jan@example.org' | Start-KerioMigration @servers @ledger -Confirm:$false", fails: false);
        await RunAsync("'info@example.org' | Start-KerioMigration @exchangeByToken @kerio @ledger -Confirm:$false", fails: false);
        await RunAsync("$row | Start-KerioMigration @exchange @kerio @ledger -Confirm:$false", fails: false);
        foreach (var view in new[] { "Mailbox", "Folder", "Item", "Run", "Loss" })
        {
            await RunAsync($"Get-MigrationReport @ledger -View {view}", fails: false);
        }

        await RunAsync("Get-MigrationReport @ledger -NewPassword", fails: false);
        await RunAsync("Test-MigrationResult @servers @ledger -Content -Verbose", fails: false);
        await RunAsync("$row | Test-MigrationResult @exchange @kerio @ledger -View Difference", fails: false);
        AssertNoSecret();
    }

    [Fact]
    public async Task No_secret_stands_in_what_a_failure_says()
    {
        scene.Kerio.Store.AddUser(Claire, "another one");
        await RunAsync("Test-MigrationConnection @servers -ExchangeServer 'https://localhost:1/EWS/Exchange.asmx'", fails: false);
        await RunAsync("Get-ExchangeMailboxUser @exchangeWrong", fails: true);
        await RunAsync("'jan@example.org' | Start-KerioMigration @exchangeWrong @kerio @ledger -Confirm:$false", fails: true);
        await RunAsync("'jan@example.org' | Start-KerioMigration @exchange @kerioWrong @ledger -Confirm:$false", fails: true);
        await RunAsync("'jan@example.org' | Start-KerioMigration @exchange @kerio @ledger -KerioMasterPassword (ConvertTo-Secure $env:WRONG) -Confirm:$false", fails: true);
        await RunAsync("$row | Start-KerioMigration @exchange @kerio @ledger -Confirm:$false", fails: true);
        await RunAsync("'jan@example.org' | Start-KerioMigration @servers @ledger -Confirm:$false -KerioServer 'localhost:1'", fails: true);
        await File.WriteAllTextAsync(temporary.File("no-folder"), "");
        await RunAsync($"'jan@example.org' | Start-KerioMigration @servers -LedgerPath '{Path.Combine(temporary.File("no-folder"), "ledger.db")}' -Confirm:$false", fails: true);
        await RunAsync("Get-MigrationReport -LedgerPath missing.db", fails: true);
        await RunAsync("Test-MigrationResult @servers -LedgerPath missing.db", fails: true);
        await RunAsync("Test-MigrationResult @exchange @kerio @ledger -KerioMasterPassword (ConvertTo-Secure $env:WRONG)", fails: true);
        Assert.Contains(outcomes, o => o.Errors.Any(e => e.Id.StartsWith("SignInFailed", StringComparison.Ordinal) && e.Target == Claire));
        AssertNoSecret();
    }

    [Fact]
    public async Task New_passwords_are_handed_out_and_open_the_accounts()
    {
        await RunAsync("'jan@example.org', 'info@example.org' | Start-KerioMigration @servers @ledger -Confirm:$false", fails: false);

        var passwords = await session.RunAsync(
            $"Get-MigrationReport -LedgerPath '{scene.Settings.LedgerPath}' -NewPassword | ForEach-Object {{ \"$($_.UserName) $($_.GetNetworkCredential().Password)\" }}");

        Assert.Equal(
            new[] { Info, Jan }.Select(a => $"{a} {scene.Kerio.Store.FindUser(a)!.Password}"),
            passwords.Output.Select(o => o["Value"].ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_secret_stands_in_the_wire_logs_of_the_cmdlets()
    {
        var folder = temporary.File("wire");
        scene.Kerio.Store.AddUser(Claire, RowPassword);
        await RunAsync($"Test-MigrationConnection @servers -Mailbox jan@example.org -WireLogPath '{folder}/1'", fails: false);
        await RunAsync($"Get-ExchangeMailboxUser @exchangeByToken -WireLogPath '{folder}/2'", fails: false);
        await RunAsync($"'jan@example.org' | Start-KerioMigration @servers @ledger -Confirm:$false -WireLogPath '{folder}/3'", fails: false);
        await RunAsync($"$row | Start-KerioMigration @exchange @kerio @ledger -Confirm:$false -WireLogPath '{folder}/3'", fails: false);
        await RunAsync($"'jan@example.org' | Start-KerioMigration @exchange @kerioWrong @ledger -Confirm:$false -WireLogPath '{folder}/4'", fails: true);

        Assert.Equal(
            ["1/exchange.log", "1/kerio.log", "2/exchange.log", "3/exchange.log", "3/kerio.log", "4/exchange.log", "4/kerio.log"],
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal));
        Assert.Contains("APPEND", await File.ReadAllTextAsync(Path.Combine(folder, "3", "kerio.log")), StringComparison.Ordinal);
        Assert.Contains("GetItem", await File.ReadAllTextAsync(Path.Combine(folder, "3", "exchange.log")), StringComparison.Ordinal);
        AssertNoSecret();
    }

    [Fact]
    public async Task A_wire_log_that_cannot_be_written_is_refused()
    {
        var file = temporary.File("no-folder");
        await File.WriteAllTextAsync(file, "");

        await RunAsync($"Get-ExchangeMailboxUser @exchange -WireLogPath '{file}'", fails: true);

        OutcomeAssert.RunRefused(outcomes[^1], "InvalidInput", "InvalidArgument", file, "-WireLogPath");
    }

    [Fact]
    public async Task No_secret_stands_in_a_wire_log()
    {
        var logs = new[] { "exchange.log", "kerio.log" }.Select(temporary.File).ToArray();
        scene.Kerio.Store.AddUser(Claire, RowPassword);
        var source = new ExchangeConnection
        {
            Server = scene.Exchange.EwsUrl.ToString(), Credential = new NetworkCredential("migration@example.org", ExchangePassword),
            SkipCertificateCheck = true, WireLogPath = logs[0],
        };
        var destination = new KerioConnection
        {
            Server = $"localhost:{scene.Kerio.AdminPort}", Credential = new NetworkCredential("admin", AdministratorPassword),
            SkipCertificateCheck = true, WireLogPath = logs[1],
        };
        var jan = new UserMapping { Source = new MailboxRef(Jan), DestinationLogin = "jan" };
        await MigrateAsync(source, destination with { MasterPassword = Secret.From(MasterPassword) }, jan);
        var own = new UserMapping { Source = new MailboxRef(Claire), DestinationLogin = "claire", DestinationCredential = new NetworkCredential(Claire, RowPassword) };
        await MigrateAsync(source with { Authentication = ExchangeAuthentication.Basic }, destination, own);
        await MigrateAsync(source with { AccessToken = _ => Task.FromResult(Token), Authentication = ExchangeAuthentication.Bearer }, destination, own);

        Assert.All(logs, log => Assert.True(new FileInfo(log).Length > 1000, $"{log} holds nothing."));
        AssertNoSecret();
    }

    private string Tables => $$"""
        # -Debug alone would ask at every warning.
        $skip = @{ SkipCertificateCheck = $true; Verbose = $true; Debug = $true; ErrorAction = 'Continue'; WarningAction = 'Continue' }
        $source = @{ ExchangeServer = '{{scene.Exchange.EwsUrl}}' }
        $exchange = $skip + $source + @{ ExchangeCredential = New-Credential 'migration@example.org' $env:EXCHANGE }
        $exchangeByToken = $skip + $source + @{ AccessToken = ConvertTo-Secure $env:TOKEN }
        $exchangeWrong = $skip + $source + @{ ExchangeCredential = New-Credential 'migration@example.org' $env:WRONG; ExchangeAuthentication = 'Basic' }
        $kerio = @{ KerioServer = 'localhost:{{scene.Kerio.AdminPort}}'; KerioCredential = New-Credential 'admin' $env:ADMIN }
        $kerioWrong = @{ KerioServer = 'localhost:{{scene.Kerio.AdminPort}}'; KerioCredential = New-Credential 'admin' $env:WRONG }
        $servers = $exchange + $kerio + @{ KerioMasterPassword = ConvertTo-Secure $env:MASTER }
        $ledger = @{ LedgerPath = '{{scene.Settings.LedgerPath}}' }
        $row = [pscustomobject]@{ PrimarySmtpAddress = '{{Claire}}'; KerioCredential = New-Credential '{{Claire}}' $env:ROW }

        """;

    private async Task RunAsync(string command, bool fails)
    {
        var outcome = await session.RunAsync(Tables + command);
        Assert.True(outcome.Errors.Count > 0 == fails, $"{command}:\n{outcome.Text}");
        outcomes.Add(outcome);
    }

    private async Task MigrateAsync(ExchangeConnection source, KerioConnection destination, UserMapping user)
    {
        await using var factory = new MigrationFactory(source, destination);
        var report = Assert.Single(await factory.MigrateAsync(scene.Settings.LedgerPath, new MigrationOptions(), [user], new RecordingObserver(), default));
        Assert.Equal(("Completed", ""), (report.State, report.Message));
    }

    /// <summary>What was sown, and what the server made up for new accounts.</summary>
    private string[] Secrets => [ExchangePassword, AdministratorPassword, MasterPassword, RowPassword, Token, WrongPassword,
        .. scene.Kerio.Store.Users.Where(u => u.Address is Jan or Info).Select(u => u.Password).OfType<string>()];

    private void AssertNoSecret()
    {
        var texts = outcomes.Select((o, i) => ($"output {i}", Encoding.UTF8.GetBytes(o.Text + string.Join('\n', o.Warnings))));
        var files = new[] { scene.Folder.FullName, temporary.FullName }
            .SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories))
            .Where(f => new FileInfo(f).Length > 0) // sockets of the runtime among them
            .Select(f => (f, ReadShared(f)));
        var searched = texts.Concat(files).ToList();
        foreach (var pattern in Secrets.SelectMany(Forms))
        {
            Assert.All(searched, s => Assert.True(s.Item2.AsSpan().IndexOf(pattern.Bytes) < 0, $"{s.Item1} holds {pattern.Name}."));
        }
    }

    private static (string Name, byte[] Bytes)[] Forms(string secret) =>
    [
        (secret, Encoding.UTF8.GetBytes(secret)),
        (secret + " in UTF-16", Encoding.Unicode.GetBytes(secret)),
        (secret + " in Basic", Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes("migration@example.org:" + secret)))),
    ];

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}

using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Benchmarks.Pumps;
using KerioMigration.Engine;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Tests.Support.Memory;

namespace KerioMigration.Benchmarks.Processes;

internal sealed record EngineResult(double Seconds, long Items)
{
    public double ItemsPerSecond => Items / Seconds;
}

/// <summary>The engine without PowerShell over the first mailbox, with a ledger on disk or, when no path is given, the tests' ledger in memory.</summary>
internal static class EngineProcess
{
    public static Task<EngineResult> StartAsync(Servers servers, string ledgerPath) =>
        ChildProcess.RunAsync<EngineResult>(["engine", .. MigrateProcess.ArgumentsOf(servers, ledgerPath)]);

    /// <summary>As much of the first mailbox as goes to another account in that time.</summary>
    public static Task WarmUpAsync(Servers servers, string login, int seconds) =>
        ChildProcess.RunAsync<EngineResult>(
        [
            "engine",
            .. MigrateProcess.ArgumentsOf(servers, ledgerPath: ""),
            "--login", login,
            "--loginPassword", Account.Password,
            "--seconds", seconds.ToString(CultureInfo.InvariantCulture),
        ]);

    public static async Task RunAsync(Options options)
    {
        await using var factory = new MigrationFactory(
            new ExchangeConnection
            {
                Server = options.Required("url"),
                Credential = new NetworkCredential(options.Required("user"), options.Required("password")),
                SkipCertificateCheck = true,
            },
            new KerioConnection
            {
                Server = "localhost:" + options.Required("admin"),
                Credential = new NetworkCredential(options.Required("administrator"), options.Required("administratorPassword")),
                MasterPassword = Secret.From(options.Required("master")),
                SkipCertificateCheck = true,
            });
        var mailbox = options.Required("mailboxes").Split(',')[0];
        var login = options.Text("login") ?? mailbox.Split('@')[0];
        var user = new UserMapping
        {
            Source = new MailboxRef(mailbox),
            DestinationLogin = login,
            DestinationCredential = options.Text("loginPassword") is { } password ? new NetworkCredential($"{login}@{mailbox.Split('@')[1]}", password) : null,
        };
        var path = options.Required("ledger");
        var watch = Stopwatch.StartNew();
        await using ILedger ledger = path.Length == 0
            ? new MemoryLedger(TimeProvider.System)
            : await SqliteLedger.OpenAsync(path, TimeProvider.System, CancellationToken.None);
        var reports = await factory.MigrateAsync(ledger, new MigrationOptions { TimeLimit = LimitOf(options) }, [user], new Nobody(), CancellationToken.None);
        Output.Write(new EngineResult(watch.Elapsed.TotalSeconds, reports.Sum(r => r.MigratedByLastRun)));
    }

    private static TimeSpan? LimitOf(Options options) =>
        options.Number("seconds", 0) is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null;
}

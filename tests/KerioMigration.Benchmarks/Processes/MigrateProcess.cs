using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Threading.Tasks;

namespace KerioMigration.Benchmarks.Processes;

/// <param name="Seconds">Of Start-KerioMigration, from the call to the last result.</param>
/// <param name="CpuSeconds">Of the whole process, its start included.</param>
internal sealed record MigrationResult(double Seconds, long Items, long Failed, double PeakMegabytes, double CpuSeconds)
{
    public double ItemsPerSecond => Items / Seconds;
}

/// <summary>The module as administrators run it: imported into a PowerShell engine, called as a cmdlet.</summary>
internal static class MigrateProcess
{
    private const string Script = """
        param($Manifest, $Mailbox, $Parameters)
        Import-Module $Manifest
        $ProgressPreference = 'SilentlyContinue'
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $results = @($Mailbox | Start-KerioMigration @Parameters -Confirm:$false)
        $watch.Stop()
        $watch.Elapsed.TotalSeconds
        $results
        """;

    public static Task<MigrationResult> StartAsync(Servers servers, string ledgerPath) =>
        ChildProcess.RunAsync<MigrationResult>(["migrate", .. ArgumentsOf(servers, ledgerPath)]);

    /// <summary>One mailbox after the other.</summary>
    public static Task<MigrationResult> StartInTurnAsync(Servers servers, string ledgerPath) =>
        ChildProcess.RunAsync<MigrationResult>(["migrate", "--throttle", "1", .. ArgumentsOf(servers, ledgerPath)]);

    /// <summary>Items of one kind that need the user's own sign-in, which the migration makes for itself.</summary>
    public static Task<MigrationResult> StartAsync(Servers servers, string ledgerPath, string itemType) =>
        ChildProcess.RunAsync<MigrationResult>(["migrate", "--itemType", itemType, .. ArgumentsOf(servers, ledgerPath)]);

    /// <summary>Where both servers and the ledger are, for a process of this program.</summary>
    public static string[] ArgumentsOf(Servers servers, string ledgerPath) =>
    [
        "--url", servers.Exchange.Url,
        "--user", servers.Exchange.User,
        "--password", servers.Exchange.Password,
        "--mailboxes", string.Join(",", servers.Exchange.Mailboxes),
        "--admin", servers.Kerio.AdminPort.ToString(CultureInfo.InvariantCulture),
        "--administrator", servers.Kerio.Administrator,
        "--administratorPassword", servers.Kerio.Password,
        "--master", servers.Kerio.MasterPassword,
        "--ledger", ledgerPath,
    ];

    public static async Task RunAsync(Options options)
    {
        using var shell = Engine.Create();
        var parameters = WhereOf(options);
        if (options.Number("throttle", 0) is > 0 and var throttle)
        {
            parameters["ThrottleLimit"] = throttle;
        }

        if (options.Text("itemType") is { } itemType)
        {
            (parameters["ItemType"], parameters["ResetPassword"]) = (itemType, true);
        }

        shell.AddScript(Script)
            .AddArgument(Repository.Manifest)
            .AddArgument(options.Required("mailboxes").Split(','))
            .AddArgument(parameters);
        var output = await shell.InvokeAsync();
        foreach (var error in shell.Streams.Error)
        {
            await Console.Error.WriteLineAsync($"{error.FullyQualifiedErrorId}: {error.Exception.Message}");
        }

        var reports = output.Skip(1).ToList();
        Output.Write(new MigrationResult(
            Convert.ToDouble(output[0].BaseObject, CultureInfo.InvariantCulture),
            reports.Sum(r => Convert.ToInt64(r.Properties["MigratedByLastRun"].Value, CultureInfo.InvariantCulture)),
            reports.Sum(r => Convert.ToInt64(r.Properties["Failed"].Value, CultureInfo.InvariantCulture)),
            PeakMegabytes(),
            Environment.CpuUsage.TotalTime.TotalSeconds));
    }

    /// <summary>The same, as parameters of a cmdlet.</summary>
    public static System.Collections.Hashtable WhereOf(Options options) => new()
    {
        ["ExchangeServer"] = options.Required("url"),
        ["ExchangeCredential"] = CredentialOf(options.Required("user"), options.Required("password")),
        ["KerioServer"] = "localhost:" + options.Required("admin"),
        ["KerioCredential"] = CredentialOf(options.Required("administrator"), options.Required("administratorPassword")),
        ["KerioMasterPassword"] = new NetworkCredential("", options.Required("master")).SecurePassword,
        ["LedgerPath"] = options.Required("ledger"),
        ["SkipCertificateCheck"] = true,
    };

    private static PSCredential CredentialOf(string user, string password) => new(user, new NetworkCredential("", password).SecurePassword);

    /// <summary>The largest resident set, as the operating system counted it.</summary>
    public static double PeakMegabytes()
    {
        using var self = Process.GetCurrentProcess();
        return File.Exists("/proc/self/status")
            ? double.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal))[6..^2], CultureInfo.InvariantCulture) / 1024
            : self.PeakWorkingSet64 / 1048576.0;
    }
}

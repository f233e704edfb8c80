using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Simulation.Faults;
using KerioMigration.Tests.Support;
using Xunit;
using static KerioMigration.Tests.EndToEnd.MigrationScene;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Ctrl+C, a pipeline that has enough, nothing to do, and -WhatIf: what is not wanted does not happen.</summary>
public sealed class StoppedRunTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    /// <summary>
    /// The promise is five seconds, and an idle machine keeps it in about two. A busy one may be late; waiting for a silent server would
    /// take minutes, and that is what the tests tell apart.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Changes =
    [
        "Users.create", "Users.set", "Users.activate", "Domains.generatePassword", "CREATE", "APPEND", "SUBSCRIBE", "STORE", "UID STORE", "RENAME", "DELETE",
    ];

    [Theory]
    [InlineData("GetItem")]
    [InlineData("SyncFolderItems")]
    [InlineData("APPEND")]
    [InlineData("Users.get")]
    public async Task Ends_within_seconds_while_a_server_is_silent(string moment)
    {
        await using var scene = await StartAsync();
        var isExchange = moment is "GetItem" or "SyncFolderItems";
        (isExchange ? scene.Exchange.Faults : scene.Kerio.Faults).Add(new Fault { On = moment, Action = FaultAction.Stall, Count = int.MaxValue });

        var run = session.RunAsync(scene.Settings.Migrate(Jan));
        await Condition.HoldsAsync(() => scene.Exchange.Requests.Any(r => r.Operation == moment) || scene.Kerio.Calls.Any(c => c.Name == moment));
        var stopped = await StopAsync(run);

        Assert.Equal("Stopped", stopped.State);
        Assert.Contains("Interrupted", stopped.Text, StringComparison.Ordinal);
        await AssertLedgerAsync(scene, "", "Interrupted");
        await AssertLedgerAsync(scene, "-View Run", "Interrupted");
        scene.Exchange.Faults.Clear();
        scene.Kerio.Faults.Clear();
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Jan)), Jan);
        await scene.AssertSameAsync(Jan);
    }

    [Theory]
    [InlineData("Get-ExchangeMailboxUser @exchange")]
    [InlineData("Test-MigrationConnection @servers -Mailbox jan@example.org")]
    [InlineData("'jan@example.org' | Start-KerioMigration @servers -LedgerPath never.db -WhatIf")]
    public async Task Every_cmdlet_ends_within_seconds_while_Exchange_is_silent(string command)
    {
        await using var scene = await StartAsync();
        scene.Exchange.Faults.Add(new Fault { On = "*", Action = FaultAction.Stall, Count = int.MaxValue });

        var run = session.RunAsync(scene.Settings.Tables + command);
        await Condition.HoldsAsync(() => scene.Exchange.Requests.Any(r => r.Operation.Length > 0));

        Assert.Equal("Stopped", (await StopAsync(run)).State);
    }

    [Fact]
    public async Task A_pipeline_that_has_enough_leaves_nothing_running()
    {
        // Select-Object -First is no core command; leaving a loop takes the same way up through WriteObject.
        await using var scene = await StartAsync();
        var command = $"do {{ {(scene.Settings with { More = "-ThrottleLimit 1" }).Migrate(Info, Jan, Claire)} | ForEach-Object {{ $_; break }} }} while ($false)";

        var outcome = await session.RunAsync(command);
        var requests = scene.Exchange.Requests.Count;
        var calls = scene.Kerio.Calls.Count;

        Assert.Equal(Info, Assert.Single(outcome.Output)["Mailbox"].ToString());
        Assert.Empty(outcome.Errors);
        await AssertLedgerAsync(scene, "-View Run", "Interrupted");
        Assert.Equal((requests, calls), (scene.Exchange.Requests.Count, scene.Kerio.Calls.Count));
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Jan, Info, Claire)), Claire, Info, Jan);
        await scene.AssertSameAsync(Jan, Info, Claire);
    }

    [Theory]
    [InlineData("break")]
    [InlineData("throw 'enough'")]
    public async Task Whoever_has_enough_waits_for_no_silent_server(string end)
    {
        await using var scene = await StartAsync();
        foreach (var silent in new[] { Jan, Claire })
        {
            scene.Exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.Stall, Target = silent, Count = int.MaxValue });
        }

        var outcome = await session.RunAsync($$"""
            $clock = [System.Diagnostics.Stopwatch]::new()
            do { try { {{scene.Settings.Migrate(Info, Jan, Claire)}} | ForEach-Object { $_; $clock.Start(); {{end}} } } catch { } } while ($false)
            [int]$clock.ElapsedMilliseconds
            """);
        var requests = scene.Exchange.Requests.Count;
        var calls = scene.Kerio.Calls.Count;

        Assert.Equal(Info, outcome.Output[0]["Mailbox"].ToString());
        Assert.InRange(Assert.Single(outcome.Output.Skip(1))["Value"].GetInt32(), 0, (int)Patience.TotalMilliseconds);
        await AssertLedgerAsync(scene, "-View Run", "Interrupted");
        Assert.Equal((requests, calls), (scene.Exchange.Requests.Count, scene.Kerio.Calls.Count));
        scene.Exchange.Faults.Clear();
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Jan, Info, Claire)), Claire, Info, Jan);
        await scene.AssertSameAsync(Jan, Info, Claire);
    }

    [Fact]
    public async Task An_empty_pipeline_does_nothing()
    {
        await using var scene = await StartAsync();

        var outcome = await session.RunAsync(scene.Settings.Migrate());

        Assert.Equal(("Completed", 0, 0), (outcome.State, outcome.Output.Count, outcome.Errors.Count));
        AssertUntouched(scene);
        Assert.Empty(scene.Exchange.Requests);
        Assert.Empty(scene.Kerio.Calls);
    }

    [Fact]
    public async Task WhatIf_writes_nothing_anywhere()
    {
        await using var scene = await StartAsync();
        var mailbox = scene.Kerio.Store.AddUser(Jan).Mailbox;
        var folders = mailbox.Folders.Select(f => f.Path).ToList();

        var outcome = await session.RunAsync(scene.Settings.Migrate(Jan, Info, "nobody@example.org") + " -WhatIf");

        Assert.Empty(outcome.Errors);
        Assert.Equal([(Jan, "Use", 40L), (Info, "Create", 25L)], outcome.Output.Take(2)
            .Select(o => (o["Mailbox"].ToString(), o["Action"].ToString(), o["Items"].GetInt64())));
        Assert.Equal(("Refuse", "MailboxNotFound"), (outcome.Output[2]["Action"].ToString(), outcome.Output[2]["Reason"].ToString()));
        AssertUntouched(scene, Jan);
        Assert.Equal(folders, mailbox.Folders.Select(f => f.Path));
        Assert.Equal(0, mailbox.ItemCount);
    }

    private static void AssertUntouched(MigrationScene scene, params string[] accounts)
    {
        Assert.Empty(Directory.GetFileSystemEntries(scene.Folder.FullName));
        Assert.Equal(["admin@example.org", .. accounts], scene.Kerio.Store.Users.Select(u => u.Address));
        Assert.DoesNotContain(scene.Kerio.Calls, c => Changes.Contains(c.Name));
    }

    private async Task<CommandOutcome> StopAsync(Task<CommandOutcome> run)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await session.StopAsync();
        var outcome = await run;
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Patience);
        return outcome;
    }

    private async Task AssertLedgerAsync(MigrationScene scene, string view, string state) =>
        Assert.Equal(state, (await session.RunAsync(scene.Settings.Report(view))).Output[0]["State"].ToString());
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Dovecot;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Tests.Support;
using Xunit;
using static KerioMigration.Tests.EndToEnd.MigrationScene;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>A migration is taken back, by the command that an administrator types.</summary>
public sealed class UndoTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    [Theory]
    [InlineData(ImapFeatures.Default)]
    [InlineData(ImapFeatures.None)]
    public async Task Takes_back_what_it_wrote_and_nothing_else(ImapFeatures features)
    {
        await using var scene = await StartAsync(kerio: new SimulatedKerioOptions { Features = features });
        var mailbox = scene.Kerio.Store.AddUser(Jan, "Jan-secret1").Mailbox;
        mailbox.Folder("INBOX").Append("Message-ID: <before@x>\r\n\r\n"u8.ToArray(), MessageFlags.Seen, DateTimeOffset.UnixEpoch);
        var before = await PictureAsync(scene, Jan);
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Jan)), Jan);
        var after = await PictureAsync(scene, Jan);
        Assert.NotEqual(before, after);

        AssertUndone(await session.RunAsync(scene.Settings.Undo(Jan)), Jan, isAccountRemoved: false);
        Assert.Equal(before, await PictureAsync(scene, Jan));

        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Jan)), Jan);
        Assert.Equal(after, await PictureAsync(scene, Jan));
    }

    [DebianFact("dovecot")]
    public async Task Takes_back_what_it_wrote_to_a_real_dovecot()
    {
        await using var dovecot = await DovecotServer.StartAsync();
        await using var scene = await StartAsync(kerio: new SimulatedKerioOptions { ImapBackend = dovecot });
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Claire)), Claire);
        var after = await PictureAsync(scene, Claire);

        AssertUndone(await session.RunAsync(scene.Settings.Undo("claire@*") + " -IncludeAccount"), Claire, isAccountRemoved: true);
        Assert.Equal(0, (await DestinationMailbox.ReadAsync(scene.Kerio, Claire)).Sum(f => f.Messages.Count));
        Assert.Null(scene.Kerio.Store.FindUser(Claire));

        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Claire)), Claire);
        await scene.AssertSameAsync(Claire);
        Assert.Equal(after, await PictureAsync(scene, Claire));
    }

    [Theory]
    [InlineData("EXPUNGE", FaultAction.DoneThenReset)]
    [InlineData("EXPUNGE", FaultAction.Stall)]
    [InlineData("STORE", FaultAction.Stall)]
    [InlineData("FETCH", FaultAction.Stall)]
    [InlineData("DELETE", FaultAction.Stall)]
    public async Task Goes_on_after_an_end_in_the_middle(string moment, FaultAction action)
    {
        await using var scene = await StartAsync();
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Jan)), Jan);
        scene.Kerio.Faults.Add(new Fault { On = moment, Action = action, Count = action == FaultAction.Stall ? int.MaxValue : 1 });

        var calls = scene.Kerio.Calls.Count;
        var run = session.RunAsync(scene.Settings.Undo(Jan));
        if (action == FaultAction.Stall)
        {
            await Condition.HoldsAsync(() => scene.Kerio.Calls.Skip(calls).Any(c => c.Name.EndsWith(moment, StringComparison.Ordinal)));
            await session.StopAsync();
            var stopped = await run;
            Assert.Equal("Stopped", stopped.State);
            Assert.Contains("Interrupted", stopped.Text, StringComparison.Ordinal);
            scene.Kerio.Faults.Clear();
            run = session.RunAsync(scene.Settings.Undo(Jan));
        }

        AssertUndone(await run, Jan, isAccountRemoved: false);
        Assert.Equal(0, await CarriedMail.CountAsync(scene.Kerio, Jan));
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Jan)), Jan);
        await scene.AssertSameAsync(Jan);
    }

    [Fact]
    public async Task Asks_before_it_removes_anything_and_names_what_it_does_not_know()
    {
        await using var scene = await StartAsync();
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Jan, Info)), Jan, Info);
        var calls = scene.Kerio.Calls.Count;

        var preview = await session.RunAsync(scene.Settings.Undo(Jan, "nobody@example.org").Replace("-Confirm:$false", "-WhatIf", StringComparison.Ordinal));

        Assert.Empty(preview.Output);
        Assert.Contains(Jan, preview.Text, StringComparison.Ordinal);
        OutcomeAssert.Refused(preview, "MailboxNotFound", "ObjectNotFound", "nobody@example.org", "nobody@example.org");
        Assert.Equal(calls, scene.Kerio.Calls.Count);
        await scene.AssertSameAsync(Jan, Info);
    }

    [Fact]
    public async Task Rows_of_the_report_name_mailboxes()
    {
        await using var scene = await StartAsync();
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Jan, Info)), Jan, Info);

        var outcome = await session.RunAsync(scene.Settings.Undo().Replace("@()", scene.Settings.Report(Jan), StringComparison.Ordinal));

        AssertUndone(outcome, Jan, isAccountRemoved: false);
        Assert.Equal(0, await CarriedMail.CountAsync(scene.Kerio, Jan));
        await scene.AssertSameAsync(Info);
        var report = await session.RunAsync(scene.Settings.Report("-Status Undone"));
        OutcomeAssert.State(report, Jan, "Undone");
    }

    private static void AssertUndone(CommandOutcome outcome, string mailbox, bool isAccountRemoved)
    {
        Assert.Empty(outcome.Errors);
        var row = Assert.Single(outcome.Output);
        Assert.Equal((mailbox, "Undone", isAccountRemoved.ToString()), (row["Mailbox"].ToString(), row["State"].ToString(), row["AccountRemoved"].ToString()));
        Assert.Equal(("0", "0"), (row["ItemsKept"].ToString(), row["FoldersKept"].ToString()));
    }

    /// <summary>Folders and messages with bytes, states and dates; places change with every writing.</summary>
    private static async Task<IReadOnlyList<string>> PictureAsync(MigrationScene scene, string user) =>
    [
        .. (await DestinationMailbox.ReadAsync(scene.Kerio, user)).SelectMany(f => f.Messages
            .Select(m => $"{f.Path}: {m.InternalDate:u} {string.Join(' ', m.Flags.Order(StringComparer.Ordinal))} {Encoding.Latin1.GetString(m.Bytes)}")
            .Append(f.Path)).Order(StringComparer.Ordinal),
    ];
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Engine.Transfer;
using KerioMigration.Tests.Kerio;
using KerioMigration.Tests.Support.Memory;
using Xunit;

namespace KerioMigration.Tests.Suites;

/// <summary>What an undo promises, whatever the ledger is made of.</summary>
public abstract class UndoSuite
{
    private const string Twin = "Message-ID: <twin@x>\r\n\r\nTwin\r\n";

    private static readonly DateTimeOffset Noon = new(2024, 2, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryWorld world;

    protected UndoSuite() => world = new MemoryWorld(OpenLedgerAsync);

    /// <summary>Opens the one ledger of this test, again and again.</summary>
    protected abstract Task<ILedger> OpenLedgerAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leaves_the_destination_as_it_was_before(bool places)
    {
        await FillBothAsync(places);
        var before = Picture();
        Assert.Equal("Completed", (await world.RunOneAsync()).State);
        Assert.NotEqual(before, Picture());

        var report = await world.UndoAsync();

        Assert.Equal(before, Picture());

        // Of twins the one that was there has stayed, not its copy.
        Assert.Equal([1L, 2L], world.Destination().Messages["INBOX"].Select(m => m.Uid));
        Assert.Equal([1L], world.Destination().Messages["Alt"].Select(m => m.Uid));
        Assert.Equal(new UndoReport { Mailbox = "anna@example.org", Destination = "anna@kerio.test", State = "Undone", ItemsRemoved = 13, FoldersRemoved = 2 }, report);
        Assert.Equal(("Undone", 13, 0, 13), await SummaryAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_same_migration_carries_everything_again_afterwards(bool places)
    {
        await FillBothAsync(places);
        await world.RunOneAsync();
        var after = Picture();
        await world.UndoAsync();

        var report = await world.RunOneAsync();

        Assert.Equal(("Completed", 13, 13), (report.State, report.Migrated, report.MigratedByLastRun));
        Assert.Equal(after, Picture());
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Goes_on_after_an_end_at_any_step_forward_or_back(bool places, bool isDone)
    {
        for (var step = 1; ; step++)
        {
            var again = new MemoryWorldOf(this);
            if (!await again.StopAtAsync(step, places, isDone))
            {
                Assert.True(step > 3, $"There were only {step - 1} steps.");
                return;
            }
        }
    }

    [Fact]
    public async Task Keeps_what_was_altered_and_says_so()
    {
        var inbox = Inbox();
        Fill(inbox, 5);
        await world.RunOneAsync();
        var uids = world.Destination().Messages["INBOX"].ToLookup(m => Encoding.UTF8.GetString(m.Bytes).Contains("number 1", StringComparison.Ordinal), m => m.Uid);
        var altered = uids[true].Single();
        world.Destination().Alter("INBOX", altered, "Message-ID: <item-2@memory.test>\r\nSubject: number 1\r\n\r\nText of somebody else\r\n");
        await ChangeFlagsAsync(uids[false].First(), MessageFlags.Answered | MessageFlags.Seen);
        await RemoveAsync(uids[false].Last());

        var report = await world.UndoAsync();

        Assert.Equal(("Undone", 3, 1, 1), (report.State, report.ItemsRemoved, report.ItemsKept, report.ItemsGone));
        Assert.Equal([altered], world.Destination().Messages["INBOX"].Select(m => m.Uid));
        var kept = Assert.Single(await world.ReadItemsAsync(), i => i.State == ItemState.Migrated);
        Assert.Equal(("number 1", Reason.ChangedAtDestination), (kept.Item.Subject, kept.Reason));
        Assert.Contains("changed", kept.Message, StringComparison.Ordinal);
        Assert.Equal("Inbox: number 1", Assert.Single(world.Observer.Of<KeptByUndo>()).What);

        // The altered one still counts as carried; the others come again.
        var again = await world.RunOneAsync();
        Assert.Equal((5, 4), (again.Migrated, again.MigratedByLastRun));
        Assert.Equal(5, world.Destination().Messages["INBOX"].Count);
    }

    [Fact]
    public async Task Keeps_what_looks_like_ours_and_has_other_bytes()
    {
        world.Destination().GivesPlaces = false;
        Fill(Inbox(), 1);
        await world.RunOneAsync();
        world.Destination().Alter("INBOX", 1, Encoding.UTF8.GetString(world.Destination().Messages["INBOX"][0].Bytes).Replace("Text", "Test", StringComparison.Ordinal));

        var report = await world.UndoAsync();

        Assert.Equal((0, 1, 0), (report.ItemsRemoved, report.ItemsKept, report.ItemsGone));
        Assert.Single(world.Destination().Messages["INBOX"]);
    }

    [Fact]
    public async Task A_message_that_was_there_is_not_taken_for_one_whose_writing_was_interrupted()
    {
        world.Directory.Add("anna");
        await PutAsync("INBOX", Twin);
        world.Source().AddMessage(Inbox(), "x", received: Noon, text: Twin);
        world.Destination().BeforeWrite = (_, _) => throw new OperationCanceledException();
        await world.RunOneAsync(new System.Threading.CancellationToken(canceled: false));
        world.Destination().BeforeWrite = (_, _) => { };

        var report = await world.UndoAsync();

        Assert.Equal(0, report.ItemsRemoved);
        Assert.Single(world.Destination().Messages["INBOX"]);
    }

    [Fact]
    public async Task A_folder_that_holds_anything_else_is_kept()
    {
        var project = world.Source().AddFolder("Projekt");
        Fill(project, 2);
        Fill(world.Source().AddFolder("Inneres", parent: project), 1);
        await world.RunOneAsync();
        await PutAsync("Projekt", "Message-ID: <mine@x>\r\n\r\n");

        var report = await world.UndoAsync();

        Assert.Equal((3, 1, 1), (report.ItemsRemoved, report.FoldersRemoved, report.FoldersKept));
        Assert.Single(world.Destination().Messages["Projekt"]);
        Assert.Equal("Projekt", Assert.Single(world.Observer.Of<KeptByUndo>()).What);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task An_account_goes_on_request_when_it_is_ours_and_empty(bool asked, bool isUsed)
    {
        Fill(Inbox(), 2);
        await world.RunOneAsync();
        if (isUsed)
        {
            await PutAsync("INBOX", "Message-ID: <new@x>\r\n\r\n");
        }

        var report = await world.UndoAsync(includeAccount: asked);

        var isGone = asked && !isUsed;
        Assert.Equal(("Undone", 2, isGone), (report.State, report.ItemsRemoved, report.AccountRemoved));
        Assert.Equal(isGone ? 0 : 1, (await world.Directory.ListUsersAsync(default)).Count);
        Assert.Equal(asked && isUsed ? 1 : 0, world.Observer.Of<KeptByUndo>().Count);
        await using var ledger = await OpenLedgerAsync();
        Assert.Equal(isGone ? 0 : 1, (await ledger.ReadPasswordsAsync(default)).Count);
    }

    [Fact]
    public async Task An_account_that_was_there_before_stays()
    {
        world.Directory.Add("anna");
        Fill(Inbox(), 2);
        await world.RunOneAsync();

        Assert.False((await world.UndoAsync(includeAccount: true)).AccountRemoved);
        Assert.Single(await world.Directory.ListUsersAsync(default));
    }

    [Fact]
    public async Task Without_its_account_a_mailbox_has_nothing_left_to_undo()
    {
        Fill(Inbox(), 3);
        await world.RunOneAsync();
        await world.Directory.RemoveUserAsync((await world.Directory.ListUsersAsync(default))[0], default);

        var report = await world.UndoAsync();

        Assert.Equal(("Undone", 0, 3), (report.State, report.ItemsRemoved, report.ItemsGone));
        Assert.Equal(("Undone", 3, 0, 3), await SummaryAsync());
    }

    [Fact]
    public async Task Refuses_a_mailbox_that_a_run_has_and_one_that_nobody_knows()
    {
        Assert.Equal(("Failed", "MailboxNotFound"), Outcome(await world.UndoAsync()));
        Fill(Inbox(), 1);
        await world.RunOneAsync();
        await using var other = await OpenLedgerAsync();
        await using var held = await other.AcquireAsync(new MailboxEntry("anna@example.org"), await other.StartRunAsync(new RunEntry { Version = "other" }, default), default);

        Assert.Equal(("Failed", "MailboxInUse"), Outcome(await world.UndoAsync()));
        Assert.Single(world.Destination().Messages["INBOX"]);
    }

    private static (string State, string Reason) Outcome(UndoReport report) => (report.State, report.Reason);

    /// <summary>Both ends hold something: mail and folders that were there, with twins of what is carried among them, to the byte.</summary>
    private Task FillBothAsync(bool places) => FillBothAsync(world, places);

    private static async Task FillBothAsync(MemoryWorld world, bool places)
    {
        world.Directory.Add("anna");
        world.Destination().GivesPlaces = places;
        await PutAsync(world, "INBOX", Twin, "Message-ID: <old@x>\r\n\r\n");
        await PutAsync(world, "Alt", Twin);
        var inbox = world.Source().AddFolder("Inbox", FolderRole.Inbox);
        var old = world.Source().AddFolder("Alt");
        var project = world.Source().AddFolder("Projekt");
        var inner = world.Source().AddFolder("Inneres", parent: project);
        for (var i = 0; i < 9; i++)
        {
            world.Source().AddMessage(inbox, "x", received: Noon, text: i % 3 == 0 ? Twin : $"Message-ID: <{i}@x>\r\n\r\nOne\nwith bare line feeds\n");
        }

        world.Source().AddMessage(old, "x", received: Noon, text: Twin);
        world.Source().AddMessage(old, "y");
        world.Source().AddMessage(inner, "z");
        world.Source().AddMessage(project, "z");
    }

    private Task PutAsync(string folder, params string[] texts) => PutAsync(world, folder, texts);

    private static async Task PutAsync(MemoryWorld world, string folder, params string[] texts)
    {
        var target = await world.Destination().EnsureFolderAsync(new FolderTarget { Path = [folder] }, default);
        await world.Destination().WriteItemsAsync(target, [.. texts.Select(t => TestItems.Mail(t, MessageFlags.None, Noon))], default);
    }

    private FolderRef Inbox() => world.Source().AddFolder("Inbox", FolderRole.Inbox);

    private void Fill(FolderRef folder, int count)
    {
        for (var i = 0; i < count; i++)
        {
            world.Source().AddMessage(folder, $"number {i}");
        }
    }

    private async Task<DestinationFolder> InboxThereAsync() => (await world.Destination().ListFoldersAsync(default)).Single(f => f.Role == FolderRole.Inbox);

    private async Task ChangeFlagsAsync(long uid, MessageFlags flags) =>
        Assert.Single(await world.Destination().ChangeFlagsAsync(await InboxThereAsync(), [new FlagChange("7:" + uid, flags)], default));

    private async Task RemoveAsync(long uid) =>
        Assert.Single(await world.Destination().RemoveItemsAsync(await InboxThereAsync(), ["7:" + uid], default));

    private IReadOnlyList<string> Picture() => Picture(world);

    /// <summary>Every message with its folder; places do not count, for they change with every writing.</summary>
    private static IReadOnlyList<string> Picture(MemoryWorld world) =>
        [.. world.Destination().Messages.SelectMany(f => f.Value.Select(m => $"{f.Key}: {Encoding.UTF8.GetString(m.Bytes)}").Append(f.Key)).Order(StringComparer.Ordinal)];

    private async Task<(string State, long Found, long Migrated, long Pending)> SummaryAsync()
    {
        await using var ledger = await OpenLedgerAsync();
        var mailbox = (await ledger.ReadMailboxAsync("anna@example.org", default))!;
        return (mailbox.State.ToString(), mailbox.Items.Found, mailbox.Items.Migrated, mailbox.Items.Pending);
    }

    /// <summary>A world and a ledger of their own for one stop.</summary>
    private sealed class MemoryWorldOf(UndoSuite suite)
    {
        /// <returns>False when the undo ended before this step.</returns>
        public async Task<bool> StopAtAsync(int step, bool places, bool isDone)
        {
            var back = await StopAsync(step, places, isDone, async world => Assert.Equal("Undone", (await world.UndoAsync()).State), expectBefore: true);
            var forward = await StopAsync(step, places, isDone, async world => Assert.Equal("Completed", (await world.RunOneAsync()).State), expectBefore: false);
            Assert.Equal(back, forward);
            return back;
        }

        private async Task<bool> StopAsync(int step, bool places, bool isDone, Func<MemoryWorld, Task> goOn, bool expectBefore)
        {
            var ledger = await suite.CreateLedgerAsync();
            var world = new MemoryWorld(ledger);
            await FillBothAsync(world, places);
            var before = Picture(world);
            await world.RunOneAsync();
            var after = Picture(world);
            var steps = 0;
            Action stop = () =>
            {
                if (++steps == step)
                {
                    throw new MigrationException(new Failure(FailureScope.Mailbox, FailureRemedy.Retry, Reason.ConnectionFailed, "Dropped."));
                }
            };
            if (isDone)
            {
                world.Destination().AfterChange = stop;
            }
            else
            {
                world.Destination().BeforeChange = stop;
            }

            var report = await world.UndoAsync();
            await goOn(world);

            Assert.Equal(expectBefore ? before : after, Picture(world));
            return report.State == "Failed";
        }
    }

    /// <summary>A new ledger, to be opened again and again.</summary>
    protected abstract Task<Func<Task<ILedger>>> CreateLedgerAsync();
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using Xunit;

namespace KerioMigration.Tests.Suites;

/// <summary>The way of items through their states.</summary>
public abstract partial class LedgerSuite
{
    [Fact]
    public async Task A_folder_is_entered_once_and_brought_up_to_date()
    {
        var mailbox = await TakeAsync(await OpenAsync());
        var first = await PutAsync(mailbox, "f1", 5);
        await mailbox.SetMarkAsync(first.Id, "INBOX/x", "1:7", createdByUs: true, None);
        await mailbox.RecordAsync(first.Id, [Listing("a")], "next", isLast: true, None);

        var again = await mailbox.PutFolderAsync(
            new FolderEntry
            {
                SourceId = "f1",
                SourcePath = "New/Path",
                Role = FolderRole.Sent,
                Kind = ItemKind.Note,
                SourceItemCount = 6,
                TargetPath = "Other",
                Reason = Reason.FolderRefused,
                IsRenamed = true,
            },
            None);

        var expected = new FolderEntry
        {
            Id = first.Id,
            SourceId = "f1",
            SourcePath = "New/Path",
            Role = FolderRole.Sent,
            Kind = ItemKind.Note,
            SourceItemCount = 6,
            TargetPath = "Other",
            Reason = Reason.FolderRefused,
            IsRenamed = true,
            DestinationFullName = "INBOX/x",
            CreatedByUs = true,
            Cursor = "next",
            IsListed = true,
            Mark = "1:7",
        };
        Assert.NotEqual(0, first.Id);
        Assert.Equal(expected, again);
        Assert.Equal([expected], await mailbox.ReadFoldersAsync(None));
    }

    [Fact]
    public async Task Folder_ids_that_differ_only_by_case_are_two_folders()
    {
        var mailbox = await TakeAsync(await OpenAsync());
        Assert.NotEqual((await PutAsync(mailbox, "f")).Id, (await PutAsync(mailbox, "F")).Id);
    }

    [Fact]
    public async Task That_a_folder_was_created_by_us_is_never_taken_back()
    {
        var mailbox = await TakeAsync(await OpenAsync());
        var folder = await PutAsync(mailbox);
        await mailbox.SetMarkAsync(folder.Id, "x", "1", createdByUs: true, None);
        await mailbox.SetMarkAsync(folder.Id, "y", null, createdByUs: false, None);
        var read = Assert.Single(await mailbox.ReadFoldersAsync(None));
        Assert.True(read.CreatedByUs);
        Assert.Equal(("y", null), (read.DestinationFullName, read.Mark));
    }

    [Fact]
    public async Task A_page_gives_back_what_it_made_pending_in_its_order()
    {
        var mailbox = await TakeAsync(await OpenAsync());
        var folder = await PutAsync(mailbox);
        var carried = await RecordAsync(mailbox, folder, Listing("c"), Listing("a", ItemState.Filtered), Listing("b"), Listing("A"));
        Assert.Equal([Item("c"), Item("b"), Item("A")], carried);
    }

    [Fact]
    public async Task What_was_pending_before_is_not_given_back_again()
    {
        var mailbox = await TakeAsync(await OpenAsync());
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("a"), Listing("f", ItemState.Filtered), Listing("m"));
        await MigrateAsync(mailbox, folder, "m");
        var carried = await RecordAsync(mailbox, folder, Listing("a"), Listing("f"), Listing("m"), Listing("n"));
        Assert.Equal(["f", "n"], carried.Select(i => i.Id));
    }

    [Fact]
    public async Task An_item_twice_on_a_page_comes_once_with_its_last_details()
    {
        var mailbox = await TakeAsync(await OpenAsync());
        var folder = await PutAsync(mailbox);
        var updated = new ItemListing(Item("a", "Newer"), ItemState.Pending) { Change = ItemChangeType.Updated };
        var carried = await RecordAsync(
            mailbox, folder, Listing("a"), Listing("b"), updated, Listing("b", ItemState.Pending, ItemChangeType.Deleted), Listing("c"), Listing("b"));
        Assert.Equal(["a", "c", "b"], carried.OrderBy(i => i.Id == "b").Select(i => i.Id));
        Assert.Equal("Newer", carried[0].Subject);
    }

    [Fact]
    public async Task Cursor_and_end_of_the_listing_are_kept_with_the_page()
    {
        var mailbox = await TakeAsync(await OpenAsync());
        var folder = await PutAsync(mailbox);
        await mailbox.RecordAsync(folder.Id, [Listing("a")], "one", isLast: false, None);
        Assert.Equal(("one", false), CursorOf(await mailbox.ReadFoldersAsync(None)));
        await mailbox.RecordAsync(folder.Id, [], "two", isLast: true, None);
        Assert.Equal(("two", true), CursorOf(await mailbox.ReadFoldersAsync(None)));
        await mailbox.RecordAsync(folder.Id, [], "three", isLast: false, None);
        Assert.Equal(("three", true), CursorOf(await mailbox.ReadFoldersAsync(None)));
    }

    [Fact]
    public async Task Details_of_an_item_come_back_as_they_were_listed()
    {
        var mailbox = await TakeAsync(await OpenAsync());
        var folder = await PutAsync(mailbox);
        var odd = new ItemRef { Id = "x", ItemClass = "IPM.Odd", Kind = ItemKind.Contact, Size = 7, Received = null, Subject = "Zażółć \ud83d\ude00 \0 end" };
        var bare = new ItemRef { Id = "y", Subject = null };
        var empty = new ItemRef { Id = "z", Subject = "", ItemClass = "" };
        await RecordAsync(mailbox, folder, new[] { odd, bare, empty }.Select(i => new ItemListing(i, ItemState.Pending)).ToArray());
        var open = await mailbox.ReadOpenAsync(folder.Id, None);
        Assert.Equal([odd, bare, empty], open.Select(e => e.Item).OrderBy(i => i.Id, StringComparer.Ordinal));
        Assert.All(open, e => Assert.Equal((ItemState.Pending, Reason.None), (e.State, e.Reason)));
    }

    [Fact]
    public async Task An_open_item_that_is_listed_again_gets_the_new_state_and_details()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("p"), Listing("x"));
        await mailbox.ConfirmAsync(folder.Id, [Refusal("x")], None);
        await RecordAsync(
            mailbox,
            folder,
            new ItemListing(Item("p", "Other"), ItemState.Filtered) { Reason = Reason.OutsideDateRange },
            Listing("x"));
        var items = await ItemsAsync(ledger);
        Assert.Equal((ItemState.Filtered, Reason.OutsideDateRange, "Other"), (items[0].State, items[0].Reason, items[0].Item.Subject));
        Assert.Equal((ItemState.Pending, Reason.None, null, null), (items[1].State, items[1].Reason, items[1].Message, items[1].Code));
    }

    [Theory]
    [InlineData(ItemChangeType.Updated)]
    [InlineData(ItemChangeType.ReadFlagChanged)]
    [InlineData(ItemChangeType.Deleted)]
    public async Task A_change_of_a_carried_item_is_noted_and_changes_nothing_else(ItemChangeType change)
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("m"), Listing("e"), Listing("i"));
        await MigrateAsync(mailbox, folder, "m");
        await mailbox.SetOpenAsync(folder.Id, [Listing("e", ItemState.Existing)], None);
        await mailbox.IntendAsync(folder.Id, [Intent("i")], None);
        var carried = await RecordAsync(
            mailbox, folder, Listing("m", ItemState.Pending, change), Listing("e", ItemState.Pending, change), Listing("i", ItemState.Pending, change));
        Assert.Empty(carried);
        var items = await ItemsAsync(ledger);
        Assert.Equal([ItemState.Existing, ItemState.Intended, ItemState.Migrated], items.Select(i => i.State));

        // Which of its flags changed is not known: it is to be read.
        Assert.All(items, i => Assert.Equal(change == ItemChangeType.ReadFlagChanged ? ItemChangeType.Updated : change, i.Change));
    }

    [Fact]
    public async Task Listing_a_carried_item_again_is_no_change_and_a_read_flag_does_not_hide_an_update()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("a"), Listing("b"));
        await MigrateAsync(mailbox, folder, "a", "b");
        await RecordAsync(
            mailbox,
            folder,
            Listing("a"),
            Listing("b", ItemState.Pending, ItemChangeType.Updated),
            Listing("b", ItemState.Pending, ItemChangeType.ReadFlagChanged));
        Assert.Equal([null, ItemChangeType.Updated], (await ItemsAsync(ledger)).Select(i => i.Change));
    }

    [Fact]
    public async Task A_read_flag_alone_leaves_an_open_item_as_it_is_and_enters_an_unknown_one()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("f", ItemState.Filtered));
        var sparse = new ItemRef { Id = "f" };
        var carried = await RecordAsync(
            mailbox,
            folder,
            new ItemListing(sparse, ItemState.Pending) { Change = ItemChangeType.ReadFlagChanged },
            Listing("n", ItemState.Pending, ItemChangeType.ReadFlagChanged));
        Assert.Equal(["n"], carried.Select(i => i.Id));
        var item = (await ItemsAsync(ledger))[0];
        Assert.Equal((Item("f"), ItemState.Filtered), (item.Item, item.State));
    }

    [Fact]
    public async Task What_was_deleted_before_it_was_carried_is_taken_out()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("p"), Listing("f", ItemState.Filtered), Listing("h", ItemState.Held), Listing("x"));
        await mailbox.ConfirmAsync(folder.Id, [Refusal("x")], None);
        var deletions = new[] { "p", "f", "h", "x", "unknown" }.Select(i => Listing(i, ItemState.Pending, ItemChangeType.Deleted));
        Assert.Empty(await RecordAsync(mailbox, folder, [.. deletions]));
        Assert.Empty(await ItemsAsync(ledger));
    }

    [Fact]
    public async Task Open_items_are_pending_filtered_failed_and_held()
    {
        var mailbox = await TakeAsync(await OpenAsync());
        var folder = await PutAsync(mailbox);
        await RecordAsync(
            mailbox, folder, Listing("p"), Listing("f", ItemState.Filtered), Listing("h", ItemState.Held), Listing("x"), Listing("i"), Listing("m"), Listing("e"));
        await MigrateAsync(mailbox, folder, "m");
        await mailbox.IntendAsync(folder.Id, [Intent("i")], None);
        await mailbox.ConfirmAsync(folder.Id, [Refusal("x")], None);
        await mailbox.SetOpenAsync(folder.Id, [Listing("e", ItemState.Existing)], None);
        var open = (await mailbox.ReadOpenAsync(folder.Id, None)).ToDictionary(e => e.Item.Id, e => (e.State, e.Reason));
        Assert.Equal(
            new Dictionary<string, (ItemState, Reason)>
            {
                ["p"] = (ItemState.Pending, Reason.None),
                ["f"] = (ItemState.Filtered, Reason.OutsideDateRange),
                ["h"] = (ItemState.Held, Reason.None),
                ["x"] = (ItemState.Failed, Reason.ItemTooLarge),
            },
            open);
    }

    [Fact]
    public async Task Setting_open_items_leaves_the_others_alone()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("a"), Listing("i"), Listing("m"));
        await MigrateAsync(mailbox, folder, "m");
        await mailbox.IntendAsync(folder.Id, [Intent("i")], None);
        await mailbox.SetOpenAsync(
            folder.Id, [.. new[] { "a", "i", "m", "unknown" }.Select(i => Listing(i, ItemState.Filtered))], None);
        Assert.Equal([ItemState.Filtered, ItemState.Intended, ItemState.Migrated], (await ItemsAsync(ledger)).Select(i => i.State));
    }

    [Fact]
    public async Task An_intent_is_read_back_until_it_is_settled()
    {
        var mailbox = await TakeAsync(await OpenAsync());
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("a"), Listing("b"), Listing("c"), Listing("d"));
        var bare = new ItemIntent("d", new ItemKey(null, null, 0), null);
        await mailbox.IntendAsync(folder.Id, [Intent("a"), Intent("b"), Intent("c"), bare], None);
        var read = (await mailbox.ReadIntentsAsync(folder.Id, None)).OrderBy(i => i.SourceId, StringComparer.Ordinal).ToList();
        Assert.Equal(["a", "b", "c", "d"], read.Select(i => i.SourceId));
        Assert.Equal((Intent("a").Key, Intent("a").Subject, Intent("a").InternalDate), (read[0].Key, read[0].Subject, read[0].InternalDate));
        Assert.Equal(bare.Key, read[3].Key);
        await mailbox.ConfirmAsync(folder.Id, [Receipt("a"), Refusal("b")], None);
        await mailbox.WithdrawAsync(folder.Id, ["c", "a", "unknown"], None);
        Assert.Equal(["d"], (await mailbox.ReadIntentsAsync(folder.Id, None)).Select(i => i.SourceId));
    }

    [Fact]
    public async Task Withdrawn_items_are_pending_again()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("a"), Listing("m"), Listing("f", ItemState.Filtered));
        await MigrateAsync(mailbox, folder, "m");
        await mailbox.IntendAsync(folder.Id, [Intent("a")], None);
        await mailbox.WithdrawAsync(folder.Id, ["a", "m", "f"], None);
        Assert.Equal([ItemState.Pending, ItemState.Filtered, ItemState.Migrated], (await ItemsAsync(ledger)).Select(i => i.State));
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("migrated")]
    [InlineData("existing")]
    public async Task Intending_what_must_not_be_written_states_nothing(string id)
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("a"), Listing("migrated"), Listing("existing"));
        await MigrateAsync(mailbox, folder, "migrated");
        await mailbox.SetOpenAsync(folder.Id, [Listing("existing", ItemState.Existing)], None);
        await Assert.ThrowsAsync<InvalidOperationException>(() => mailbox.IntendAsync(folder.Id, [Intent("a"), Intent(id)], None));
        Assert.Equal(ItemState.Pending, await StateAsync(ledger, "a"));
    }

    [Fact]
    public async Task A_receipt_settles_with_everything_it_says()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("a"), Listing("b"), Listing("c"));
        await mailbox.IntendAsync(folder.Id, [Intent("a"), Intent("b")], None);
        await mailbox.ConfirmAsync(folder.Id, [new ItemReceipt("a") { DestinationId = "7:1", Loss = "The date was lost." }, Refusal("b"), Refusal("c")], None);
        var items = await ItemsAsync(ledger);
        Assert.Equal(
            new ItemOutcome
            {
                Mailbox = "anna@example.org",
                FolderPath = "Path of f1",
                FolderId = "f1",
                Item = Item("a") with { Subject = "Subject of a" },
                State = ItemState.Migrated,
                Loss = "The date was lost.",
                Key = Intent("a").Key,
                DestinationId = "7:1",
                Run = 1,
            },
            items[0] with { Sha256 = null });
        Assert.Equal(Intent("a").Sha256, items[0].Sha256);
        Assert.All(items.Skip(1), i => Assert.Equal(
            (ItemState.Failed, Reason.ItemTooLarge, "Too large.", "NO [TOOBIG]", 1L), (i.State, i.Reason, i.Message, i.Code, i.Run)));
        Assert.Null(items[2].Key);
    }

    [Fact]
    public async Task What_a_stub_lost_is_known_also_when_its_receipt_got_lost()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("a"), Listing("b"), Listing("c"), Listing("d"));
        ItemIntent[] intents = [.. new[] { "a", "b", "c", "d" }.Select(id => Intent(id) with { Fidelity = ItemFidelity.Stub, Loss = "A note." })];
        await mailbox.IntendAsync(folder.Id, intents, None);
        Assert.Equal((ItemFidelity.Stub, "A note."), (await mailbox.ReadIntentsAsync(folder.Id, None))[0] is var read ? (read.Fidelity, read.Loss) : default);
        Assert.Equal(0, await mailbox.CountStubsAsync(None));

        await mailbox.ConfirmAsync(folder.Id, [Receipt("a"), Receipt("b") with { Loss = "A note. No date." }, Refusal("c")], None);
        await mailbox.WithdrawAsync(folder.Id, ["d"], None);

        Assert.Equal(
            [(ItemFidelity.Stub, "A note."), (ItemFidelity.Stub, "A note. No date."), (ItemFidelity.Exact, null), (ItemFidelity.Exact, null)],
            (await ItemsAsync(ledger)).Select(i => (i.Fidelity, i.Loss)));
        Assert.Equal(2, await mailbox.CountStubsAsync(None));
    }

    [Fact]
    public async Task An_unknown_outcome_leaves_the_intent_open()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("a"));
        await mailbox.IntendAsync(folder.Id, [Intent("a")], None);
        await mailbox.ConfirmAsync(folder.Id, [Refusal("a", outcomeUnknown: true)], None);
        Assert.Single(await mailbox.ReadIntentsAsync(folder.Id, None));
        var item = Assert.Single(await ItemsAsync(ledger));
        Assert.Equal((Reason.ItemTooLarge, null), (item.Reason, item.Run));
    }

    [Fact]
    public async Task A_repeated_receipt_changes_nothing_and_counts_nothing()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("a"));
        await MigrateAsync(mailbox, folder, "a");
        await mailbox.ConfirmAsync(folder.Id, [Receipt("a"), Refusal("a"), Receipt("unknown")], None);
        Assert.Equal(ItemState.Migrated, await StateAsync(ledger, "a"));
        Assert.Equal((1, 900), (await ledger.ReadRunsAsync(None)) is [var run] ? (run.Migrated, run.Bytes) : default);
    }

    [Fact]
    public async Task Only_what_was_confirmed_since_the_mark_is_taken()
    {
        var mailbox = await TakeAsync(await OpenAsync());
        var folder = await PutAsync(mailbox);
        var other = await PutAsync(mailbox, "f2");
        await mailbox.SetMarkAsync(folder.Id, "x", "1:1", createdByUs: false, None);
        await RecordAsync(mailbox, folder, Listing("a"), Listing("b"), Listing("c"));
        await RecordAsync(mailbox, other, Listing("o"));
        await MigrateAsync(mailbox, folder, "a");
        Assert.Equal([new ConfirmedItem("7:a", Intent("a").Key)], await mailbox.ReadConfirmedSinceMarkAsync(folder.Id, None));
        await mailbox.SetMarkAsync(folder.Id, "x", "1:2", createdByUs: false, None);
        Assert.Empty(await mailbox.ReadConfirmedSinceMarkAsync(folder.Id, None));
        await MigrateAsync(mailbox, folder, "b");
        await MigrateAsync(mailbox, other, "o");
        Assert.Equal([new ConfirmedItem("7:b", Intent("b").Key)], await mailbox.ReadConfirmedSinceMarkAsync(folder.Id, None));
    }

    [Fact]
    public async Task The_same_source_id_in_two_folders_is_two_items()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var one = await PutAsync(mailbox, "f1");
        var two = await PutAsync(mailbox, "f2");
        await RecordAsync(mailbox, one, Listing("a"));
        await RecordAsync(mailbox, two, Listing("a"));
        await MigrateAsync(mailbox, one, "a");
        Assert.Equal([ItemState.Migrated, ItemState.Pending], (await ItemsAsync(ledger)).Select(i => i.State));
    }

    [Fact]
    public async Task Steps_from_many_threads_all_count()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(async () =>
        {
            string[] ids = [.. Enumerable.Range(0, 10).Select(i => $"{n}-{i}")];
            await RecordAsync(mailbox, folder, [.. ids.Select(i => Listing(i))]);
            await MigrateAsync(mailbox, folder, ids);
        })));
        var totals = (await ledger.ReadMailboxAsync("anna@example.org", None))!.Items;
        Assert.Equal((400, 400, 0, 400 * 900), (totals.Found, totals.Migrated, totals.Pending, totals.Bytes));
    }

    [Fact]
    public async Task A_failing_step_takes_no_other_with_it()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, [.. Enumerable.Range(0, 50).Select(i => Listing("i" + i))]);
        var steps = Enumerable.Range(0, 50)
            .Select(n => Task.Run(() => mailbox.IntendAsync(folder.Id, [Intent(n % 5 == 0 ? "unknown" : "i" + n)], None)))
            .ToList();
        for (var n = 0; n < steps.Count; n++)
        {
            var error = await Record.ExceptionAsync(() => steps[n]);
            Assert.Equal(n % 5 == 0, error is InvalidOperationException);
        }

        Assert.Equal(40, (await mailbox.ReadIntentsAsync(folder.Id, None)).Count);
    }

    [Fact]
    public async Task A_cancelled_step_was_done_wholly_or_not_at_all()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => mailbox.RecordAsync(folder.Id, [Listing("never")], "c", isLast: true, cancelled));
        using var stop = new CancellationTokenSource();
        var steps = Enumerable.Range(0, 60).Select(n => Task.Run(() => mailbox.RecordAsync(
            folder.Id, [Listing($"{n}-a"), Listing($"{n}-b")], "c", isLast: false, stop.Token))).ToList();
        await Task.WhenAny(steps);
        await stop.CancelAsync();
        var done = 0;
        foreach (var step in steps)
        {
            try
            {
                await step;
                done++;
            }
            catch (OperationCanceledException)
            {
            }
        }

        Assert.Equal(done * 2, (await ItemsAsync(ledger)).Count);
    }

    private static (string? Cursor, bool IsListed) CursorOf(IReadOnlyList<FolderEntry> folders) =>
        folders is [var folder] ? (folder.Cursor, folder.IsListed) : throw new InvalidOperationException("There should be one folder.");
}

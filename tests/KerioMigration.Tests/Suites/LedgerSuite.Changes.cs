using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using Xunit;

namespace KerioMigration.Tests.Suites;

/// <summary>What later runs follow (<see cref="IChangeLedger"/>).</summary>
public abstract partial class LedgerSuite
{
    [Fact]
    public async Task A_change_comes_with_everything_that_is_known_about_the_copy()
    {
        var (_, mailbox, folder) = await CarriedAsync("a", "b");
        await RecordAsync(mailbox, folder, new ItemListing(Item("a", "Newer") with { Size = 7, SearchKey = "k" }, ItemState.Pending) { Change = ItemChangeType.Updated });
        var change = Assert.Single(await mailbox.ReadChangesAsync(None));
        Assert.Equal(
            new ChangedItem
            {
                FolderId = folder.Id,
                Item = Item("a", "Newer") with { Size = 7, SearchKey = "k" },
                State = ItemState.Migrated,
                Change = ItemChangeType.Updated,
                Flags = MessageFlags.Seen,
                DestinationId = "7:a",
                Key = Intent("a").Key,
            },
            change with { Sha256 = null });
        Assert.Equal([1, 2, 3], change.Sha256!);
    }

    [Fact]
    public async Task A_read_flag_is_noted_beside_the_other_flags()
    {
        var (_, mailbox, folder) = await CarriedAsync("a", "b");
        await RecordAsync(mailbox, folder, ReadFlag("a", false), ReadFlag("b", false), ReadFlag("b", true), ReadFlag("unknown", true));
        var changes = (await mailbox.ReadChangesAsync(None)).ToDictionary(c => c.Item.Id);
        Assert.Equal((ItemChangeType.ReadFlagChanged, MessageFlags.None), (changes["a"].Change, changes["a"].SourceFlags));
        Assert.Equal((ItemChangeType.ReadFlagChanged, MessageFlags.Seen), (changes["b"].Change, changes["b"].SourceFlags));
    }

    [Fact]
    public async Task A_read_flag_of_an_item_whose_flags_are_not_known_asks_for_reading()
    {
        var (_, mailbox, folder) = await CarriedAsync();
        await RecordAsync(mailbox, folder, Listing("a"));
        await MigrateAsync(mailbox, folder, "a");
        await RecordAsync(mailbox, folder, ReadFlag("a", true));
        Assert.Equal(ItemChangeType.Updated, Assert.Single(await mailbox.ReadChangesAsync(None)).Change);
    }

    [Fact]
    public async Task A_settled_change_is_none_any_more_and_counts()
    {
        var (ledger, mailbox, folder) = await CarriedAsync("a", "b", "c");
        await RecordAsync(mailbox, folder, ReadFlag("a", false), ReadFlag("b", false), Listing("c", ItemState.Pending, ItemChangeType.Updated));
        await mailbox.SettleChangesAsync(
            folder.Id,
            [
                new SettledChange("a", MessageFlags.Flagged, true),
                new SettledChange("b", null, false) { Reason = Reason.ChangedAtDestination, Message = "Kept." },
                new SettledChange("unknown", null, true),
            ],
            None);
        Assert.Equal("c", Assert.Single(await mailbox.ReadChangesAsync(None)).Item.Id);
        var items = await ItemsAsync(ledger);
        Assert.Equal([(Reason.None, null), (Reason.ChangedAtDestination, "Kept."), (Reason.None, null)], items.Select(i => (i.Reason, i.Message)));
        Assert.Equal(new ChangeCounts(0, 0, 0, 1), (await ledger.ReadMailboxesAsync(None))[0].ChangesByLastRun);
        await RecordAsync(mailbox, folder, ReadFlag("a", true));
        Assert.Equal(MessageFlags.Flagged | MessageFlags.Seen, (await mailbox.ReadChangesAsync(None)).Single(c => c.Item.Id == "a").SourceFlags);
    }

    [Fact]
    public async Task A_kept_copy_says_why_and_is_looked_at_again()
    {
        var (ledger, mailbox, folder) = await CarriedAsync("a");
        await RecordAsync(mailbox, folder, Listing("a", ItemState.Pending, ItemChangeType.Deleted));
        await mailbox.NoteKeptAsync(folder.Id, ["a", "unknown"], Reason.ChangedAtDestination, "Somebody answered it.", None);
        Assert.Single(await mailbox.ReadChangesAsync(None));
        var item = Assert.Single(await ItemsAsync(ledger));
        Assert.Equal((ItemState.Migrated, Reason.ChangedAtDestination, "Somebody answered it."), (item.State, item.Reason, item.Message));
    }

    [Fact]
    public async Task Only_deleted_items_are_removed_and_only_ours_count()
    {
        var (ledger, mailbox, folder) = await CarriedAsync("a", "b", "c");
        await RecordAsync(mailbox, folder, Listing("a", ItemState.Pending, ItemChangeType.Deleted), Listing("b", ItemState.Pending, ItemChangeType.Deleted));
        await mailbox.RemoveAsync(folder.Id, ["a", "c", "unknown"], isByUs: true, None);
        await mailbox.RemoveAsync(folder.Id, ["b"], isByUs: false, None);
        Assert.Equal(["c"], (await ItemsAsync(ledger)).Select(i => i.Item.Id));
        Assert.Equal(1, (await ledger.ReadRunsAsync(None)).Sum(r => r.Changes.Removed));
    }

    [Fact]
    public async Task A_deletion_is_taken_back_when_the_item_is_listed_again()
    {
        var (_, mailbox, folder) = await CarriedAsync("a", "b", "c");
        await RecordAsync(mailbox, folder, Listing("a", ItemState.Pending, ItemChangeType.Deleted));
        await RecordAsync(mailbox, folder, Listing("a"), Listing("b"), new ItemListing(Item("c") with { Size = 1001 }, ItemState.Pending));
        Assert.Equal(
            [("a", ItemChangeType.Updated), ("c", ItemChangeType.Updated)],
            (await mailbox.ReadChangesAsync(None)).Select(c => (c.Item.Id, c.Change)).Order());
    }

    [Fact]
    public async Task What_was_carried_from_a_folder_that_is_gone_counts_as_deleted_and_is_listed_anew()
    {
        var (ledger, mailbox, folder) = await CarriedAsync("a");
        await RecordAsync(mailbox, folder, Listing("open"));
        await mailbox.NoteFolderGoneAsync(folder.Id, None);
        Assert.Equal(("a", ItemChangeType.Deleted), (await mailbox.ReadChangesAsync(None)).Select(c => (c.Item.Id, c.Change)).Single());
        Assert.Single(await ItemsAsync(ledger));
        Assert.Equal((null, false), CursorOf(await mailbox.ReadFoldersAsync(None)));
    }

    [Fact]
    public async Task Known_items_come_in_every_state_with_what_they_are_recognized_by()
    {
        var (_, mailbox, folder) = await CarriedAsync("a");
        var other = await PutAsync(mailbox, "f2");
        await mailbox.RecordAsync(other.Id, [new ItemListing(Item("b") with { SearchKey = "kb" }, ItemState.Pending)], "c", isLast: true, None);
        var all = new List<KnownItem>();
        var picked = await mailbox.ReadKnownAsync(
            k =>
            {
                all.Add(k);
                return k.State == ItemState.Pending;
            },
            None);
        Assert.Equal([("a", folder.Id, "7:a", Intent("a").Key), ("b", other.Id, null, null)], all.OrderBy(k => k.Item.Id).Select(k => (k.Item.Id, k.FolderId, k.DestinationId, k.Key)));
        Assert.Equal("kb", Assert.Single(picked).Item.SearchKey);
    }

    [Fact]
    public async Task Places_are_entered_afterwards()
    {
        var (ledger, mailbox, folder) = await CarriedAsync("a");
        await RecordAsync(mailbox, folder, Listing("b"));
        await mailbox.IntendAsync(folder.Id, [Intent("b")], None);
        await mailbox.ConfirmAsync(folder.Id, [new ItemReceipt("b")], None);
        await mailbox.SetPlacesAsync(folder.Id, [new ItemReceipt("b") { DestinationId = "7:99" }], None);
        Assert.Equal(["7:a", "7:99"], (await ItemsAsync(ledger)).Select(i => i.DestinationId));
    }

    [Fact]
    public async Task An_edited_item_is_pending_again_and_its_copy_waits_for_the_new_one()
    {
        var (ledger, mailbox, folder) = await CarriedAsync("a", "b");
        await RecordAsync(mailbox, folder, Listing("a", ItemState.Pending, ItemChangeType.Updated));
        await mailbox.ReplaceAsync(folder.Id, ["a"], None);
        Assert.Equal(ItemState.Pending, await StateAsync(ledger, "a"));
        var waiting = Assert.Single(await mailbox.ReadSupersededAsync(None));
        Assert.Equal(("7:a", Intent("a").Key, ItemState.Pending, false), (waiting.DestinationId, waiting.Key, waiting.SuccessorState, waiting.IsMove));

        await mailbox.IntendAsync(folder.Id, [Intent("a", 1200) with { Sha256 = [9] }], None);
        await mailbox.ConfirmAsync(folder.Id, [new ItemReceipt("a") { DestinationId = "7:new" }], None);
        var written = Assert.Single(await mailbox.ReadSupersededAsync(None));
        Assert.Equal((ItemState.Migrated, "7:new"), (written.SuccessorState, written.SuccessorPlace));
        var run = Assert.Single(await ledger.ReadRunsAsync(None));
        Assert.Equal((2, new ChangeCounts(1, 0, 0, 0), 900 + 900 + 1200), (run.Migrated, run.Changes, run.Bytes));

        await mailbox.ForgetSupersededAsync([written], None);
        Assert.Empty(await mailbox.ReadSupersededAsync(None));
    }

    [Fact]
    public async Task The_place_of_an_older_copy_is_taken()
    {
        var (_, mailbox, folder) = await CarriedAsync("a", "b");
        await mailbox.SetMarkAsync(folder.Id, "INBOX", "7:100", createdByUs: false, None);
        await RecordAsync(mailbox, folder, Listing("a", ItemState.Pending, ItemChangeType.Updated));
        await mailbox.ReplaceAsync(folder.Id, ["a"], None);
        Assert.Equal(new ConfirmedItem("7:a", Intent("a").Key), Assert.Single(await mailbox.ReadConfirmedSinceMarkAsync(folder.Id, None)));
    }

    [Fact]
    public async Task A_move_is_stated_confirmed_and_counted()
    {
        var (ledger, mailbox, folder) = await CarriedAsync("a");
        var target = await MovedAsync(mailbox, folder);
        await mailbox.IntendMovesAsync([new ItemMove(folder.Id, "a", target.Id, "b") { Change = ItemChangeType.ReadFlagChanged, SourceFlags = MessageFlags.None }], None);
        var intent = Assert.Single(await mailbox.ReadIntentsAsync(target.Id, None));
        Assert.Equal((Intent("a").Key, MessageFlags.Seen), (intent.Key, intent.Flags));
        Assert.Equal([1, 2, 3], intent.Sha256!);
        var waiting = Assert.Single(await mailbox.ReadSupersededAsync(None));
        Assert.Equal((folder.Id, "7:a", target.Id, "b", ItemState.Intended, true), (waiting.FolderId, waiting.DestinationId, waiting.SuccessorFolder, waiting.SuccessorId, waiting.SuccessorState, waiting.IsMove));
        Assert.Equal(["b"], (await ItemsAsync(ledger)).Select(i => i.Item.Id));

        await mailbox.ConfirmAsync(target.Id, [new ItemReceipt("b") { DestinationId = "8:1" }], None);
        await mailbox.ForgetSupersededAsync([waiting], None);
        var change = Assert.Single(await mailbox.ReadChangesAsync(None));
        Assert.Equal(("8:1", MessageFlags.Seen, MessageFlags.None), (change.DestinationId, change.Flags, change.SourceFlags));
        Assert.Equal((1, new ChangeCounts(0, 1, 0, 0)), (await ledger.ReadRunsAsync(None)) is [var run] ? (run.Migrated, run.Changes) : default);
    }

    [Fact]
    public async Task A_move_that_did_not_happen_is_still_known_as_one()
    {
        var (_, mailbox, folder) = await CarriedAsync("a");
        var target = await MovedAsync(mailbox, folder);
        await mailbox.IntendMovesAsync([new ItemMove(folder.Id, "a", target.Id, "b")], None);
        await mailbox.WithdrawAsync(target.Id, ["b"], None);
        Assert.Equal("b", Assert.Single(await mailbox.ReadOpenAsync(target.Id, None)).Item.Id);
        var waiting = Assert.Single(await mailbox.ReadSupersededAsync(None));
        Assert.Equal((ItemState.Pending, true), (waiting.SuccessorState, waiting.IsMove));
    }

    [Fact]
    public async Task An_item_that_was_changed_and_then_deleted_keeps_no_size_to_be_recognized_by()
    {
        var (_, mailbox, folder) = await CarriedAsync("a", "b");
        await RecordAsync(mailbox, folder, Listing("a", ItemState.Pending, ItemChangeType.Updated));
        await RecordAsync(mailbox, folder, Listing("a", ItemState.Pending, ItemChangeType.Deleted), Listing("b", ItemState.Pending, ItemChangeType.Deleted));
        Assert.Equal([("a", -1), ("b", 1000)], (await mailbox.ReadChangesAsync(None)).Select(c => (c.Item.Id, c.Item.Size)).Order());
    }

    [Fact]
    public async Task A_move_within_a_folder_needs_nothing()
    {
        var (ledger, mailbox, folder) = await CarriedAsync("a");
        await RecordAsync(mailbox, folder, Listing("a", ItemState.Pending, ItemChangeType.Deleted), Listing("b"));
        await mailbox.IntendMovesAsync([new ItemMove(folder.Id, "a", folder.Id, "b")], None);
        var item = Assert.Single(await ItemsAsync(ledger));
        Assert.Equal(("b", ItemState.Migrated, "7:a", Intent("a").Key), (item.Item.Id, item.State, item.DestinationId, item.Key));
        Assert.Empty(await mailbox.ReadSupersededAsync(None));
        Assert.Empty(await mailbox.ReadChangesAsync(None));
    }

    [Fact]
    public async Task A_move_of_what_is_not_carried_or_to_what_is_not_open_states_nothing()
    {
        var (ledger, mailbox, folder) = await CarriedAsync("a", "m");
        var target = await MovedAsync(mailbox, folder);
        foreach (var wrong in new[] { new ItemMove(folder.Id, "unknown", target.Id, "b"), new ItemMove(folder.Id, "a", target.Id, "unknown"), new ItemMove(folder.Id, "a", folder.Id, "m") })
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => mailbox.IntendMovesAsync([wrong], None));
        }

        Assert.Equal(["a", "m", "b"], (await ItemsAsync(ledger)).Select(i => i.Item.Id));
        Assert.Empty(await mailbox.ReadSupersededAsync(None));
    }

    [Fact]
    public async Task An_item_that_was_moved_and_edited_waits_with_the_old_copy_behind_it()
    {
        var (ledger, mailbox, folder) = await CarriedAsync("a");
        var target = await MovedAsync(mailbox, folder);
        await mailbox.ReplaceAsync([new ItemMove(folder.Id, "a", target.Id, "b")], None);
        Assert.Equal([("b", ItemState.Pending)], (await ItemsAsync(ledger)).Select(i => (i.Item.Id, i.State)));
        Assert.False(Assert.Single(await mailbox.ReadSupersededAsync(None)).IsMove);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_copy_gets_its_item_back_when_the_successor_is_deleted(bool moved)
    {
        var (ledger, mailbox, folder) = await CarriedAsync("a");
        var target = folder;
        if (moved)
        {
            target = await MovedAsync(mailbox, folder);
            await mailbox.ReplaceAsync([new ItemMove(folder.Id, "a", target.Id, "b")], None);
        }
        else
        {
            await mailbox.ReplaceAsync(folder.Id, ["a"], None);
        }

        await RecordAsync(mailbox, target, Listing(moved ? "b" : "a", ItemState.Pending, ItemChangeType.Deleted));
        var change = Assert.Single(await mailbox.ReadChangesAsync(None));
        Assert.Equal((folder.Id, ItemChangeType.Deleted, "7:a", Intent("a").Key), (change.FolderId, change.Change, change.DestinationId, change.Key));
        Assert.Empty(await mailbox.ReadSupersededAsync(None));
        Assert.Equal(ItemState.Migrated, Assert.Single(await ItemsAsync(ledger)).State);
    }

    [Fact]
    public async Task What_was_deleted_while_it_was_on_its_way_is_not_carried_again()
    {
        var (ledger, mailbox, folder) = await CarriedAsync();
        await RecordAsync(mailbox, folder, Listing("a"));
        await mailbox.IntendAsync(folder.Id, [Intent("a")], None);
        await RecordAsync(mailbox, folder, Listing("a", ItemState.Pending, ItemChangeType.Deleted));
        await mailbox.WithdrawAsync(folder.Id, ["a"], None);
        Assert.Empty(await ItemsAsync(ledger));
    }

    [Fact]
    public async Task A_mailbox_is_cut_over_once_it_is_said()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        Assert.Null(await mailbox.ReadCutOverAsync(None));
        await mailbox.SetCutOverAsync(None);
        Assert.Equal(Time.GetUtcNow(), await mailbox.ReadCutOverAsync(None));
        Assert.Equal(Time.GetUtcNow(), (await ledger.ReadMailboxesAsync(None))[0].CutOver);

        // What was undone may be migrated again.
        await mailbox.SetStateAsync(MailboxState.Undone, Reason.None, null, None);
        Assert.Null(await mailbox.ReadCutOverAsync(None));
    }

    private static ItemListing ReadFlag(string id, bool isRead) =>
        new(new ItemRef { Id = id }, ItemState.Pending) { Change = ItemChangeType.ReadFlagChanged, IsRead = isRead };

    /// <summary>One folder whose items were carried as read ones.</summary>
    private async Task<(ILedger Ledger, IMailboxLedger Mailbox, FolderEntry Folder)> CarriedAsync(params string[] ids)
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, [.. ids.Select(i => Listing(i))]);
        await mailbox.IntendAsync(folder.Id, [.. ids.Select(i => Intent(i) with { Flags = MessageFlags.Seen })], None);
        await mailbox.ConfirmAsync(folder.Id, [.. ids.Select(Receipt)], None);
        return (ledger, mailbox, folder);
    }

    /// <summary>The source tells that "a" left its folder and that "b" came into another one.</summary>
    private static async Task<FolderEntry> MovedAsync(IMailboxLedger mailbox, FolderEntry folder)
    {
        var target = await PutAsync(mailbox, "f2");
        await RecordAsync(mailbox, folder, Listing("a", ItemState.Pending, ItemChangeType.Deleted));
        await RecordAsync(mailbox, target, Listing("b"));
        return target;
    }
}

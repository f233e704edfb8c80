using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using Xunit;

namespace KerioMigration.Tests.Suites;

/// <summary>What stands at the destination.</summary>
public abstract partial class LedgerSuite
{
    [Fact]
    public async Task Carried_items_are_read_with_everything_that_finds_them_again()
    {
        var ledger = await OpenAsync();
        await using var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("a"), Listing("b"), Listing("c"), Listing("d", ItemState.Filtered));
        await MigrateAsync(mailbox, folder, "a");
        await mailbox.AdoptAsync(folder.Id, [Adopted("b", [9]), Adopted("a", [9]), Adopted("d", null)], None);

        var carried = (await mailbox.ReadCarriedAsync(folder.Id, None)).OrderBy(c => c.SourceId, StringComparer.Ordinal).ToList();

        Assert.Equal([("a", ItemState.Migrated), ("b", ItemState.Existing), ("d", ItemState.Existing)], carried.Select(c => (c.SourceId, c.State)));
        Assert.Equal(["7:a", "9:b", "9:d"], carried.Select(c => c.DestinationId));
        Assert.Equal([900, 77, 77], carried.Select(c => c.Key!.Size));
        Assert.Equal([[1, 2, 3], [9], null], carried.Select(c => c.Sha256));
        Assert.Equal("Subject of a", carried[0].Subject);
        Assert.Equal((4, 1, 2, 1), await CountAsync(ledger));
        Assert.Equal(["c"], (await mailbox.ReadOpenAsync(folder.Id, None)).Select(o => o.Item.Id));
    }

    [Fact]
    public async Task Recalled_items_are_intended_with_their_place_until_they_are_released()
    {
        var ledger = await OpenAsync();
        await using var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("a"), Listing("b"), Listing("c"));
        await MigrateAsync(mailbox, folder, "a", "b", "c");
        await mailbox.RecallAsync(folder.Id, [Receipt("a"), new ItemReceipt("b") { DestinationId = "8:b" }, Receipt("x")], None);

        Assert.Equal(["7:a", "8:b"], (await mailbox.ReadIntentsAsync(folder.Id, None)).OrderBy(i => i.SourceId, StringComparer.Ordinal).Select(i => i.DestinationId));
        await mailbox.ReleaseAsync(folder.Id, ["a", "c"], None);
        await mailbox.WithdrawAsync(folder.Id, ["b"], None);

        Assert.All(await ItemsAsync(ledger), i => Assert.Equal((ItemState.Pending, null), (i.State, i.DestinationId)));
        await mailbox.IntendAsync(folder.Id, [Intent("a"), Intent("b")], None);
        Assert.All(await mailbox.ReadIntentsAsync(folder.Id, None), i => Assert.Null(i.DestinationId));
    }

    [Fact]
    public async Task What_was_deleted_at_the_source_leaves_the_ledger_when_it_is_released()
    {
        var ledger = await OpenAsync();
        await using var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("a"), Listing("b"));
        await MigrateAsync(mailbox, folder, "a", "b");
        await RecordAsync(mailbox, folder, Listing("a", change: ItemChangeType.Deleted), Listing("b", change: ItemChangeType.Updated));

        await mailbox.ReleaseAsync(folder.Id, ["a", "b"], None);

        var left = Assert.Single(await ItemsAsync(ledger));
        Assert.Equal(("b", ItemState.Pending, null), (left.Item.Id, left.State, left.Change));
    }

    [Fact]
    public async Task Why_an_item_was_kept_is_in_the_report()
    {
        var ledger = await OpenAsync();
        await using var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("a"), Listing("b"));
        await MigrateAsync(mailbox, folder, "a");

        await mailbox.NoteKeptAsync(folder.Id, ["a", "b"], Reason.ChangedAtDestination, "Altered.", None);

        Assert.Equal(
            [("a", ItemState.Migrated, Reason.ChangedAtDestination, "Altered."), ("b", ItemState.Pending, Reason.None, null)],
            (await ItemsAsync(ledger)).Select(i => (i.Item.Id, i.State, i.Reason, i.Message)));
    }

    [Fact]
    public async Task A_forgotten_folder_and_account_are_as_if_we_had_not_made_them()
    {
        var ledger = await OpenAsync();
        await using var mailbox = await TakeAsync(ledger);
        await mailbox.SetAccountAsync("anna@kerio.example", createdByUs: true, None);
        await mailbox.KeepPasswordAsync(Secret.From("Geheim1"), None);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("a"));
        await mailbox.SetMarkAsync(folder.Id, "INBOX/x", "1:7", createdByUs: true, None);

        await mailbox.ForgetFolderAsync(folder.Id, None);
        await mailbox.ForgetAccountAsync(None);

        var left = Assert.Single(await mailbox.ReadFoldersAsync(None));
        Assert.Equal((null, null, false, "cursor"), (left.DestinationFullName, left.Mark, left.CreatedByUs, left.Cursor));
        Assert.Null(await mailbox.ReadPasswordAsync(None));
        var totals = (await ledger.ReadMailboxAsync("anna@example.org", None))!;
        Assert.Equal((false, "anna@kerio.example"), (totals.AccountCreated, totals.Mailbox.DestinationAddress));
    }

    [Fact]
    public async Task Without_a_mark_everything_that_was_carried_is_confirmed_since()
    {
        var ledger = await OpenAsync();
        await using var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("a"), Listing("b"), Listing("c"));
        await mailbox.SetMarkAsync(folder.Id, "INBOX", "1:1", createdByUs: false, None);
        await MigrateAsync(mailbox, folder, "a");
        await mailbox.AdoptAsync(folder.Id, [Adopted("b", null)], None);
        await mailbox.SetMarkAsync(folder.Id, "INBOX", "1:2", createdByUs: false, None);
        Assert.Empty(await mailbox.ReadConfirmedSinceMarkAsync(folder.Id, None));

        await mailbox.SetMarkAsync(folder.Id, "INBOX", null, createdByUs: false, None);

        Assert.Equal(["7:a", "9:b"], (await mailbox.ReadConfirmedSinceMarkAsync(folder.Id, None)).Select(c => c.DestinationId).Order());
    }

    private static AdoptedItem Adopted(string id, byte[]? sha256) => new(id, "9:" + id, new ItemKey("<there@x>", null, 77), sha256);

    private static async Task<(long Found, long Migrated, long Existing, long Pending)> CountAsync(ILedger ledger)
    {
        var items = (await ledger.ReadMailboxAsync("anna@example.org", None))!.Items;
        return (items.Found, items.Migrated, items.Existing, items.Pending);
    }
}

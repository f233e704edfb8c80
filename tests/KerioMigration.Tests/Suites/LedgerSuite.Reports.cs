using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Reporting;
using Xunit;

namespace KerioMigration.Tests.Suites;

/// <summary>What reports read.</summary>
public abstract partial class LedgerSuite
{
    [Fact]
    public async Task A_new_mailbox_is_not_started_and_keeps_its_names()
    {
        var ledger = await OpenAsync();
        await TakeAsync(ledger, "Anna@Example.org");
        var mailbox = (await ledger.ReadMailboxAsync("anna@example.org", None))!;
        Assert.Equal(new MailboxEntry("Anna@Example.org") { DisplayName = "Anna" }, mailbox.Mailbox);
        Assert.Equal((MailboxState.NotStarted, Reason.None, "", false), (mailbox.State, mailbox.Reason, mailbox.Message, mailbox.AccountCreated));
        Assert.Equal((1, Time.GetUtcNow(), null, 0), (mailbox.LastRun, mailbox.Started, mailbox.Ended, mailbox.MigratedByLastRun));
        Assert.Null(await ledger.ReadMailboxAsync("bert@example.org", None));
    }

    [Fact]
    public async Task Taking_a_mailbox_again_without_names_keeps_the_old_ones()
    {
        var ledger = await OpenAsync();
        await using (var mailbox = await TakeAsync(ledger))
        {
            await mailbox.SetAccountAsync("anna@kerio.example", createdByUs: false, None);
        }

        await using var again = await ledger.AcquireAsync(new MailboxEntry("ANNA@example.org"), await StartAsync(ledger), None);
        var read = Assert.Single(await ledger.ReadMailboxesAsync(None));
        Assert.Equal(("Anna", "anna@kerio.example"), (read.Mailbox.DisplayName, read.Mailbox.DestinationAddress));
    }

    [Fact]
    public async Task A_listed_folder_balances_by_its_items()
    {
        var ledger = await OpenAsync();
        await EnterOneOfEachAsync(await TakeAsync(ledger));
        var folder = Assert.Single(await ledger.ReadFoldersAsync(None));
        var expected = new ItemTotals { Found = 7, Migrated = 1, Existing = 1, Filtered = 1, Failed = 1, Held = 1, Pending = 2, Bytes = 900 };
        Assert.Equal(("anna@example.org", expected), (folder.Mailbox, folder.Items));
        Assert.Equal([folder], await ledger.ReadFoldersAsync("ANNA@example.org", None));
        Assert.Empty(await ledger.ReadFoldersAsync("bert@example.org", None));
        Assert.Equal(7, (await ItemsAsync(ledger)).Count);
    }

    /// <summary>Events and their like: their form is another on every server, so that their keys have no size.</summary>
    [Fact]
    public async Task What_has_no_size_as_written_counts_as_the_source_stores_it()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("a"), Listing("b"));
        await mailbox.IntendAsync(folder.Id, [Intent("a"), Intent("b", size: 0)], None);
        await mailbox.ConfirmAsync(folder.Id, [Receipt("a"), Receipt("b")], None);
        var size = Listing("b").Item.Size;
        Assert.True(size > 0);
        Assert.Equal(900 + size, Assert.Single(await ledger.ReadFoldersAsync(None)).Items.Bytes);
        Assert.Equal(900 + size, Assert.Single(await ledger.ReadRunsAsync(None)).Bytes);
        Assert.Equal([900, size], (await ItemsAsync(ledger)).Select(i => i.ToReport().Bytes));
    }

    [Fact]
    public async Task A_folder_that_is_not_listed_to_its_end_counts_the_rest_as_pending()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox, count: 10);
        await mailbox.RecordAsync(folder.Id, [Listing("a"), Listing("b", ItemState.Filtered)], "c", isLast: false, None);
        Assert.Equal(new ItemTotals { Found = 10, Filtered = 1, Pending = 9 }, Assert.Single(await ledger.ReadFoldersAsync(None)).Items);
        await mailbox.RecordAsync(folder.Id, [Listing("c")], "d", isLast: true, None);
        Assert.Equal(new ItemTotals { Found = 3, Filtered = 1, Pending = 2 }, Assert.Single(await ledger.ReadFoldersAsync(None)).Items);
    }

    [Theory]
    [InlineData(Reason.FolderExcluded, nameof(ItemTotals.Filtered))]
    [InlineData(Reason.KindNotSelected, nameof(ItemTotals.Filtered))]
    [InlineData(Reason.NoDestinationSignIn, nameof(ItemTotals.Held))]
    [InlineData(Reason.FolderRefused, nameof(ItemTotals.Failed))]
    public async Task A_folder_that_is_not_carried_counts_what_the_source_counts(Reason reason, string column)
    {
        var ledger = await OpenAsync();
        await PutAsync(await TakeAsync(ledger), count: 4, target: null, reason: reason);
        var items = (await ledger.ReadMailboxAsync("anna@example.org", None))!.Items;
        Assert.Equal(4, items.Found);
        Assert.Equal(4L, typeof(ItemTotals).GetProperty(column)!.GetValue(items));
    }

    [Fact]
    public async Task A_folder_excluded_later_keeps_what_was_carried_before()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        await EnterOneOfEachAsync(mailbox);
        await PutAsync(mailbox, count: 9, target: null, reason: Reason.FolderExcluded);
        var expected = new ItemTotals { Found = 9, Migrated = 1, Existing = 1, Filtered = 4, Failed = 1, Held = 1, Pending = 1, Bytes = 900 };
        Assert.Equal(expected, Assert.Single(await ledger.ReadFoldersAsync(None)).Items);
        var pending = (await ItemsAsync(ledger)).Single(i => i.Item.Id == "pending");
        Assert.Equal((ItemState.Filtered, Reason.FolderExcluded), (pending.State, pending.Reason));
    }

    [Fact]
    public async Task A_mailbox_adds_its_folders_up_and_no_others()
    {
        var ledger = await OpenAsync();
        var anna = await TakeAsync(ledger);
        await EnterOneOfEachAsync(anna);
        await PutAsync(anna, "f2", count: 5, target: null, reason: Reason.FolderExcluded);
        await EnterOneOfEachAsync(await TakeAsync(ledger, "bert@example.org"));
        var mailboxes = await ledger.ReadMailboxesAsync(None);
        var expected = new ItemTotals { Found = 12, Migrated = 1, Existing = 1, Filtered = 6, Failed = 1, Held = 1, Pending = 2, Bytes = 900 };
        Assert.Equal(("anna@example.org", 2, expected), (mailboxes[0].Mailbox.Address, mailboxes[0].Folders, mailboxes[0].Items));
        Assert.Equal(("bert@example.org", 1, 7), (mailboxes[1].Mailbox.Address, mailboxes[1].Folders, mailboxes[1].Items.Found));
        Assert.Equal(mailboxes[0], await ledger.ReadMailboxAsync("ANNA@example.org", None));
    }

    [Fact]
    public async Task Items_come_by_mailbox_and_folder_and_are_filtered()
    {
        var ledger = await OpenAsync();
        var bert = await TakeAsync(ledger, "bert@example.org");
        await EnterOneOfEachAsync(bert);
        await EnterOneOfEachAsync(await TakeAsync(ledger));
        var all = await ItemsAsync(ledger);
        Assert.Equal(14, all.Count);
        Assert.Equal(Enumerable.Repeat("anna@example.org", 7).Concat(Enumerable.Repeat("bert@example.org", 7)), all.Select(i => i.Mailbox));
        var some = await ItemsAsync(ledger, new ItemFilter { Mailboxes = ["BERT@example.org"], States = [ItemState.Failed, ItemState.Pending] });
        Assert.Equal([("bert@example.org", ItemState.Pending), ("bert@example.org", ItemState.Failed)], some.Select(i => (i.Mailbox, i.State)).OrderBy(i => i.State));
        Assert.Empty(await ItemsAsync(ledger, new ItemFilter { Mailboxes = [] }));
        await RecordAsync(bert, await PutAsync(bert, "f2"), Listing("other"));
        var other = Assert.Single(await ItemsAsync(ledger, new ItemFilter { FolderId = "f2" }));
        Assert.Equal(("other", "f2"), (other.Item.Id, other.FolderId));
    }

    [Fact]
    public async Task Many_items_come_each_once()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        var page = Enumerable.Range(0, 1500).Select(i => Listing("i" + i)).ToArray();
        await RecordAsync(mailbox, folder, page);
        Assert.Equal(page.Select(l => l.Item.Id).Order(StringComparer.Ordinal), (await ItemsAsync(ledger)).Select(i => i.Item.Id));
    }

    [Fact]
    public async Task The_state_of_a_mailbox_comes_with_reason_and_message()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        await mailbox.SetStateAsync(MailboxState.Running, Reason.None, null, None);
        Assert.Equal(MailboxState.Running, (await ledger.ReadMailboxAsync("anna@example.org", None))!.State);
        Time.Advance(TimeSpan.FromSeconds(5));
        await mailbox.SetStateAsync(MailboxState.Failed, Reason.QuotaExceeded, "Full.", None);
        var read = (await ledger.ReadMailboxAsync("anna@example.org", None))!;
        Assert.Equal((MailboxState.Failed, Reason.QuotaExceeded, "Full."), (read.State, read.Reason, read.Message));
        Assert.Equal(TimeSpan.FromSeconds(5), read.Ended - read.Started);
    }

    [Fact]
    public async Task Running_without_a_living_owner_is_interrupted_since_its_last_sign_of_life()
    {
        var ledger = await OpenAsync(100);
        var mailbox = await TakeAsync(ledger);
        await mailbox.SetStateAsync(MailboxState.Running, Reason.None, null, None);
        var seen = Time.GetUtcNow();
        Stall(ledger, TimeSpan.FromHours(1));
        Processes.Remove(100);
        var reader = await OpenAsync(200);
        var read = (await reader.ReadMailboxAsync("anna@example.org", None))!;
        Assert.Equal((MailboxState.Interrupted, Reason.Interrupted, seen), (read.State, read.Reason, read.Ended));
        var run = Assert.Single(await reader.ReadRunsAsync(None));
        Assert.Equal((RunState.Interrupted, seen), (run.State, run.Ended));
    }

    [Fact]
    public async Task A_mailbox_let_go_while_running_is_interrupted()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        await mailbox.SetStateAsync(MailboxState.Running, Reason.None, null, None);
        Time.Advance(TimeSpan.FromSeconds(3));
        await mailbox.DisposeAsync();
        var read = (await ledger.ReadMailboxAsync("anna@example.org", None))!;
        Assert.Equal((MailboxState.Interrupted, Time.GetUtcNow()), (read.State, read.Ended));
    }

    [Fact]
    public async Task A_run_is_told_with_everything_about_it()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        await EnterOneOfEachAsync(mailbox);
        var started = Time.GetUtcNow();
        Assert.Equal((RunState.Running, null), (await ledger.ReadRunsAsync(None)) is [var running] ? (running.State, running.Ended) : default);
        Time.Advance(TimeSpan.FromSeconds(9));
        await ledger.EndRunAsync(1, RunState.Completed, TimeSpan.FromSeconds(4), None);
        var expected = new RunTotals
        {
            Id = 1,
            Run = new RunEntry { Version = "1.0", Source = "ex.example", Destination = "kerio.example", Options = "After=2020" },
            State = RunState.Completed,
            Started = started,
            Ended = started.AddSeconds(9),
            Waited = TimeSpan.FromSeconds(4),
            Computer = "HERE",
            Mailboxes = 1,
            Migrated = 1,
            Bytes = 900,
            Failed = 1,
        };
        Assert.Equal([expected], await ledger.ReadRunsAsync(None));
    }

    [Fact]
    public async Task What_a_later_run_repairs_stays_a_failure_of_the_earlier_one()
    {
        var ledger = await OpenAsync();
        await using (var first = await TakeAsync(ledger))
        {
            await EnterOneOfEachAsync(first);
        }

        var second = await TakeAsync(ledger);
        var folder = Assert.Single(await second.ReadFoldersAsync(None));
        await MigrateAsync(second, folder, "failed", "pending");
        var runs = await ledger.ReadRunsAsync(None);
        Assert.Equal([(1, 1), (2, 0)], runs.Select(r => (r.Migrated, r.Failed)));
        var mailbox = (await ledger.ReadMailboxAsync("anna@example.org", None))!;
        Assert.Equal((2, 2, 3), (mailbox.LastRun, mailbox.MigratedByLastRun, mailbox.Items.Migrated));
    }

    [Fact]
    public async Task An_item_that_fails_twice_in_a_run_is_one_failure()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await PutAsync(mailbox);
        await RecordAsync(mailbox, folder, Listing("a"), Listing("b"));
        for (var n = 0; n < 2; n++)
        {
            await mailbox.IntendAsync(folder.Id, [Intent("a"), Intent("b")], None);
            await mailbox.ConfirmAsync(folder.Id, [Refusal("a"), Refusal("b")], None);
        }

        await MigrateAsync(mailbox, folder, "b");
        await mailbox.SetStateAsync(MailboxState.CompletedWithErrors, Reason.None, null, None);
        Assert.Equal((1, 1), (await ledger.ReadRunsAsync(None)) is [var run] ? (run.Migrated, run.Failed) : default);
    }

    [Fact]
    public async Task Passwords_are_handed_out_only_for_accounts_that_are_there()
    {
        var ledger = await OpenAsync();
        var anna = await TakeAsync(ledger);
        await anna.KeepPasswordAsync(Secret.From("first"), None);
        await anna.KeepPasswordAsync(Secret.From("pässwörd"), None);
        var bert = await TakeAsync(ledger, "bert@example.org");
        await bert.KeepPasswordAsync(Secret.From("unused"), None);
        Assert.Empty(await ledger.ReadPasswordsAsync(None));
        await anna.SetAccountAsync("anna@kerio.example", createdByUs: true, None);
        await anna.SetAccountAsync("anna@kerio.example", createdByUs: false, None);
        var kept = Assert.Single(await ledger.ReadPasswordsAsync(None));
        Assert.Equal(("anna@example.org", "anna@kerio.example", "pässwörd"), (kept.Mailbox, kept.DestinationAddress, kept.Password.Reveal()));
        Assert.Equal("pässwörd", (await anna.ReadPasswordAsync(None))!.Reveal());
        Assert.True((await ledger.ReadMailboxAsync("anna@example.org", None))!.AccountCreated);

        // One that was there before, and got a new password from us.
        await bert.SetAccountAsync("bert@kerio.example", createdByUs: false, None);
        Assert.Equal(["anna@example.org", "bert@example.org"], (await ledger.ReadPasswordsAsync(None)).Select(p => p.Mailbox));
    }

    [Fact]
    public async Task A_mailbox_without_a_kept_password_has_none() =>
        Assert.Null(await (await TakeAsync(await OpenAsync())).ReadPasswordAsync(None));

    [Fact]
    public async Task Another_process_sees_what_was_written()
    {
        var mailbox = await TakeAsync(await OpenAsync(100));
        await EnterOneOfEachAsync(mailbox);
        var other = await OpenAsync(200);
        Assert.Equal(7, (await ItemsAsync(other)).Count);
        Assert.Equal(2, await StartAsync(other));
    }

    [Fact]
    public async Task Losses_of_a_part_take_the_place_of_the_earlier_ones()
    {
        var ledger = await OpenAsync();
        var anna = await TakeAsync(ledger);
        await anna.SetAccountAsync("anna@kerio.example", createdByUs: false, None);
        var (first, second, third) = (Lost("Inbox", "a", true), Lost("Calendar", "b", false), Lost("", "c", true));
        await anna.SetLossesAsync(MailboxPart.Permission, [third], None);
        await anna.SetLossesAsync(MailboxPart.Permission, [first, second], None);
        var bert = await TakeAsync(ledger, "bert@example.org");
        await bert.SetLossesAsync(MailboxPart.Permission, [third], None);
        Assert.Equal(
            [new("anna@example.org", "anna@kerio.example", first), new("anna@example.org", "anna@kerio.example", second), new("bert@example.org", "", third)],
            await ledger.ReadLossesAsync(None));

        await bert.SetLossesAsync(MailboxPart.Permission, [], None);
        await anna.SetStateAsync(MailboxState.Undone, Reason.None, null, None);
        Assert.Empty(await ledger.ReadLossesAsync(None));

        static LossEntry Lost(string place, string loss, bool isOpen) => new(MailboxPart.Permission, place, loss, isOpen);
    }

    [Fact]
    public async Task Items_with_a_loss_are_found_alone()
    {
        var ledger = await OpenAsync();
        var mailbox = await TakeAsync(ledger);
        var folder = await EnterOneOfEachAsync(mailbox);
        await mailbox.ConfirmAsync(folder.Id, [new ItemReceipt("intended") { DestinationId = "1:2", Loss = "Its date" }], None);
        var item = Assert.Single(await ItemsAsync(ledger, new ItemFilter { OnlyLosses = true }));
        Assert.Equal(("intended", "Its date"), (item.Item.Id, item.Loss));
    }

    /// <summary>One item in every state, named for it; 900 bytes migrated.</summary>
    protected static async Task<FolderEntry> EnterOneOfEachAsync(IMailboxLedger mailbox)
    {
        var folder = await PutAsync(mailbox);
        await RecordAsync(
            mailbox,
            folder,
            Listing("pending"),
            Listing("intended"),
            Listing("migrated"),
            Listing("existing"),
            Listing("filtered", ItemState.Filtered),
            Listing("failed"),
            Listing("held", ItemState.Held));
        await mailbox.IntendAsync(folder.Id, [Intent("intended")], None);
        await MigrateAsync(mailbox, folder, "migrated");
        await mailbox.SetOpenAsync(folder.Id, [Listing("existing", ItemState.Existing)], None);
        await mailbox.ConfirmAsync(folder.Id, [Refusal("failed")], None);
        return folder;
    }
}

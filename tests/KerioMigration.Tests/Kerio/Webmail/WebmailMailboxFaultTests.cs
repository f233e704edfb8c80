using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Kerio.Webmail;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Kerio.Webmail;

/// <summary>What the door of the client API does when something goes wrong.</summary>
public sealed class WebmailMailboxFaultTests : IAsyncLifetime
{
    private readonly ImpatientTime time = new();
    private WebmailHost host = null!;
    private WebmailMailbox mailbox = null!;

    public async Task InitializeAsync()
    {
        host = await WebmailHost.StartAsync();
        mailbox = host.Open(time);
    }

    public async Task DisposeAsync()
    {
        await mailbox.DisposeAsync();
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData(ItemKind.Note, "Notes.create")]
    [InlineData(ItemKind.DistributionList, "Contacts.create")]
    public async Task A_cut_after_storing_leaves_the_outcome_unknown_and_the_items_are_found(ItemKind kind, string method)
    {
        var folder = await EnsureAsync(kind);
        var items = JsonItems.Several(kind, 3);
        host.Kerio.Faults.Add(new Fault { On = method, Action = FaultAction.DoneThenReset });
        var failure = await FailureAsync(mailbox.WriteItemsAsync(folder, items, default));
        Assert.True(failure is { OutcomeUnknown: true, Scope: FailureScope.Mailbox, Remedy: FailureRemedy.Retry });
        Assert.Equal(1, Count(method));
        Assert.Equal(items.Select(i => i.Key), (await mailbox.FindItemsAsync(folder, folder.Mark, default)).Select(f => f.Key));
    }

    [Theory]
    [InlineData(ItemKind.Note)]
    [InlineData(ItemKind.DistributionList)]
    public async Task A_cut_in_the_middle_leaves_what_was_stored_by_then(ItemKind kind)
    {
        var folder = await EnsureAsync(kind);
        host.Kerio.Faults.Add(new Fault { On = "Stored", Action = FaultAction.DoneThenReset, From = 2, Target = "Test" });
        var items = JsonItems.Several(kind, 3);
        Assert.True((await FailureAsync(mailbox.WriteItemsAsync(folder, items, default))).OutcomeUnknown);
        Assert.Equal(items.Take(2).Select(i => i.Key), (await mailbox.FindItemsAsync(folder, folder.Mark, default)).Select(f => f.Key));
    }

    [Theory]
    [InlineData(FaultAction.Html, 0)]
    [InlineData(FaultAction.HttpStatus, 502)]
    [InlineData(FaultAction.HttpStatus, 500)]
    [InlineData(FaultAction.CloseAfterBytes, 0)]
    public async Task Whatever_answers_for_the_server_may_have_lost_its_answer(FaultAction action, int status)
    {
        var folder = await EnsureAsync(ItemKind.Note);
        host.Kerio.Faults.Add(new Fault { On = "Notes.create", Action = action, Status = status, Bytes = 20 });
        Assert.True((await FailureAsync(mailbox.WriteItemsAsync(folder, [JsonItems.Make(ItemKind.Note, 0)], default))).OutcomeUnknown);
        Assert.Equal(1, Count("Notes.create"));
    }

    [Fact]
    public async Task A_session_that_expired_is_opened_once_more_and_nothing_is_written_twice()
    {
        var folder = await EnsureAsync(ItemKind.Note);
        host.Kerio.ExpireWebmailSessions();
        Assert.Null((await mailbox.WriteItemsAsync(folder, [JsonItems.Make(ItemKind.Note, 0)], default)).Single().Failure);
        Assert.Single(await mailbox.FindItemsAsync(folder, null, default));
        Assert.Equal(2, Count("Session.login"));
    }

    [Fact]
    public async Task A_lost_connection_at_the_sign_in_costs_another_try()
    {
        host.Kerio.Faults.Add(new Fault { On = "Session.login", Action = FaultAction.Reset });
        var folder = await EnsureAsync(ItemKind.Note);
        host.Kerio.ExpireWebmailSessions();
        host.Kerio.Faults.Add(new Fault { On = "Session.login", Action = FaultAction.DoneThenReset });
        Assert.Null((await mailbox.WriteItemsAsync(folder, [JsonItems.Make(ItemKind.Note, 0)], default)).Single().Failure);
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once_and_not_told()
    {
        await using var wrong = host.Open(time, "wr0ng-word");
        for (var i = 0; i < 3; i++)
        {
            var failure = await FailureAsync(wrong.ListFoldersAsync(default));
            Assert.True(failure is { Scope: FailureScope.Mailbox, Remedy: FailureRemedy.None, Reason: Reason.SignInFailed });
            Assert.Contains(WebmailHost.User, failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("wr0ng-word", failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal((1, 1), (Count("Session.login"), host.Kerio.FailedLogins));
    }

    [Fact]
    public async Task A_full_mailbox_is_no_items_failure_until_some_are_in_it()
    {
        var folder = await EnsureAsync(ItemKind.Note);
        host.Account.ItemQuota = 2;
        var receipts = await mailbox.WriteItemsAsync(folder, JsonItems.Several(ItemKind.Note, 3), default);
        Assert.Equal([null, null, Reason.QuotaExceeded], receipts.Select(r => r.Failure?.Reason));
        Assert.Equal(FailureScope.Mailbox, receipts[2].Failure!.Scope);
        var failure = await FailureAsync(mailbox.WriteItemsAsync(folder, JsonItems.Several(ItemKind.Note, 2), default));
        Assert.True(failure is { Reason: Reason.QuotaExceeded, Scope: FailureScope.Mailbox, Remedy: FailureRemedy.None, OutcomeUnknown: false });
    }

    [Fact]
    public async Task One_item_that_is_refused_fails_alone()
    {
        var folder = await EnsureAsync(ItemKind.Note);
        host.Kerio.Faults.Add(new Fault { On = "Notes.create", Action = FaultAction.ItemError, From = 2, Code = "1000", Text = "No." });
        var items = JsonItems.Several(ItemKind.Note, 3);
        var receipts = await mailbox.WriteItemsAsync(folder, items, default);
        Assert.Equal([null, Reason.ItemRefused, null], receipts.Select(r => r.Failure?.Reason));
        Assert.Equal((FailureScope.Item, "1000"), (receipts[1].Failure!.Scope, receipts[1].Failure!.Code));
        Assert.Equal([items[0].Key, items[2].Key], (await mailbox.FindItemsAsync(folder, null, default)).Select(f => f.Key));
        Assert.Equal([receipts[0].DestinationId, receipts[2].DestinationId], (await mailbox.FindItemsAsync(folder, null, default)).Select(f => f.DestinationId));
    }

    [Theory]
    [InlineData(FaultAction.Error, "4101")]
    [InlineData(FaultAction.ItemError, "4100")]
    public async Task A_busy_folder_is_waited_for(FaultAction action, string code)
    {
        var folder = await EnsureAsync(ItemKind.Note);
        host.Kerio.Faults.Add(new Fault { On = "Notes.create", Action = action, Count = 2, Code = code });
        var items = JsonItems.Several(ItemKind.Note, 3);
        var receipts = await mailbox.WriteItemsAsync(folder, items, default);
        Assert.All(receipts, r => Assert.Null(r.Failure));
        var found = (await mailbox.FindItemsAsync(folder, null, default)).ToDictionary(f => f.DestinationId, f => f.Key);
        Assert.Equal(3, found.Count);
        Assert.Equal(items.Select(i => i.Key), receipts.Select(r => found[r.DestinationId!]));
        Assert.True(time.Waited >= TimeSpan.FromSeconds(2), time.Waited.ToString());
    }

    [Fact]
    public async Task A_batch_that_is_too_large_goes_item_by_item()
    {
        var folder = await EnsureAsync(ItemKind.Note);
        host.Kerio.Faults.Add(new Fault { On = "Notes.create", Action = FaultAction.HttpStatus, Status = 413 });
        host.Kerio.Faults.Add(new Fault { On = "Notes.create", Action = FaultAction.Error, Code = "413", From = 3 });
        var receipts = await mailbox.WriteItemsAsync(folder, JsonItems.Several(ItemKind.Note, 3), default);
        Assert.Equal([null, Reason.ItemTooLarge, null], receipts.Select(r => r.Failure?.Reason));
        Assert.Equal(2, (await mailbox.FindItemsAsync(folder, null, default)).Count);
    }

    [Fact]
    public async Task What_the_server_changed_is_told_with_the_print_of_what_it_has()
    {
        var folder = await EnsureAsync(ItemKind.Note);
        host.Kerio.Faults.Add(new Fault { On = "Stored", Action = FaultAction.Truncated, Bytes = 4, From = 2 });
        var receipts = await mailbox.WriteItemsAsync(folder, JsonItems.Several(ItemKind.Note, 2), default);
        Assert.Equal((null, null), (receipts[0].Loss, receipts[0].Fingerprint));
        Assert.Equal("Kerio Connect stored these differently: text.", receipts[1].Loss);
        using var read = (await mailbox.ReadItemsAsync(folder, [receipts[1].DestinationId!], default)).Single();
        Assert.Equal(read.Content!.Sha256, receipts[1].Fingerprint);
    }

    [Fact]
    public async Task What_is_stored_counts_also_where_it_cannot_be_read_back()
    {
        var folder = await EnsureAsync(ItemKind.Note);
        host.Kerio.Faults.Add(new Fault { On = "Notes.getById", Action = FaultAction.Error, Code = "1004" });
        var receipt = (await mailbox.WriteItemsAsync(folder, [JsonItems.Make(ItemKind.Note, 0)], default)).Single();
        Assert.True(receipt is { Failure: null, Fingerprint: null, DestinationId: not null });
        Assert.Contains("did not show it", receipt.Loss!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_before_sending_writes_nothing_and_one_during_it_leaves_the_outcome_unknown()
    {
        var folder = await EnsureAsync(ItemKind.Note);
        using var stop = new CancellationTokenSource();
        host.Kerio.Faults.Add(new Fault { On = "Notes.create", Action = FaultAction.Stall });
        var writing = mailbox.WriteItemsAsync(folder, JsonItems.Several(ItemKind.Note, 2), stop.Token);
        await Condition.HoldsAsync(() => Count("Notes.create") == 1);
        await stop.CancelAsync();
        var failure = await FailureAsync(writing);
        Assert.True(failure is { OutcomeUnknown: true, Reason: Reason.Interrupted });
        var receipts = await Record.ExceptionAsync(() => mailbox.WriteItemsAsync(folder, JsonItems.Several(ItemKind.Note, 2), stop.Token));
        Assert.IsAssignableFrom<OperationCanceledException>(receipts);
        Assert.Equal(1, Count("Notes.create"));
    }

    [Fact]
    public async Task Removing_is_repeated_until_it_is_known()
    {
        var folder = await EnsureAsync(ItemKind.Note);
        var ids = (await mailbox.WriteItemsAsync(folder, JsonItems.Several(ItemKind.Note, 2), default)).Select(r => r.DestinationId!).ToList();
        host.Kerio.Faults.Add(new Fault { On = "Notes.remove", Action = FaultAction.DoneThenReset });
        Assert.Equal(ids, await mailbox.RemoveItemsAsync(folder, ids, default));
        Assert.Empty(await mailbox.FindItemsAsync(folder, null, default));
    }

    [Fact]
    public async Task A_move_without_an_answer_is_not_repeated()
    {
        var folder = await EnsureAsync(ItemKind.Note);
        var to = await mailbox.EnsureFolderAsync(new FolderTarget { Path = ["To"], Kind = ItemKind.Note }, default);
        var id = (await mailbox.WriteItemsAsync(folder, [JsonItems.Make(ItemKind.Note, 0)], default)).Single().DestinationId!;
        host.Kerio.Faults.Add(new Fault { On = "Notes.move", Action = FaultAction.DoneThenReset });
        Assert.True((await FailureAsync(mailbox.MoveItemsAsync(folder, [id], to, default))).OutcomeUnknown);
        Assert.Equal((1, 1), (Count("Notes.move"), (await mailbox.FindItemsAsync(to, to.Mark, default)).Count));
    }

    [Fact]
    public async Task A_folder_whose_creation_got_no_answer_is_found()
    {
        host.Kerio.Faults.Add(new Fault { On = "Folders.create", Action = FaultAction.DoneThenReset });
        var folder = await EnsureAsync(ItemKind.Note);
        Assert.False(folder.Created);
        Assert.Single(host.Store.Folders, f => f.Path == "Test");
    }

    [Fact]
    public async Task A_long_listing_comes_in_pages_where_the_server_cuts_it()
    {
        await using var capped = await WebmailHost.StartAsync(new SimulatedKerioOptions { ListingCap = 2 });
        await using var opened = capped.Open();
        var folder = await opened.EnsureFolderAsync(new FolderTarget { Path = ["Test"], Kind = ItemKind.Note }, default);
        await opened.WriteItemsAsync(folder, JsonItems.Several(ItemKind.Note, 5), default);
        Assert.Equal(5, (await opened.FindItemsAsync(folder, null, default)).Select(f => f.DestinationId).Distinct().Count());
        Assert.Equal(3, capped.Kerio.Calls.Count(c => c.Name == "Notes.get"));
    }

    [Fact]
    public async Task The_session_is_closed_and_no_secret_stands_in_the_wire_log()
    {
        var written = new StringWriter();
        using (var log = new WireLog(written, TimeProvider.System))
        {
            await using var other = host.Open(log: log);
            await other.EnsureFolderAsync(new FolderTarget { Path = ["Test"], Kind = ItemKind.Note }, default);
        }

        Assert.Equal("Session.logout", host.Kerio.Calls[^1].Name);
        Assert.Contains("Session.login", written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(WebmailHost.Password, written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9a-f]{64}", written.ToString());
    }

    [Fact]
    public async Task A_server_that_is_busy_is_asked_again()
    {
        host.Kerio.Faults.Add(new Fault { On = "Folders.get", Action = FaultAction.HttpStatus, Status = 503, Duration = TimeSpan.FromSeconds(7) });
        host.Kerio.Faults.Add(new Fault { On = "Folders.get", Action = FaultAction.Error, Code = "-32603", From = 2 });
        Assert.NotEmpty(await mailbox.ListFoldersAsync(default));
        Assert.True(time.Waited >= TimeSpan.FromSeconds(7));
    }

    private Task<DestinationFolder> EnsureAsync(ItemKind kind) => mailbox.EnsureFolderAsync(new FolderTarget { Path = ["Test"], Kind = kind }, default);

    private int Count(string method) => host.Kerio.Calls.Count(c => c.Name == method);

    private static async Task<Failure> FailureAsync(Task work) => (await Assert.ThrowsAsync<MigrationException>(() => work)).Failure;
}

using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Faults;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Exchange;

/// <summary>What goes wrong at a server, and what becomes of it.</summary>
public sealed class ExchangeFaultTests
{
    private static readonly Reason[] Final = [Reason.ItemCorrupt, Reason.AccessDenied, Reason.ItemNotFound];

    [Theory]
    [InlineData("ErrorTimeoutExpired")]
    [InlineData("ErrorInternalServerTransientError")]
    [InlineData("ErrorMailboxStoreUnavailable")]
    [InlineData("ErrorMailboxMoveInProgress")]
    [InlineData("ErrorMailboxFailover")]
    [InlineData("ErrorConnectionFailed")]
    [InlineData("ErrorInsufficientResources")]
    [InlineData("ErrorADUnavailable")]
    [InlineData("ErrorADOperation")]
    [InlineData("ErrorNotEnoughMemory")]
    [InlineData("ErrorNoRespondingCASInDestinationSite")]
    [InlineData("ErrorProxyRequestProcessingFailed")]
    [InlineData("ErrorInternalServerError")]
    public async Task A_transient_fault_is_tried_again(string code)
    {
        await using var server = await ExchangeTestServer.StartAsync();
        foreach (var operation in new[] { "GetFolder", "FindFolder", "SyncFolderItems", "GetItem" })
        {
            server.Exchange.Faults.Add(new Fault { On = operation, Action = FaultAction.Error, Code = code, Count = 2 });
        }

        await AssertEverythingIsReadAsync(server);

        Assert.True(server.Time.Waited > TimeSpan.FromSeconds(4), $"{server.Time.Waited}");
        Assert.Empty(server.Waits);
    }

    [Theory]
    [InlineData(FaultAction.Reset, 0, null)]
    [InlineData(FaultAction.CloseAfterBytes, 0, null)]
    [InlineData(FaultAction.Empty, 0, null)]
    [InlineData(FaultAction.Html, 0, null)]
    [InlineData(FaultAction.HttpStatus, 500, "<html>Server Error in '/EWS' Application.</html>")]
    [InlineData(FaultAction.HttpStatus, 502, null)]
    [InlineData(FaultAction.HttpStatus, 504, null)]
    [InlineData(FaultAction.HttpStatus, 302, "/ews/genericerrorpage.htm")]
    [InlineData(FaultAction.HttpStatus, 401, null)]
    public async Task A_server_that_stumbles_is_asked_again(FaultAction action, int status, string? text)
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var items = await server.ListInboxAsync();
        foreach (var operation in new[] { "SyncFolderItems", "GetItem" })
        {
            server.Exchange.Faults.Add(new Fault { On = operation, Action = action, Status = status, Text = text, Bytes = 900, Count = 1 });
        }

        await AssertEverythingIsReadAsync(server);
        Assert.NotEmpty(items);
    }

    [Fact]
    public async Task The_time_that_a_busy_server_names_is_waited_by_everybody()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        server.Exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.Busy, Duration = TimeSpan.FromMilliseconds(297_749) });

        await AssertEverythingIsReadAsync(server);

        var wait = Assert.Single(server.Waits);
        Assert.Equal(("ErrorServerBusy", TimeSpan.FromMilliseconds(297_749)), (wait.Code, wait.Duration));
        Assert.True(server.Time.Waited >= wait.Duration);
    }

    [Fact]
    public async Task A_busy_server_that_names_no_time_is_waited_for_longer_and_longer()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        server.Exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.Busy, Count = 4 });

        await AssertEverythingIsReadAsync(server);

        Assert.Equal([2, 4, 8, 16], server.Waits.Select(w => w.Duration.TotalSeconds));
    }

    [Theory]
    [InlineData("ErrorExceededConnectionCount")]
    [InlineData("ErrorExceededFindCountLimit")]
    public async Task Too_much_at_once_is_busy_too(string code)
    {
        await using var server = await ExchangeTestServer.StartAsync();
        server.Exchange.Faults.Add(new Fault { On = "SyncFolderItems", Action = FaultAction.Error, Code = code });

        await AssertEverythingIsReadAsync(server);

        Assert.Equal(code, Assert.Single(server.Waits).Code);
    }

    [Fact]
    public async Task Retry_after_is_waited()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        server.Exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.HttpStatus, Status = 503, Duration = TimeSpan.FromSeconds(45) });

        await AssertEverythingIsReadAsync(server);

        Assert.Equal(TimeSpan.FromSeconds(45), Assert.Single(server.Waits).Duration);
    }

    [Fact]
    public async Task A_server_that_stays_busy_is_given_up_after_a_long_time()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        server.Exchange.Faults.Add(new Fault { On = "GetFolder", Action = FaultAction.Busy, Count = int.MaxValue });

        var thrown = await Assert.ThrowsAsync<MigrationException>(() => server.Anna.ListFoldersAsync(default));

        Assert.Equal((FailureScope.Mailbox, Reason.ServerBusy), (thrown.Failure.Scope, thrown.Failure.Reason));
        Assert.True(server.Time.Waited > TimeSpan.FromMinutes(20), $"{server.Time.Waited}");
    }

    [Theory]
    [InlineData(403, Reason.AccessDenied)]
    [InlineData(404, Reason.UnexpectedAnswer)]
    [InlineData(456, Reason.SignInFailed)]
    [InlineData(401, Reason.SignInFailed)]
    public async Task A_closed_door_is_not_knocked_at_again(int status, Reason reason)
    {
        await using var server = await ExchangeTestServer.StartAsync();
        server.Exchange.Faults.Add(new Fault { On = "GetFolder", Action = FaultAction.HttpStatus, Status = status, Count = int.MaxValue });

        var thrown = await Assert.ThrowsAsync<MigrationException>(() => server.Anna.ListFoldersAsync(default));

        Assert.Equal((FailureScope.Run, reason), (thrown.Failure.Scope, thrown.Failure.Reason));
        Assert.Contains($"localhost:{server.Exchange.Port}", thrown.Failure.Message, StringComparison.Ordinal);
        Assert.Single(server.Exchange.Requests);
    }

    [Fact]
    public async Task A_second_refusal_in_a_row_is_final()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var items = await server.ListInboxAsync();
        server.Exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.HttpStatus, Status = 401, Count = int.MaxValue });

        var thrown = await Assert.ThrowsAsync<MigrationException>(() => server.Anna.ReadItemsAsync(items, default));

        Assert.Equal((FailureScope.Run, Reason.SignInFailed), (thrown.Failure.Scope, thrown.Failure.Reason));
        Assert.Equal(2, server.Exchange.Requests.Count(r => r.Operation == "GetItem"));
    }

    [Theory]
    [InlineData("ErrorItemNotFound", Reason.ItemNotFound)]
    [InlineData("ErrorAccessDenied", Reason.AccessDenied)]
    [InlineData("ErrorContentConversionFailed", Reason.ItemCorrupt)]
    [InlineData("ErrorMimeContentConversionFailed", Reason.ItemCorrupt)]
    [InlineData("ErrorUnsupportedMimeConversion", Reason.ItemCorrupt)]
    [InlineData("ErrorCorruptData", Reason.ItemCorrupt)]
    [InlineData("ErrorItemCorrupt", Reason.ItemCorrupt)]
    [InlineData("ErrorItemPropertyRequestFailed", Reason.ItemCorrupt)]
    [InlineData("ErrorVirusDetected", Reason.ItemCorrupt)]
    [InlineData("ErrorVirusMessageDeleted", Reason.ItemCorrupt)]
    [InlineData("ErrorDataSizeLimitExceeded", Reason.ItemCorrupt)]
    [InlineData("ErrorInternalServerError", Reason.ServerFault)]
    [InlineData("ErrorSomethingNobodyKnows", Reason.Unexpected)]
    public async Task A_broken_item_fails_alone_with_its_code(string code, Reason reason)
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var items = await server.ListInboxAsync();
        server.Exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.ItemError, Code = code, Target = items[3].Id, Count = int.MaxValue });

        var read = await server.Anna.ReadItemsAsync(items, default);

        var failure = read[3].Failure ?? read[3].Obstacle!;
        Assert.Equal((FailureScope.Item, FailureRemedy.None, reason, code), (failure.Scope, failure.Remedy, failure.Reason, failure.Code));
        Assert.Equal(reason is Reason.ItemCorrupt or Reason.Unexpected ? ItemFidelity.Stub : ItemFidelity.Exact, read[3].Fidelity);
        Assert.Equal(Final.Contains(reason) || reason == Reason.Unexpected, server.Time.Waited == TimeSpan.Zero);
        Assert.All(read.Where((_, i) => i != 3), r => Assert.Null(r.Failure));
        AssertBytes(server, [.. read.Where((_, i) => i != 3)]);
    }

    [Theory]
    [InlineData("ErrorMimeContentConversionFailed")]
    [InlineData("ErrorInternalServerError")]
    [InlineData("ErrorServerBusy")]
    [InlineData("ErrorMailboxStoreUnavailable")]
    [InlineData("ErrorTimeoutExpired")]
    public async Task An_error_of_one_item_that_passes_leaves_no_trace(string code)
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var items = await server.ListInboxAsync();
        server.Exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.ItemError, Code = code, Target = items[2].Id });

        AssertBytes(server, await server.Anna.ReadItemsAsync(items, default));
    }

    [Fact]
    public async Task Content_that_is_missing_once_is_asked_for_once_more()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var items = await server.ListInboxAsync();
        server.Exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.MissingContent, Target = items[0].Id });

        AssertBytes(server, await server.Anna.ReadItemsAsync(items, default));
        Assert.Equal(2, server.Exchange.Requests.Count(r => r.Operation == "GetItem"));
    }

    [Fact]
    public async Task A_request_that_always_breaks_is_divided_and_every_item_gets_its_verdict()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var items = (await server.ListInboxAsync()).Take(3).ToList();
        server.Exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.Reset, Count = int.MaxValue });

        var read = await server.Anna.ReadItemsAsync(items, default);

        Assert.All(read, r => Assert.Equal((FailureScope.Item, Reason.ConnectionFailed), (r.Failure!.Scope, r.Failure!.Reason)));
    }

    [Fact]
    public async Task A_server_that_is_gone_is_no_failure_of_the_items()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var items = await server.ListInboxAsync();
        server.Exchange.Faults.Add(new Fault { On = "Connect", Action = FaultAction.Reset, Count = int.MaxValue });

        var thrown = await Assert.ThrowsAsync<MigrationException>(() => server.Anna.ReadItemsAsync(items, default));

        Assert.Equal(Reason.ConnectionFailed, thrown.Failure.Reason);
    }

    [Theory]
    [InlineData("S:bm90IGEgc3RhdGU=")]
    [InlineData("garbage")]
    public async Task A_cursor_that_the_server_no_longer_knows_starts_over(string cursor)
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var inbox = (await server.Anna.ListFoldersAsync(default)).Single(f => f.Role == FolderRole.Inbox);

        var page = await server.Anna.ListChangesAsync(inbox, cursor, default);

        Assert.Equal(server.Seeded["inbox"].Items.Count, page.Changes.Count);
        Assert.Equal(cursor[0] == 'S', page.StartedOver);
    }

    [Fact]
    public async Task Folders_that_do_not_synchronize_are_searched()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        server.Exchange.Faults.Add(new Fault { On = "SyncFolderItems", Action = FaultAction.Error, Code = "ErrorInvalidOperation", Count = int.MaxValue });
        var inbox = (await server.Anna.ListFoldersAsync(default)).Single(f => f.Role == FolderRole.Inbox);

        var page = await server.Anna.ListChangesAsync(inbox, null, default);
        var after = await server.Anna.ListChangesAsync(inbox, page.Cursor, default);

        // Each time everything: silence is how deletions are told.
        Assert.Equal(server.Seeded["inbox"].Items.Select(i => i.Id).Order(StringComparer.Ordinal), page.Changes.Select(c => c.Item.Id).Order(StringComparer.Ordinal));
        Assert.Equal(page.Changes.Select(c => c.Item.Id), after.Changes.Select(c => c.Item.Id));
        Assert.Equal((Inventory.First, Inventory.First), (page.Inventory, after.Inventory));
        Assert.True(after.IsLast);
    }

    [Fact]
    public async Task Full_access_serves_where_impersonation_is_refused()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        server.Exchange.Organization.ServiceAccount.HasImpersonationRight = false;
        server.Exchange.Organization.ServiceAccount.FullAccess.Add("anna@example.org");

        await AssertEverythingIsReadAsync(server);

        Assert.All(server.Exchange.Requests, r => Assert.Equal("anna@example.org", r.Headers["X-AnchorMailbox"]));
    }

    [Fact]
    public async Task An_account_without_any_right_is_told_which_one_it_needs()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        server.Exchange.Organization.ServiceAccount.HasImpersonationRight = false;

        var thrown = await Assert.ThrowsAsync<MigrationException>(() => server.Anna.ListFoldersAsync(default));

        Assert.Equal((FailureScope.Mailbox, Reason.ImpersonationDenied), (thrown.Failure.Scope, thrown.Failure.Reason));
        Assert.Contains("ApplicationImpersonation", thrown.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("anna@example.org", thrown.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ErrorAccountDisabled", Reason.MailboxUnavailable)]
    [InlineData("ErrorMailboxConfiguration", Reason.MailboxUnavailable)]
    [InlineData("ErrorMissingEmailAddress", Reason.MailboxNotFound)]
    [InlineData("ErrorNonExistentMailbox", Reason.MailboxNotFound)]
    public async Task What_is_wrong_with_a_mailbox_stops_that_mailbox(string code, Reason reason)
    {
        await using var server = await ExchangeTestServer.StartAsync();
        server.Exchange.Faults.Add(new Fault { On = "GetFolder", Action = FaultAction.Error, Code = code, Count = int.MaxValue });

        var thrown = await Assert.ThrowsAsync<MigrationException>(() => server.Anna.ListFoldersAsync(default));

        Assert.Equal((FailureScope.Mailbox, reason), (thrown.Failure.Scope, thrown.Failure.Reason));
    }

    [Fact]
    public async Task A_server_that_refuses_every_version_says_so()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        server.Exchange.Faults.Add(new Fault { On = "GetFolder", Action = FaultAction.Error, Code = "ErrorInvalidServerVersion", Count = int.MaxValue });

        var thrown = await Assert.ThrowsAsync<MigrationException>(() => server.Anna.ListFoldersAsync(default));

        Assert.Equal(Reason.VersionNotSupported, thrown.Failure.Reason);
    }

    [Fact]
    public async Task A_budget_of_two_requests_is_kept_without_losing_items()
    {
        await using var server = await ExchangeTestServer.StartAsync(options: new SimulatedExchangeOptions { Throttling = new ThrottlingPolicy(2) });
        var items = await server.ListInboxAsync();

        var read = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => server.Anna.ReadItemsAsync(items, default)));

        Assert.All(read, r => AssertBytes(server, r));
    }

    [Fact]
    public async Task A_used_up_budget_is_given_the_time_that_it_needs_to_recharge()
    {
        // EwsRechargeRate as Exchange sets it, 15 minutes per hour: a second of server time comes back within four.
        var time = new ImpatientTime();
        var budget = new RequestBudget(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(15), TimeSpan.FromSeconds(1));
        var options = new SimulatedExchangeOptions { TimeProvider = time, Throttling = new ThrottlingPolicy(27) { Budget = budget } };
        await using var server = await ExchangeTestServer.StartAsync(options: options, time: time);

        await AssertEverythingIsReadAsync(server);

        var requests = server.Exchange.Requests;
        Assert.Contains(requests, r => r.BackOff == TimeSpan.FromSeconds(4));
        Assert.All(requests.Zip(requests.Skip(1)), p => Assert.True(p.Second.ReceivedAt >= p.First.ReceivedAt + (p.First.BackOff ?? TimeSpan.Zero)));
        Assert.Equal(requests.Select(r => r.BackOff).OfType<TimeSpan>(), server.Waits.Select(w => w.Duration));
        Assert.Equal(server.Waits.Sum(w => w.Duration.TotalSeconds), server.Time.Waited.TotalSeconds);
    }

    private static async Task AssertEverythingIsReadAsync(ExchangeTestServer server)
    {
        var items = await server.ListInboxAsync();
        Assert.Equal(server.Seeded["inbox"].Items.Count, items.Count);
        AssertBytes(server, await server.Anna.ReadItemsAsync(items, default));
    }

    private static void AssertBytes(ExchangeTestServer server, System.Collections.Generic.IReadOnlyList<SourceItem> items)
    {
        foreach (var item in items)
        {
            Assert.Null(item.Failure);
            Assert.Equal(server.Seeded.FindItem(item.Ref.Id)!.Mime.ToArray(), item.Content!.ToBytes());
            item.Dispose();
        }
    }
}

using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Kerio.Dav;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Tests.Suites;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Kerio.Dav;

/// <summary>What no server at hand does, and Kerio may.</summary>
public sealed class DavOddServerTests : IAsyncLifetime
{
    private readonly ImpatientTime time = new();
    private OddDavServer server = null!;

    [Fact]
    public async Task The_address_book_is_found_where_Kerio_has_it_and_redirects_end()
    {
        await using var mailbox = await OpenAsync();
        var folder = Assert.Single(await mailbox.ListFoldersAsync(default));
        Assert.Equal((OddDavServer.Book, ItemKind.Contact, FolderRole.Contacts, "Kontakte"), (folder.FullName, folder.Kind, folder.Role, folder.Path[0]));
        Assert.Equal([ItemKind.Contact], mailbox.Traits.Kinds);
        Assert.InRange(server.Requests.Count(r => r.StartsWith("PROPFIND /.well-known/caldav", StringComparison.Ordinal)), 6, 12);
    }

    [Fact]
    public async Task Names_that_the_server_gives_are_found_and_nothing_is_written_twice()
    {
        await using var mailbox = await OpenAsync();
        var folder = (await mailbox.ListFoldersAsync(default)).Single();
        ConvertedItem[] items = [DavItems.Card("a@b"), DavItems.Card("c")];
        var receipts = await mailbox.WriteItemsAsync(folder, items, default);
        Assert.All(receipts, r => Assert.Matches("^" + OddDavServer.Book + "8a7b-[0-9a-f]{8}\\.eml$", r.DestinationId!));
        Assert.All(receipts, r => Assert.Equal((null, null, null), (r.Failure, r.Loss, r.Fingerprint)));

        // It knows no preconditions, so that only looking before keeps it from a second copy.
        await using var later = await OpenAsync();
        var again = await later.WriteItemsAsync(folder, [DavItems.Card("a@b"), DavItems.Card("c", "Anders")], default);
        Assert.Equal((receipts[0].DestinationId, null), (again[0].DestinationId, again[0].Failure));
        Assert.NotNull(again[1].Failure);
        Assert.Equal(2, server.Count);

        Assert.Equal([receipts[0].DestinationId!], await later.RemoveItemsAsync(folder, [receipts[0].DestinationId!], default));
        Assert.Equal(1, server.Count);
    }

    [Fact]
    public async Task A_refused_password_is_sent_once()
    {
        server.Refuse = _ => 401;
        await Assert.ThrowsAsync<MigrationException>(() => OpenAsync());
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_busy_server_is_waited_for()
    {
        var busy = 3;
        server.Refuse = _ => --busy >= 0 ? 503 : null;
        await using var mailbox = await OpenAsync();
        Assert.InRange(time.Waited, TimeSpan.FromSeconds(180), TimeSpan.FromSeconds(200));
    }

    [Fact]
    public async Task An_item_that_the_server_breaks_on_fails_alone()
    {
        server.Refuse = request => request.Method == "PUT" && request.Path.Value!.EndsWith("bad.vcf", StringComparison.Ordinal) ? 500 : null;
        await using var mailbox = await OpenAsync();
        var folder = (await mailbox.ListFoldersAsync(default)).Single();
        var receipts = await mailbox.WriteItemsAsync(folder, [DavItems.Card("good"), DavItems.Card("bad")], default);
        Assert.Null(receipts[0].Failure);
        Assert.Equal((FailureScope.Item, Reason.ServerFault, false), (receipts[1].Failure!.Scope, receipts[1].Failure!.Reason, receipts[1].Failure!.OutcomeUnknown));
    }

    [Theory]
    [InlineData(403, FailureScope.Item, Reason.AccessDenied)]
    [InlineData(413, FailureScope.Item, Reason.ItemTooLarge)]
    [InlineData(415, FailureScope.Item, Reason.ItemRefused)]
    [InlineData(400, FailureScope.Item, Reason.ItemRefused)]
    [InlineData(507, FailureScope.Mailbox, Reason.QuotaExceeded)]
    public async Task A_status_is_read_in_one_place(int status, FailureScope scope, Reason reason)
    {
        server.Refuse = request => request.Method == "PUT" ? status : null;
        await using var mailbox = await OpenAsync();
        var folder = (await mailbox.ListFoldersAsync(default)).Single();
        var failure = scope == FailureScope.Item
            ? (await mailbox.WriteItemsAsync(folder, [DavItems.Card("a")], default)).Single().Failure!
            : (await Assert.ThrowsAsync<MigrationException>(() => mailbox.WriteItemsAsync(folder, [DavItems.Card("a")], default))).Failure;
        Assert.Equal((scope, FailureRemedy.None, reason, $"HTTP {status}", false), (failure.Scope, failure.Remedy, failure.Reason, failure.Code, failure.OutcomeUnknown));
        Assert.Equal(0, server.Count);
    }

    [Fact]
    public async Task An_address_book_that_cannot_be_made_says_so()
    {
        await using var mailbox = await OpenAsync();
        var failure = (await Assert.ThrowsAsync<MigrationException>(
            () => mailbox.EnsureFolderAsync(new FolderTarget { Path = ["Kunden"], Kind = ItemKind.Contact }, default))).Failure;
        Assert.Equal((FailureScope.Folder, Reason.FolderRefused), (failure.Scope, failure.Reason));
    }

    public async Task InitializeAsync() => server = await OddDavServer.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    private Task<DavMailbox> OpenAsync() => DavMailbox.OpenAsync(
        new DavServer(server.Root, new ServerPace("odd", 80, time), time), new DavSignIn("anna@example.com", Secret.From("x")), default);
}

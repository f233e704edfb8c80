using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Kerio.Dav;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Transfer;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Tests.Suites;
using Xunit;

namespace KerioMigration.Tests.Kerio.Dav;

/// <summary>What a network and a Kerio Connect in trouble do in the middle of it.</summary>
public sealed class DavFaultTests : IAsyncLifetime
{
    private KerioDavHost host = null!;
    // As often as it is tried before it is given up.
    private const int Attempts = RetryPipeline.TransientAttempts + 1;

    private DavMailbox mailbox = null!;
    private DestinationFolder folder = null!;

    [Theory]
    [InlineData("PUT", FaultAction.DoneThenReset, 0)]
    [InlineData("PUT", FaultAction.Reset, 0)]
    [InlineData("PUT", FaultAction.Busy, 0)]
    [InlineData("PUT", FaultAction.HttpStatus, 502)]
    [InlineData("PUT", FaultAction.Error, 0)]
    [InlineData("PUT", FaultAction.Error, 423)]
    [InlineData("REPORT", FaultAction.Truncated, 0)]
    [InlineData("REPORT", FaultAction.HtmlAfter, 0)]
    [InlineData("REPORT", FaultAction.CloseAfterBytes, 0)]
    [InlineData("REPORT", FaultAction.Html, 0)]
    [InlineData("REPORT", FaultAction.Empty, 0)]
    [InlineData("PROPFIND", FaultAction.Truncated, 0)]
    [InlineData("PROPFIND", FaultAction.Reset, 0)]
    public async Task Writing_goes_on_and_nothing_is_there_twice(string method, FaultAction action, int status)
    {
        host.Kerio.Faults.Add(new Fault { On = "Dav." + method, Action = action, Status = status, Bytes = 100, Count = 3 });
        ConvertedItem[] items = [.. Enumerable.Range(0, 10).Select(i => DavItems.Event($"fault-{i}"))];
        var receipts = await mailbox.WriteItemsAsync(folder, items, default);
        Assert.All(receipts, r => Assert.Equal((null, null), (r.Failure, r.Loss)));
        Assert.Equal(
            receipts.Select(r => Uri.UnescapeDataString(r.DestinationId!.Split('/')[^1])).Order(StringComparer.Ordinal),
            Resources().Select(r => r.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_page_that_says_yes_in_the_servers_place_is_not_believed()
    {
        host.Kerio.Faults.Add(new Fault { On = "Dav.PUT", Action = FaultAction.Html });
        var receipts = await mailbox.WriteItemsAsync(folder, [DavItems.Event("a"), DavItems.Event("b")], default);
        Assert.Single(receipts, r => r.Failure is null);
        Assert.Single(receipts, r => r.Failure is { Scope: FailureScope.Item, Reason: Reason.ItemRefused });
        var stored = Assert.Single(Resources());

        var id = receipts.Single(r => r.Failure is null).DestinationId!;
        host.Kerio.Faults.Add(new Fault { On = "Dav.DELETE", Action = FaultAction.Empty });
        Assert.Empty(await mailbox.RemoveItemsAsync(folder, [id], default));
        Assert.Equal(stored.Name, Assert.Single(Resources()).Name);
        Assert.Equal([id], await mailbox.RemoveItemsAsync(folder, [id], default));
        Assert.Empty(Resources());
    }

    [Theory]
    [InlineData(FaultAction.DoneThenReset)]
    [InlineData(FaultAction.Reset)]
    [InlineData(FaultAction.Error)]
    public async Task Removing_and_moving_are_settled_by_looking(FaultAction action)
    {
        var other = await mailbox.EnsureFolderAsync(new() { Path = ["Andere"], Kind = ItemKind.Calendar }, default);
        string[] ids = [.. (await mailbox.WriteItemsAsync(folder, [DavItems.Event("a"), DavItems.Event("b")], default)).Select(r => r.DestinationId!)];
        host.Kerio.Faults.Add(new Fault { On = "Dav.DELETE", Action = action });
        Assert.Equal([ids[0]], await mailbox.RemoveItemsAsync(folder, [ids[0]], default));
        host.Kerio.Faults.Add(new Fault { On = "Dav.MOVE", Action = action });
        var moved = Assert.Single(await mailbox.MoveItemsAsync(folder, [ids[1]], other, default));
        Assert.Equal([moved.NewDestinationId!], (await mailbox.FindItemsAsync(other, null, default)).Select(i => i.DestinationId));
        Assert.Empty(await mailbox.FindItemsAsync(folder, null, default));
    }

    /// <summary>Too large, too full, not understood, or a connection that breaks whenever it is sent.</summary>
    [Theory]
    [InlineData(FaultAction.HttpStatus, 400)]
    [InlineData(FaultAction.HttpStatus, 413)]
    [InlineData(FaultAction.HttpStatus, 507)]
    [InlineData(FaultAction.Reset, 0)]
    public async Task What_is_refused_for_its_files_arrives_without_them(FaultAction action, int status)
    {
        var item = DavItems.WithFiles(DavItems.Appointment("files", DavItems.Attached("Plan 1.dwg", 1000), DavItems.Attached("b.txt", 10)));
        host.Kerio.Faults.Add(new Fault { On = "Dav.PUT", Action = action, Status = status, Count = action == FaultAction.Reset ? Attempts : 1 });

        var receipt = Assert.Single(await mailbox.WriteItemsAsync(folder, [item], default));

        Assert.Null(receipt.Failure);
        Assert.Equal("Attachments left out, because the server does not take the item with them: Plan 1.dwg, b.txt.", receipt.Loss);
        Assert.DoesNotContain("ATTACH", Assert.Single(Resources()).Text, StringComparison.Ordinal);

        // It is edited: the copy without its files is known as ours.
        var edited = DavItems.WithFiles(DavItems.Appointment("files", DavItems.Attached("Plan 2.dwg", 1000))) with
        {
            Source = item.Source,
            Replaces = new OlderCopy(receipt.DestinationId!, receipt.Fingerprint),
        };
        Assert.Equal((null, null), Assert.Single(await mailbox.WriteItemsAsync(folder, [edited], default)) is var again ? (again.Failure, again.Loss) : default);
        Assert.Contains("Plan 2.dwg", Assert.Single(Resources()).Text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_too_large_with_its_files_arrives_without_them()
    {
        var large = DavItems.WithFiles(DavItems.Appointment("large", DavItems.Attached("Film.mp4", 3_000_000)));
        var small = DavItems.WithFiles(DavItems.Appointment("small", DavItems.Attached("Text.txt", 1_200_000)));
        var receipts = await mailbox.WriteItemsAsync(folder, [large, small], default);
        Assert.All(receipts, r => Assert.Null(r.Failure));
        Assert.Contains("Film.mp4", receipts[0].Loss, StringComparison.Ordinal);
        Assert.Null(receipts[1].Loss);
    }

    [Fact]
    public async Task When_no_answer_comes_any_more_the_outcome_is_unknown()
    {
        await mailbox.WriteItemsAsync(folder, [DavItems.Event("before")], default);
        host.Kerio.Faults.Add(new Fault { On = "Dav.PUT", Action = FaultAction.DoneThenReset, Count = int.MaxValue });
        host.Kerio.Faults.Add(new Fault { On = "Dav.REPORT", Action = FaultAction.Reset, Count = int.MaxValue });
        host.Kerio.Faults.Add(new Fault { On = "Dav.GET", Action = FaultAction.Reset, Count = int.MaxValue });
        var failure = (await Assert.ThrowsAsync<MigrationException>(() => mailbox.WriteItemsAsync(folder, [DavItems.Event("a")], default))).Failure;
        Assert.Equal((FailureScope.Mailbox, Reason.ConnectionFailed, true), (failure.Scope, failure.Reason, failure.OutcomeUnknown));
    }

    public async Task InitializeAsync()
    {
        host = await KerioDavHost.StartAsync();
        mailbox = await host.OpenAsync();
        folder = (await mailbox.ListFoldersAsync(default)).Single(f => f.Role == FolderRole.Calendar);
    }

    public async Task DisposeAsync()
    {
        await mailbox.DisposeAsync();
        await host.DisposeAsync();
    }

    private KerioResource[] Resources() => [.. host.Kerio.Store.Mailbox(KerioHost.User).Default(FolderKind.Calendar).Resources.All];
}

using System;
using System.Linq;
using System.Threading.Tasks;
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

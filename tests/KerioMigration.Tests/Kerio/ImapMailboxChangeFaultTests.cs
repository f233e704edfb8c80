using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Kerio;

/// <summary>What becomes of moves and removals when something goes wrong.</summary>
public sealed class ImapMailboxChangeFaultTests
{
    [Theory]
    [InlineData(ImapFeatures.Default, "COPY")]
    [InlineData(ImapFeatures.Default, "STORE")]
    [InlineData(ImapFeatures.Default, "EXPUNGE")]
    [InlineData(ImapFeatures.None, "EXPUNGE")]
    [InlineData(ImapFeatures.Default | ImapFeatures.Move, "MOVE")]
    public async Task A_cut_in_the_middle_of_moving_leaves_the_outcome_unknown(ImapFeatures features, string moment)
    {
        await using var host = await KerioHost.StartAsync(new SimulatedKerioOptions { Features = features });
        await using var mailbox = await host.OpenAsync();
        var (from, to, ids) = await FillAsync(mailbox);
        host.Kerio.Faults.Add(new Fault { On = moment, Action = FaultAction.DoneThenReset });

        var failure = (await Assert.ThrowsAsync<MigrationException>(() => mailbox.MoveItemsAsync(from, ids, to, default))).Failure;

        Assert.True(failure is { OutcomeUnknown: true, Scope: FailureScope.Mailbox, Remedy: FailureRemedy.Retry });
        Assert.Equal(3, (await mailbox.FindItemsAsync(to, null, default)).Count);
    }

    [Fact]
    public async Task A_cut_before_anything_moved_costs_only_another_try()
    {
        await using var host = await KerioHost.StartAsync();
        host.Time = new ImpatientTime();
        await using var mailbox = await host.OpenAsync();
        var (from, to, ids) = await FillAsync(mailbox);
        host.Kerio.Faults.Add(new Fault { On = "FETCH", Action = FaultAction.Reset });

        Assert.Equal(3, (await mailbox.MoveItemsAsync(from, ids, to, default)).Count);
        Assert.Empty(await mailbox.FindItemsAsync(from, null, default));
        Assert.Equal(3, (await mailbox.FindItemsAsync(to, null, default)).Count);
    }

    [Fact]
    public async Task Without_room_nothing_is_moved_and_that_is_certain()
    {
        await using var host = await KerioHost.StartAsync();
        await using var mailbox = await host.OpenAsync();
        var (from, to, ids) = await FillAsync(mailbox);
        host.Kerio.Store.FindUser(KerioHost.User)!.DiskQuota = 100;

        var failure = (await Assert.ThrowsAsync<MigrationException>(() => mailbox.MoveItemsAsync(from, ids, to, default))).Failure;

        Assert.True(failure is { Reason: Reason.QuotaExceeded, Scope: FailureScope.Mailbox, OutcomeUnknown: false });
        Assert.Equal(3, (await mailbox.FindItemsAsync(from, null, default)).Count(f => !f.IsDeleted));
        Assert.Empty(await mailbox.FindItemsAsync(to, null, default));
    }

    [Theory]
    [InlineData(ImapFeatures.Default, "STORE")]
    [InlineData(ImapFeatures.Default, "EXPUNGE")]
    [InlineData(ImapFeatures.None, "EXPUNGE")]
    public async Task A_lost_answer_makes_no_removal_somebody_elses(ImapFeatures features, string moment)
    {
        await using var host = await KerioHost.StartAsync(new SimulatedKerioOptions { Features = features });
        host.Time = new ImpatientTime();
        await using var mailbox = await host.OpenAsync();
        var (from, _, ids) = await FillAsync(mailbox);
        host.Kerio.Faults.Add(new Fault { On = moment, Action = FaultAction.DoneThenReset });

        Assert.Equal(ids.Skip(1), await mailbox.RemoveItemsAsync(from, [.. ids.Skip(1)], default));
        Assert.Equal(ids.Take(1), (await mailbox.FindItemsAsync(from, null, default)).Select(f => f.DestinationId));
    }

    private static async Task<(DestinationFolder From, DestinationFolder To, IReadOnlyList<string> Ids)> FillAsync(IDestinationMailbox mailbox)
    {
        var from = await mailbox.EnsureFolderAsync(new FolderTarget { Path = ["From"] }, default);
        var to = await mailbox.EnsureFolderAsync(new FolderTarget { Path = ["To"] }, default);
        await mailbox.WriteItemsAsync(from, [.. Enumerable.Range(0, 3).Select(i => TestItems.Mail($"Message-ID: <{i}@x>\r\n\r\n"))], default);
        return (from, to, [.. (await mailbox.FindItemsAsync(from, null, default)).Select(f => f.DestinationId)]);
    }
}

using System;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Transfer;
using Xunit;

namespace KerioMigration.Tests.Transfer;

public sealed class ByteBudgetTests
{
    private readonly ByteBudget budget = new(100);

    [Fact]
    public async Task Makes_a_claim_wait_for_bytes_in_the_order_of_asking()
    {
        var first = await budget.AcquireAsync(80, default);
        var large = budget.AcquireAsync(90, default);
        var small = budget.AcquireAsync(10, default);

        Assert.False(large.IsCompleted || small.IsCompleted);
        budget.Release(first);
        Assert.Equal(90, await large);
        Assert.Equal(10, await small);
    }

    [Fact]
    public async Task Lets_a_claim_above_the_whole_budget_run_alone()
    {
        Assert.Equal(100, await budget.AcquireAsync(1_000_000, default));
        Assert.False(budget.AcquireAsync(1, default).IsCompleted);
    }

    [Fact]
    public async Task Forgets_a_claim_that_was_cancelled()
    {
        var held = await budget.AcquireAsync(100, default);
        using var stop = new CancellationTokenSource();
        var cancelled = budget.AcquireAsync(50, stop.Token);
        var next = budget.AcquireAsync(100, default);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        budget.Release(held);
        Assert.Equal(100, await next);
    }
}

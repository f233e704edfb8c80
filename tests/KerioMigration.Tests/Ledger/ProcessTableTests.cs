using System;
using System.Diagnostics;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger.Leases;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Ledger;

public sealed class ProcessTableTests
{
    [Fact]
    public void This_process_lives_and_is_described_for_people()
    {
        var host = LedgerHost.Create(TimeProvider.System);
        Assert.Equal(Environment.ProcessId, host.Owner.ProcessId);
        Assert.NotEqual(ProcessTable.UnknownStart, host.Owner.ProcessStart);
        Assert.Equal(host.Owner.ProcessStart, ProcessTable.FindStart(Environment.ProcessId));
        Assert.True(host.IsAlive(host.Owner, TimeProvider.System.GetUtcNow()));
        Assert.Contains(Environment.MachineName, host.Owner.Describe(DateTimeOffset.UnixEpoch), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lease_of_this_very_process_that_nobody_renews_is_left_over()
    {
        var host = LedgerHost.Create(TimeProvider.System);
        Assert.False(host.IsAlive(host.Owner, TimeProvider.System.GetUtcNow() - LedgerHost.Patience));
    }

    [DebianFact("sleep")]
    public async Task A_killed_process_is_dead_at_once()
    {
        using var process = Process.Start(TestPaths.FindProgram("sleep")!, "60");
        var host = LedgerHost.Create(TimeProvider.System);
        var owner = host.Owner with { ProcessId = process.Id, ProcessStart = ProcessTable.FindStart(process.Id)! };
        Assert.True(host.IsAlive(owner, DateTimeOffset.UnixEpoch));
        process.Kill();
        await process.WaitForExitAsync();
        Assert.Null(ProcessTable.FindStart(process.Id));
        Assert.False(host.IsAlive(owner, TimeProvider.System.GetUtcNow()));
    }
}

using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Xunit;
using Xunit.Sdk;

namespace KerioMigration.Tests.Interrupts;

/// <summary>
/// As <see cref="InterruptSuite"/> for all that is no mail, over real sockets: the process is stopped at one moment after the other and
/// resumed by another; in the end every item is there exactly once, as the source has it now, and one run more changes nothing.
/// </summary>
public sealed class GroupwareInterruptTests : IAsyncLifetime, IDisposable
{
    private const int Users = 400;
    private const int MostDeaths = 100;

    private readonly TemporaryFolder folder = new();
    private SimulatedExchange exchange = null!;
    private SimulatedKerio kerio = null!;
    private int used;

    public async Task InitializeAsync()
    {
        kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Domains = [new DomainOptions(Seed.Domain) { IsPrimary = true }] });
        exchange = await SimulatedExchange.StartAsync(Seed.Blank(Users));
    }

    public async Task DisposeAsync()
    {
        await exchange.DisposeAsync();
        await kerio.DisposeAsync();
        Assert.Empty(kerio.Invitations);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task Stopped_before_any_step_of_the_ledger() => StopEverywhereAsync(StopKind.BeforeStep, stride: 7);

    [Fact]
    public Task Stopped_after_any_step_of_the_ledger() => StopEverywhereAsync(StopKind.AfterStep, stride: 3);

    [Fact]
    public Task Stopped_in_any_change_of_the_destination() => StopEverywhereAsync(StopKind.InChange, stride: 1);

    [Fact]
    public async Task Stopped_again_and_again()
    {
        foreach (var kind in Enum.GetValues<StopKind>())
        {
            for (var seed = 1; seed <= 4; seed++)
            {
                await PlayAsync(Fate.AgainAndAgain(kind, seed));
            }
        }
    }

    /// <param name="stride">1 stops at every moment.</param>
    private async Task StopEverywhereAsync(StopKind kind, int stride)
    {
        var moment = 1;
        while (await PlayAsync(Fate.At(kind, moment)))
        {
            moment += stride;
        }

        Assert.True(moment > 20, $"There are only {moment} moments.");
    }

    /// <returns>Whether a process was stopped at all.</returns>
    private async Task<bool> PlayAsync(Fate fate)
    {
        try
        {
            var number = Interlocked.Increment(ref used);
            var ends = new GroupwareEnds(exchange, kerio, exchange.Organization.Users[number - 1]);
            var path = folder.File(number.ToString(CultureInfo.InvariantCulture) + ".db");
            await using var processes = new ProcessRun(async host => await SqliteLedger.OpenAsync(path, host, default), ends, fate);
            ends.FirstDay();
            await RunToEndAsync(processes, ends);
            ends.SecondDay();
            await RunToEndAsync(processes, ends);
            await RunToEndAsync(processes, ends);
            Assert.Equal(0, processes.Changes);
        }
        catch (Exception e)
        {
            throw new XunitException($"Stopped at {fate}: {e.Message}", e);
        }

        return fate.Moments.Count > 0;
    }

    private static async Task RunToEndAsync(ProcessRun processes, GroupwareEnds ends)
    {
        for (var deaths = 0; deaths < MostDeaths; deaths++)
        {
            if (await processes.RunAsync() is { } report)
            {
                Assert.True(report is { State: "Completed", Failed: 0, Pending: 0, Held: 0 }, report.ToString());

                // As text, because the difference of two long lists would be cut off.
                Assert.Equal(string.Join("\n", ends.Expected()), string.Join("\n", ends.Stored()));
                return;
            }
        }

        Assert.Fail("It does not come to an end.");
    }
}

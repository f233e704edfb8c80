using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;
using Xunit;

namespace KerioMigration.Tests.Simulation.Kerio;

public sealed class LatencyTests
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);

    // Timers count in ticks of the system and may end a little early by the stopwatch.
    private static readonly TimeSpan AtLeast = TimeSpan.FromMilliseconds(90);

    [Theory]
    [Backends]
    public async Task Every_answer_takes_its_time_but_answers_travel_together(bool dovecot)
    {
        await using var server = await TwoBackends.StartAsync(dovecot, new SimulatedKerioOptions { Latency = Latency });
        await using var imap = await RawImap.ConnectAsync(server.Kerio, secure: true);
        await imap.EnterAsync(server.Kerio, TwoBackends.User);
        var one = await MeasureAsync(() => imap.CommandAsync("NOOP"));
        Assert.True(one >= AtLeast, $"{one}");
        var many = await MeasureAsync(async () =>
        {
            await imap.SendAsync(string.Concat(Enumerable.Range(0, 50).Select(i => $"x{i} NOOP\r\n")));
            await imap.ReadToAsync("x49 ");
        });
        Assert.InRange(many, AtLeast, 20 * Latency);
    }

    [Fact]
    public async Task Administration_calls_take_their_time()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Latency = Latency });
        using var client = await AdminClient.SignInAsync(kerio);
        Assert.True(await MeasureAsync(() => client.CallAsync("Session.whoAmI")) >= AtLeast);
    }

    private static async Task<TimeSpan> MeasureAsync(Func<Task> action)
    {
        var clock = Stopwatch.StartNew();
        await action();
        return clock.Elapsed;
    }
}

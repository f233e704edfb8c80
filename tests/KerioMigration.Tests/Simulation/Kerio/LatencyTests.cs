using System;
using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KerioMigration.Tests.Simulation.Kerio;

public sealed class LatencyTests
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);

    // Timers count in ticks of the system and may end a little early by the stopwatch.
    private static readonly TimeSpan AtLeast = TimeSpan.FromMilliseconds(90);

    [Theory]
    [Backends]
    public async Task Every_answer_takes_its_time(bool dovecot)
    {
        await using var server = await TwoBackends.StartAsync(dovecot, new SimulatedKerioOptions { Latency = Latency });
        await using var imap = await RawImap.ConnectAsync(server.Kerio, secure: true);
        await imap.EnterAsync(server.Kerio, TwoBackends.User);
        Assert.True(await MeasureAsync(() => imap.CommandAsync("NOOP")) >= AtLeast);
    }

    [Fact]
    public async Task Answers_travel_together()
    {
        var clock = new FakeTimeProvider();
        var pipe = new Pipe();
        await using var line = new DelayLine(pipe.Writer.AsStream(), Latency, clock);
        for (var i = 0; i < 50; i++)
        {
            await line.WriteAsync(new[] { (byte)i });
        }

        Assert.False(pipe.Reader.TryRead(out _));
        clock.Advance(Latency);
        var arrived = await pipe.Reader.ReadAtLeastAsync(50);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (byte)i), arrived.Buffer.ToArray());
    }

    [Fact]
    public async Task Administration_calls_take_their_time()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Latency = Latency });
        using var client = await JsonRpcClient.SignInAsync(kerio);
        Assert.True(await MeasureAsync(() => client.CallAsync("Session.whoAmI")) >= AtLeast);
    }

    private static async Task<TimeSpan> MeasureAsync(Func<Task> action)
    {
        var clock = Stopwatch.StartNew();
        await action();
        return clock.Elapsed;
    }
}

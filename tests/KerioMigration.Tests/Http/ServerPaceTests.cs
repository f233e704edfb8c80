using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Model;
using KerioMigration.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KerioMigration.Tests.Http;

public sealed class ServerPaceTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task Everybody_waits_when_the_server_says_so()
    {
        var pace = new ServerPace("ex.example.org", 8, time);
        var waits = new List<PaceWait>();
        pace.Waiting += waits.Add;

        pace.SlowDown(Busy(TimeSpan.FromSeconds(60)));
        var callers = new[] { pace.EnterAsync(default), pace.EnterAsync(default) };
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.All(callers, c => Assert.False(c.IsCompleted));
        time.Advance(TimeSpan.FromSeconds(2));

        await Task.WhenAll(callers);
        var wait = Assert.Single(waits);
        Assert.Equal(("ex.example.org", TimeSpan.FromSeconds(60), "ErrorServerBusy"), (wait.Server, wait.Duration, wait.Code));
    }

    [Fact]
    public async Task Fewer_requests_run_after_a_busy_server_and_more_after_success()
    {
        var pace = new ServerPace("x", 8, time);
        pace.SlowDown(Busy(TimeSpan.FromSeconds(1)));
        pace.SlowDown(Busy(TimeSpan.FromSeconds(2)));
        Assert.Equal(4, pace.Allowed);
        time.Advance(TimeSpan.FromSeconds(3));
        var places = new List<IDisposable>();
        for (var i = 0; i < 4; i++)
        {
            places.Add(await pace.EnterAsync(default));
        }

        var fifth = pace.EnterAsync(default);
        Assert.False(fifth.IsCompleted);
        for (var i = 0; i < 5; i++)
        {
            pace.Succeeded();
        }

        await fifth;
        Assert.Equal(5, pace.Allowed);
        for (var i = 0; i < 100; i++)
        {
            pace.Succeeded();
        }

        Assert.Equal(8, pace.Allowed);
    }

    [Fact]
    public void Waits_without_a_time_from_the_server_double()
    {
        var pace = new ServerPace("x", 8, time);
        var waits = new List<TimeSpan>();
        pace.Waiting += w => waits.Add(w.Duration);
        for (var i = 0; i < 12; i++)
        {
            pace.SlowDown(Busy(null));
            time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal([2, 4, 8], waits.GetRange(0, 3).ConvertAll(w => w.TotalSeconds));
        Assert.Equal(300, waits[11].TotalSeconds);
    }

    [Fact]
    public void A_server_that_wants_days_is_asked_again_after_an_hour()
    {
        var pace = new ServerPace("x", 8, time);
        var waits = new List<TimeSpan>();
        pace.Waiting += w => waits.Add(w.Duration);
        pace.SlowDown(Busy(TimeSpan.FromDays(3)));

        Assert.Equal([TimeSpan.FromHours(1)], waits);
    }

    [Fact]
    public void Tells_how_long_it_was_made_to_wait_and_counts_overlapping_waits_once()
    {
        var pace = new ServerPace("x", 8, time);
        pace.SlowDown(Busy(TimeSpan.FromSeconds(60)));
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(20, pace.Waited.TotalSeconds);
        pace.SlowDown(Busy(TimeSpan.FromSeconds(30)));
        pace.SlowDown(Busy(TimeSpan.FromSeconds(50)));
        time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(70, pace.Waited.TotalSeconds);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_meanwhile_makes_no_wait_longer()
    {
        var jumping = new JumpingTime(time);
        var pace = new ServerPace("x", 8, jumping);
        pace.SlowDown(Busy(TimeSpan.FromSeconds(60)));
        var caller = pace.EnterAsync(default);
        jumping.Jump = TimeSpan.FromHours(-2);
        time.Advance(TimeSpan.FromSeconds(61));

        (await caller).Dispose();
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_take_a_place()
    {
        var pace = new ServerPace("x", 1, time);
        var held = await pace.EnterAsync(default);
        using var source = new CancellationTokenSource();
        var second = pace.EnterAsync(source.Token);
        var third = pace.EnterAsync(default);

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        held.Dispose();

        (await third).Dispose();
        (await pace.EnterAsync(default)).Dispose();
    }

    [Fact]
    public async Task Transient_failures_are_tried_again_and_final_ones_are_not()
    {
        var impatient = new ImpatientTime();
        var pipeline = RetryPipeline.Create(new ServerPace("x", 1, impatient), impatient);
        var calls = 0;

        await Assert.ThrowsAsync<MigrationException>(async () => await pipeline.ExecuteAsync(_ => Fail(FailureRemedy.Retry)));
        Assert.Equal(1 + RetryPipeline.TransientAttempts, calls);
        Assert.True(impatient.Waited > TimeSpan.FromSeconds(1));
        calls = 0;
        await Assert.ThrowsAsync<MigrationException>(async () => await pipeline.ExecuteAsync(_ => Fail(FailureRemedy.None)));
        Assert.Equal(1, calls);

        ValueTask Fail(FailureRemedy remedy)
        {
            calls++;
            throw new MigrationException(new Failure(FailureScope.Item, remedy, Reason.Unexpected, "x"));
        }
    }

    [Fact]
    public async Task A_busy_server_is_asked_as_long_as_it_serves_others()
    {
        var pace = new ServerPace("x", 8, time);
        var calls = 0;

        await RetryPipeline.Create(pace, time).ExecuteAsync(async _ =>
        {
            if (++calls < 10 * ServerPace.RefusalLimit)
            {
                // Just before it would be given up, the server serves a neighbour.
                await (calls % (ServerPace.RefusalLimit - 1) == 0 ? ServeAsync(pace) : default);
                Refuse(TimeSpan.FromSeconds(1));
            }
        });

        Assert.Equal(10 * ServerPace.RefusalLimit, calls);
    }

    [Theory]
    [InlineData(1, ServerPace.RefusalLimit)]
    [InlineData(3600, 4)]
    public async Task A_server_that_serves_nobody_is_given_up_until_it_serves_somebody(int seconds, int expected)
    {
        var pace = new ServerPace("x", 8, time);
        await ServeAsync(pace);

        Assert.Equal((expected, 1), (await AskAsync(pace, seconds), await AskAsync(pace, seconds)));
        await ServeAsync(pace);
        Assert.Equal(expected, await AskAsync(pace, seconds));
    }

    [Fact]
    public async Task Requests_that_are_refused_side_by_side_count_once()
    {
        var pace = new ServerPace("x", 8, time);
        for (var n = 1; n < ServerPace.RefusalLimit; n++)
        {
            for (var caller = 0; caller < 8; caller++)
            {
                pace.SlowDown(Busy(TimeSpan.FromSeconds(1)));
            }

            time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.False(pace.StandsStill);
        Assert.Equal(1, await AskAsync(pace, 1));
    }

    [Fact]
    public void To_be_told_of_one_refusal_twice_is_one_refusal()
    {
        var pace = new ServerPace("x", 8, time);
        var waits = 0;
        pace.Waiting += _ => waits++;
        var refusal = Busy(TimeSpan.FromSeconds(1));
        pace.SlowDown(refusal);
        time.Advance(TimeSpan.FromSeconds(2));
        pace.SlowDown(refusal);

        Assert.Equal(1, waits);
    }

    /// <summary>How often a request is sent to a server that has no time for it.</summary>
    private async Task<int> AskAsync(ServerPace pace, int seconds)
    {
        var calls = 0;
        await Assert.ThrowsAsync<MigrationException>(async () => await RetryPipeline.Create(pace, time).ExecuteAsync(_ =>
        {
            calls++;
            Refuse(TimeSpan.FromSeconds(seconds));
            return default;
        }));
        return calls;
    }

    private ValueTask ServeAsync(ServerPace pace) => RetryPipeline.Create(pace, time).ExecuteAsync(_ => default);

    /// <summary>The time that the server asked for before has passed.</summary>
    private void Refuse(TimeSpan wait)
    {
        time.Advance(TimeSpan.FromHours(1));
        throw new MigrationException(Busy(wait));
    }

    private static Failure Busy(TimeSpan? wait) =>
        new(FailureScope.Mailbox, FailureRemedy.RetryAfter, Reason.ServerBusy, "busy") { RetryAfter = wait, Code = "ErrorServerBusy" };
}

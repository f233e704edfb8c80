using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Http;

/// <summary>A server asked to wait.</summary>
public sealed record PaceWait(string Server, TimeSpan Duration, DateTimeOffset Until, string? Code);

/// <summary>
/// How fast one server is asked, shared by all that ask it. When it says "slow down", everybody waits, and fewer requests run at the
/// same time afterwards; success lets them grow again up to the limit. Safe from any thread.
/// </summary>
public sealed class ServerPace(string server, int limit, TimeProvider time)
{
    // Without a time from the server (Exchange gives none for its MaxConcurrency policy) waits begin here and double.
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>A server that asks for more is asked again after this time: nobody should sleep for days because of a wrong clock.</summary>
    public static readonly TimeSpan LongestToldWait = TimeSpan.FromHours(1);

    /// <summary>A server that refused so many times in a row, each after its time, and completed nothing meanwhile, stands still.</summary>
    public const int RefusalLimit = 60;

    /// <summary>So does one that let everybody wait for so long.</summary>
    public static readonly TimeSpan WaitLimit = TimeSpan.FromHours(4);

    private readonly object gate = new();
    private readonly LinkedList<TaskCompletionSource<bool>> queue = new();
    private int running;
    private double allowed = limit;
    private int busyInARow;
    private int refusals;
    private Failure? lastRefusal;

    // By the clock that nobody sets: a wait must not become hours when the time of day is corrected meanwhile.
    private long until;
    private TimeSpan asked;
    private TimeSpan askedBeforeProgress;

    /// <summary>Raised for every new wait, on the thread that met it. Must not throw.</summary>
    public event Action<PaceWait>? Waiting;

    /// <summary>Requests that may run now.</summary>
    public int Allowed => (int)Volatile.Read(ref allowed);

    /// <summary>How long the server has made us wait so far; waits that overlap count once.</summary>
    public TimeSpan Waited
    {
        get
        {
            lock (gate)
            {
                return asked - Left();
            }
        }
    }

    /// <summary>Nobody's request was completed for so long that asking again is no use. The next one that is completed ends it.</summary>
    public bool StandsStill
    {
        get
        {
            lock (gate)
            {
                return refusals >= RefusalLimit || asked - askedBeforeProgress >= WaitLimit;
            }
        }
    }

    /// <summary>Waits for the server's time and for a free place; dispose the place when the answer is read.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await WaitForPlaceAsync(cancellationToken).ConfigureAwait(false);
        var place = new Place(this);
        try
        {
            while (Remaining() is { } wait)
            {
                await time.Delay(wait, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            place.Dispose();
            throw;
        }

        return place;
    }

    /// <summary>
    /// The server asked to wait: for <paramref name="failure"/>'s time, or for ours when it named none. To be told of the same failure
    /// again changes nothing.
    /// </summary>
    public void SlowDown(Failure failure)
    {
        PaceWait? wait = null;
        lock (gate)
        {
            if (ReferenceEquals(failure, lastRefusal))
            {
                return;
            }

            lastRefusal = failure;
            var duration = failure.RetryAfter is { } told && told > TimeSpan.Zero ? Shorter(told, LongestToldWait) : OwnWait();
            var remaining = Left();
            if (duration > remaining)
            {
                // Requests that were under way when the server got busy come back busy too: they count once.
                if (remaining == TimeSpan.Zero)
                {
                    busyInARow++;
                    refusals++;
                    allowed = Math.Max(1, allowed / 2);
                }

                until = time.GetTimestamp() + (long)(duration.TotalSeconds * time.TimestampFrequency);
                asked += duration - remaining;
                wait = new PaceWait(server, duration, time.GetUtcNow() + duration, failure.Code);
            }
        }

        if (wait is not null)
        {
            Waiting?.Invoke(wait);
        }
    }

    /// <summary>A request was served: one more place after as many successes as there are places.</summary>
    public void Succeeded()
    {
        lock (gate)
        {
            busyInARow = 0;
            if (allowed < limit)
            {
                allowed = Math.Min(limit, allowed + (1 / allowed));
                AdmitWaiting();
            }
        }
    }

    /// <summary>
    /// Something that was asked for is done. More than <see cref="Succeeded"/>: a good answer may hold the refusal of everything in it.
    /// </summary>
    public void Progressed()
    {
        lock (gate)
        {
            refusals = 0;
            askedBeforeProgress = asked;
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private TimeSpan OwnWait() => Shorter(TimeSpan.FromTicks(FirstWait.Ticks << Math.Min(busyInARow, 10)), LongestWait);

    private TimeSpan? Remaining()
    {
        lock (gate)
        {
            return Left() is var left && left > TimeSpan.Zero ? left : null;
        }
    }

    private TimeSpan Left()
    {
        var ticks = until - time.GetTimestamp();
        return ticks > 0 ? TimeSpan.FromSeconds(Math.Ceiling(ticks * 1000.0 / time.TimestampFrequency) / 1000) : TimeSpan.Zero;
    }

    private async Task WaitForPlaceAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource<bool> turn;
        lock (gate)
        {
            if (running < (int)allowed)
            {
                running++;
                return;
            }

            turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            queue.AddLast(turn);
        }

        using (cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken)))
        {
            await turn.Task.ConfigureAwait(false);
        }
    }

    private void AdmitWaiting()
    {
        while (running < (int)allowed && queue.First is { } first)
        {
            queue.RemoveFirst();
            if (first.Value.TrySetResult(true))
            {
                running++;
            }
        }
    }

    private void Leave()
    {
        lock (gate)
        {
            running--;
            AdmitWaiting();
        }
    }

    private sealed class Place(ServerPace pace) : IDisposable
    {
        private ServerPace? held = pace;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Leave();
    }
}

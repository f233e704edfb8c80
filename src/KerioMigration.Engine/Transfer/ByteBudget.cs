using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// Bounds the bytes that a mailbox holds between reading and writing. First come, first served, so that a large claim is not starved by
/// small ones. Any thread.
/// </summary>
public sealed class ByteBudget
{
    private readonly object gate = new();
    private readonly Queue<Claim> waiting = new();
    private readonly long limit;
    private long held;

    public ByteBudget(long limit) => this.limit = limit;

    /// <summary>Waits until the bytes are free. A claim larger than the whole budget is cut to it: it then runs alone.</summary>
    /// <returns>What was taken: give exactly this back to <see cref="Release"/>.</returns>
    public async Task<long> AcquireAsync(long bytes, CancellationToken cancellationToken)
    {
        var claim = new Claim(Math.Min(bytes, limit));
        lock (gate)
        {
            waiting.Enqueue(claim);
            Grant();
        }

        using (cancellationToken.Register(static state => ((Claim)state!).Cancel(), claim))
        {
            await claim.Granted.ConfigureAwait(false);
        }

        return claim.Bytes;
    }

    public void Release(long bytes)
    {
        lock (gate)
        {
            held -= bytes;
            Grant();
        }
    }

    private void Grant()
    {
        while (waiting.Count > 0 && held + waiting.Peek().Bytes <= limit)
        {
            var claim = waiting.Dequeue();
            if (claim.TryGrant())
            {
                held += claim.Bytes;
            }
        }

        while (waiting.Count > 0 && waiting.Peek().IsCancelled)
        {
            waiting.Dequeue();
        }
    }

    private sealed class Claim(long bytes)
    {
        private readonly TaskCompletionSource<bool> source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Bytes { get; } = bytes;

        public Task Granted => source.Task;

        public bool IsCancelled => source.Task.IsCanceled;

        public bool TryGrant() => source.TrySetResult(true);

        public void Cancel() => source.TrySetCanceled();
    }
}

using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>
/// The one writer of this process. While one transaction is on its way to the disk, the steps that arrive queue up and share the next:
/// many mailboxes pay for one disk write. A step that fails fails alone.
/// </summary>
internal sealed class LedgerWriter : IAsyncDisposable
{
    private const int StepsPerTransaction = 64;

    private readonly Channel<WriteStep> queue = Channel.CreateUnbounded<WriteStep>(new UnboundedChannelOptions { SingleReader = true });
    private readonly LedgerDatabase database;
    private readonly string path;
    private readonly Task loop;

    /// <param name="database">Owned from here on.</param>
    public LedgerWriter(LedgerDatabase database, string path)
    {
        this.database = database;
        this.path = path;
        loop = Task.Run(CarryAllAsync);
    }

    /// <summary>
    /// Carries out the step and gives its result once it is on disk. A step that is cancelled while it waits is not carried out; one
    /// that has begun is finished.
    /// </summary>
    public Task<T> RunAsync<T>(Func<LedgerDatabase, T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var step = new WriteStep<T>(work, cancellationToken);
        return queue.Writer.TryWrite(step) ? step.Task : Task.FromException<T>(new ObjectDisposedException(nameof(SqliteLedger)));
    }

    /// <summary>Finishes what is queued and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop.ConfigureAwait(false);
        database.Dispose();
    }

    private async Task CarryAllAsync()
    {
        var steps = new List<WriteStep>(StepsPerTransaction);
        while (await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (steps.Count < StepsPerTransaction && queue.Reader.TryRead(out var step))
            {
                if (step.TryStart())
                {
                    steps.Add(step);
                }
            }

            Carry(steps);
            steps.Clear();
        }
    }

    private void Carry(List<WriteStep> steps)
    {
        if (steps.Count == 0 || (steps.Count > 1 && TryCarry(steps) is null))
        {
            return;
        }

        foreach (var step in steps)
        {
            if (TryCarry([step]) is { } error)
            {
                step.Fail(error);
            }
        }
    }

    /// <summary>One transaction; null when it is on disk, and the steps are completed.</summary>
    private Exception? TryCarry(IReadOnlyList<WriteStep> steps)
    {
        try
        {
            LedgerFile.Guard(path, () => database.Write(d =>
            {
                foreach (var step in steps)
                {
                    step.Run(d);
                }

                return true;
            }));
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to the caller of the step; the writer lives on for the others.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return e;
        }

        foreach (var step in steps)
        {
            step.Complete();
        }

        return null;
    }
}

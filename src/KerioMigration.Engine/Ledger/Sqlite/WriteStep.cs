using System;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>Something that a caller wants written, in one piece.</summary>
internal abstract class WriteStep
{
    /// <summary>False when the caller gave up before its turn came. From true on the step cannot be cancelled.</summary>
    public abstract bool TryStart();

    /// <summary>May run twice: again alone when the transaction that it shared failed.</summary>
    public abstract void Run(LedgerDatabase database);

    /// <summary>It is on disk.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

internal sealed class WriteStep<T> : WriteStep
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<LedgerDatabase, T> work;
    private readonly CancellationTokenRegistration registration;
    private int taken;
    private T? result;

    public WriteStep(Func<LedgerDatabase, T> work, CancellationToken cancellationToken)
    {
        this.work = work;
        registration = cancellationToken.Register(() => Cancel(cancellationToken));
    }

    public Task<T> Task => completion.Task;

    public override bool TryStart() => Interlocked.Exchange(ref taken, 1) == 0;

    public override void Run(LedgerDatabase database) => result = work(database);

    public override void Complete()
    {
        registration.Dispose();
        completion.TrySetResult(result!);
    }

    public override void Fail(Exception exception)
    {
        registration.Dispose();
        completion.TrySetException(exception);
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref taken, 1) == 0)
        {
            completion.TrySetCanceled(cancellationToken);
        }
    }
}

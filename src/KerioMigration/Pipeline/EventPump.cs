using System;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Pipeline;

/// <summary>
/// Brings what the engine says on its threads to the cmdlet's thread, the only one that may write to the pipeline. The queue is bounded:
/// a slow pipeline holds the engine back.
/// </summary>
internal sealed class EventPump : IDisposable
{
    private const int Capacity = 1024;

    private readonly BlockingCollection<Entry> queue = new(Capacity);

    /// <summary>Any thread; returns when there is room.</summary>
    /// <param name="action">Carried out on the cmdlet's thread.</param>
    /// <param name="whenStopped">Instead of it once the pipeline takes no more output; must not write to it.</param>
    public void Post(Action action, Action? whenStopped = null)
    {
        try
        {
            queue.Add(new Entry(action, whenStopped));
        }
        catch (InvalidOperationException)
        {
            // The work has ended; what a straggler still says is too late to matter.
        }
    }

    /// <summary>Lets the cmdlet's thread compute something, for example by running a script block.</summary>
    public async Task<T> AskAsync<T>(Func<T> question, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = cancellationToken.Register(() => answer.TrySetCanceled());
        Post(() => Answer(question, answer), () => answer.TrySetCanceled());
        return await answer.Task;
    }

    /// <summary>
    /// Carries out <paramref name="work"/> on the pool and everything it posts on this thread, until the work has ended. When a posted
    /// action throws (the pipeline was stopped, or Select-Object has enough), the work is cancelled, waited for, and the exception passes.
    /// </summary>
    public void Run(Func<CancellationToken, Task> work, CancellationTokenSource stop)
    {
        ExceptionDispatchInfo? failure = null;
        _ = Task.Run(() => CarryOutAsync(work, stop.Token), CancellationToken.None);
        ExceptionDispatchInfo? refusal = null;
        foreach (var entry in queue.GetConsumingEnumerable())
        {
            if (entry.Failure is not null)
            {
                failure = entry.Failure;
            }
            else if (refusal is not null)
            {
                entry.WhenStopped?.Invoke();
            }
            else
            {
                refusal = Try(entry.Action, stop);
                if (refusal?.SourceException is PipelineStoppedException)
                {
                    // Its object came to nobody.
                    entry.WhenStopped?.Invoke();
                }
            }
        }

        refusal?.Throw();
        failure?.Throw();
    }

    public void Dispose() => queue.Dispose();

    private static ExceptionDispatchInfo? Try(Action action, CancellationTokenSource stop)
    {
        try
        {
            action();
            return null;
        }
#pragma warning disable CA1031 // Whatever it is, the work must end before it passes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            stop.Cancel();
            return ExceptionDispatchInfo.Capture(exception);
        }
    }

    private static void Answer<T>(Func<T> question, TaskCompletionSource<T> answer)
    {
        try
        {
            answer.TrySetResult(question());
        }
#pragma warning disable CA1031 // It belongs to whoever asked.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            answer.TrySetException(exception);
        }
    }

    private async Task CarryOutAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
        }
#pragma warning disable CA1031 // It is thrown again on the cmdlet's thread.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            queue.Add(new Entry(() => { }, null) { Failure = ExceptionDispatchInfo.Capture(exception) }, CancellationToken.None);
        }
        finally
        {
            queue.CompleteAdding();
        }
    }

    private sealed record Entry(Action Action, Action? WhenStopped)
    {
        public ExceptionDispatchInfo? Failure { get; init; }
    }
}

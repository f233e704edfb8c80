using System;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>What ends a run early: its caller, its time limit, or a failure of the whole run. Any thread.</summary>
internal sealed class RunStop : IDisposable
{
    private readonly CancellationTokenSource deadline;
    private readonly CancellationTokenSource stop;
    private readonly CancellationToken caller;
    private readonly TimeSpan? timeLimit;

    /// <param name="timeLimit">Counted from now; null for none.</param>
    public RunStop(TimeProvider time, TimeSpan? timeLimit, CancellationToken caller)
    {
        this.timeLimit = timeLimit;
        this.caller = caller;
        deadline = timeLimit is { } limit ? time.CreateCancellationTokenSource(limit) : new CancellationTokenSource();
        stop = CancellationTokenSource.CreateLinkedTokenSource(caller, deadline.Token);
    }

    public CancellationToken Token => stop.Token;

    /// <summary>The time limit has passed, and nobody stopped the run before.</summary>
    public bool IsTimeUp => deadline.IsCancellationRequested && !caller.IsCancellationRequested;

    /// <summary>No further mailbox is begun, those in work end.</summary>
    public void Cancel() => stop.Cancel();

    /// <summary>Of a mailbox that was in work.</summary>
    public Failure Interrupted(UserMapping user) => Early(
        Reason.Interrupted,
        IsTimeUp ? $"The time limit of {timeLimit:c} ended the migration of {user}." : $"The migration of {user} was interrupted.");

    /// <summary>Of a mailbox whose turn had not come when the time was up.</summary>
    public Failure NotReached(UserMapping user) => Early(Reason.NotReached, $"The time limit of {timeLimit:c} passed before the turn of {user} came.");

    public void Dispose()
    {
        stop.Dispose();
        deadline.Dispose();
    }

    private static Failure Early(Reason reason, string message) => new(FailureScope.Mailbox, FailureRemedy.Retry, reason, message + " Run it again to go on.");
}

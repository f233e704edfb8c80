using System;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using Polly;
using Polly.Retry;

namespace KerioMigration.Engine.Http;

/// <summary>
/// The one way in which reading and other repeatable calls are tried again. Looks at nothing but <see cref="Failure.Remedy"/>, and at what
/// else the server has done meanwhile.
/// </summary>
public static class RetryPipeline
{
    public const int TransientAttempts = 5;

    /// <param name="transientAttempts">0 for calls where only "busy, nothing done" may be repeated.</param>
    public static ResiliencePipeline Create(ServerPace pace, TimeProvider time, int transientAttempts = TransientAttempts)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(WhileServing(pace));
        return (transientAttempts > 0 ? builder.AddRetry(Transient(transientAttempts)) : builder).Build();
    }

    /// <summary>
    /// A busy server is asked again as long as it gets anything done, for this request or for others: one request can lose to its
    /// neighbours again and again, and that is no reason to end a mailbox. The server's time is waited for in
    /// <see cref="ServerPace.EnterAsync"/> by every caller, so none is added here.
    /// </summary>
    private static RetryStrategyOptions WhileServing(ServerPace pace) => new()
    {
        ShouldHandle = arguments => new ValueTask<bool>(IsWorthAsking(pace, arguments.Outcome.Exception)),
        MaxRetryAttempts = int.MaxValue,
        Delay = TimeSpan.Zero,
        BackoffType = DelayBackoffType.Constant,
    };

    private static bool IsWorthAsking(ServerPace pace, Exception? exception)
    {
        if (exception is null)
        {
            pace.Progressed();
        }
        else if (exception is MigrationException { Failure: { Remedy: FailureRemedy.RetryAfter } failure })
        {
            pace.SlowDown(failure);
            return !pace.StandsStill;
        }

        return false;
    }

    private static RetryStrategyOptions Transient(int attempts) => new()
    {
        ShouldHandle = arguments => new ValueTask<bool>(arguments.Outcome.Exception is MigrationException { Failure.Remedy: FailureRemedy.Retry }),
        MaxRetryAttempts = attempts,
        Delay = TimeSpan.FromSeconds(1),
        MaxDelay = TimeSpan.FromSeconds(30),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
    };
}

using System;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using Polly;
using Polly.Retry;

namespace KerioMigration.Engine.Http;

/// <summary>
/// The one way in which reading and other repeatable calls are tried again. Looks at nothing but <see cref="Failure.Remedy"/>.
/// </summary>
public static class RetryPipeline
{
    /// <summary>
    /// A busy server is asked this often before we give up; each time its own back-off has passed (see <see cref="ServerPace"/>). Many,
    /// because one request can lose to its neighbours again and again while the server serves those: that is no reason to end a mailbox.
    /// </summary>
    public const int BusyAttempts = 60;

    public const int TransientAttempts = 5;

    /// <param name="transientAttempts">0 for calls where only "busy, nothing done" may be repeated.</param>
    public static ResiliencePipeline Create(TimeProvider time, int transientAttempts = TransientAttempts)
    {
        // The server's time is waited for in ServerPace.EnterAsync by every caller, so none is added here.
        var builder = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(Strategy(FailureRemedy.RetryAfter, BusyAttempts, TimeSpan.Zero));
        return (transientAttempts > 0 ? builder.AddRetry(Strategy(FailureRemedy.Retry, transientAttempts, TimeSpan.FromSeconds(1))) : builder).Build();
    }

    private static RetryStrategyOptions Strategy(FailureRemedy remedy, int attempts, TimeSpan delay) => new()
    {
        ShouldHandle = arguments => new ValueTask<bool>(
            arguments.Outcome.Exception is MigrationException { Failure: { } failure } && failure.Remedy == remedy),
        MaxRetryAttempts = attempts,
        Delay = delay,
        MaxDelay = TimeSpan.FromSeconds(30),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = delay > TimeSpan.Zero,
    };
}

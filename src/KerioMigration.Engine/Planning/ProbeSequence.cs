using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>Runs the steps of a probe one after the other and makes a row of each; a failed step skips those that need it.</summary>
internal sealed class ProbeSequence(Func<string> server, TimeProvider time)
{
    public async IAsyncEnumerable<ConnectionCheck> RunAsync(IEnumerable<ProbeStep> steps, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var everythingFailed = false;
        HashSet<string> failedGroups = new(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            if (everythingFailed || (step.Group is not null && failedGroups.Contains(step.Group)))
            {
                yield return Check(step, CheckResult.Skipped) with { Detail = "A check before it failed." };
                continue;
            }

            var check = await RunStepAsync(step, cancellationToken).ConfigureAwait(false);
            if (check.Result == CheckResult.Failed)
            {
                everythingFailed |= step.Group is null;
                failedGroups.Add(step.Group ?? "");
            }

            yield return check;
        }
    }

    private async Task<ConnectionCheck> RunStepAsync(ProbeStep step, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        try
        {
            var outcome = await step.Run(cancellationToken).ConfigureAwait(false);
            return Check(step, outcome.Result) with { Detail = outcome.Detail, Remedy = outcome.Remedy, Reason = outcome.Reason, Duration = time.GetElapsedTime(start) };
        }
        catch (MigrationException e)
        {
            return Failed(step, e.Failure.Reason, e.Failure.Message) with { Duration = time.GetElapsedTime(start) };
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return Failed(step, Reason.Unexpected, e.Message) with { Duration = time.GetElapsedTime(start) };
        }
    }

    // Messages say first what was seen and then what to do.
    private ConnectionCheck Failed(ProbeStep step, Reason reason, string message)
    {
        var cut = message.IndexOf(". ", StringComparison.Ordinal);
        return Check(step, CheckResult.Failed) with
        {
            Reason = reason,
            Detail = cut > 0 ? message.Substring(0, cut + 1) : message,
            Remedy = cut > 0 ? message.Substring(cut + 2) : "",
        };
    }

    private ConnectionCheck Check(ProbeStep step, CheckResult result) => new() { Server = server(), Check = step.Name, Result = result };
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Undo;

/// <summary>Undoes mailboxes one after the other, then groups.</summary>
public static class UndoRunner
{
    /// <summary>
    /// A failure of a mailbox or group ends it alone and is told by its last event. After cancellation the one in work ends as Interrupted
    /// within seconds, and no other is begun. Safe to repeat.
    /// </summary>
    /// <exception cref="MigrationException">Scope Run: sign-in refused, ledger unusable.</exception>
    public static async Task RunAsync(UndoContext context, RunEntry entry, IReadOnlyList<UndoTarget> targets, CancellationToken cancellationToken)
    {
        var runId = await context.Ledger.StartRunAsync(entry, cancellationToken).ConfigureAwait(false);
        Failure? fatal = null;
        foreach (var target in targets.OrderBy(t => t.IsGroup))
        {
            if (fatal is null && !cancellationToken.IsCancellationRequested)
            {
                // Groups may stand in the rights on folders of mailboxes: after these.
                var failure = target.IsGroup
                    ? await new GroupUndo(context, target.Address).RunAsync(cancellationToken).ConfigureAwait(false)
                    : await MailboxUndo.RunAsync(context, target, runId, cancellationToken).ConfigureAwait(false);
                fatal = failure?.Scope == FailureScope.Run ? failure : null;
            }
        }

        var state = fatal is not null ? RunState.Failed : cancellationToken.IsCancellationRequested ? RunState.Interrupted : RunState.Completed;
        await context.Ledger.EndRunAsync(runId, state, context.Waited(), CancellationToken.None).ConfigureAwait(false);
        if (fatal is not null)
        {
            throw new MigrationException(fatal);
        }
    }
}

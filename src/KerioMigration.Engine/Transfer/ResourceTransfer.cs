using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>Makes a resource of a mailbox, and says what of it has no place there.</summary>
internal sealed class ResourceTransfer(MigrationContext context, UserMapping user, IMailboxLedger ledger, MailboxEvents events)
{
    /// <param name="tree">What the mailbox holds; a resource is only made for one that can be read.</param>
    public async Task RunAsync(SourceTree tree, CancellationToken cancellationToken)
    {
        var known = await ledger.ReadFoldersAsync(cancellationToken).ConfigureAwait(false);
        if (known.Any(f => f.DestinationFullName is not null))
        {
            throw new MigrationException(new Failure(
                FailureScope.Mailbox,
                FailureRemedy.None,
                Reason.InvalidInput,
                $"Earlier runs carried {user} into an account, and the ledger keeps one destination for a mailbox. Undo that first, or migrate it without -ResourceMailbox Resource."));
        }

        var detail = await ResourceLosses.ReadAsync(context.Endpoints, context.Options, user, cancellationToken).ConfigureAwait(false);
        var ensured = await context.Endpoints.ResourceDirectory.EnsureAsync(user, cancellationToken).ConfigureAwait(false);
        await ledger.SetAccountAsync(ensured.Resource.Address, ensured.Created, cancellationToken).ConfigureAwait(false);
        events.Ensured(ensured);
        var plans = ResourcePlan.Map(tree.Folders, context.Options);
        await Task.WhenAll(plans.Select(p => ledger.PutFolderAsync(MailboxPlanner.EntryOf(p), cancellationToken))).ConfigureAwait(false);
        events.Planned(new MailboxPlan { User = user, Resource = ensured.Resource, Folders = plans });
        events.Held(plans, ResourcePlan.Obstacle(user, ensured.Resource.Address));
        await AccountTransfer.NoteLegacyNamesAsync(ledger, detail, cancellationToken).ConfigureAwait(false);
        foreach (var part in ResourceLosses.Of(context.Options, detail, ensured.Resource.Address))
        {
            events.Parts.Begin(part.Part);
            events.Parts.Carried(part.Part, part.Place, part.Count, part.Losses);
        }

        await events.Parts.KeepAsync(ledger, cancellationToken).ConfigureAwait(false);
    }
}

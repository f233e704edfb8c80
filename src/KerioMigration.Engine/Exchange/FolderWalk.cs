using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>
/// Lists a folder that does not synchronize: every time all of its items, in order of creation, each page beginning with the last item of the
/// one before, so that a deletion in between cannot make an item slip through unseen. Edited is what was modified since the last walk
/// began, by the server's clock.
/// </summary>
internal sealed class FolderWalk(EwsClient client, EwsContext context)
{
    private const int PageSize = 500;

    /// <summary>The server's clock is not further from ours than twice what Kerberos allows.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(10);

    public async Task<ChangePage> ListAsync(string folder, string? cursor, CancellationToken cancellationToken)
    {
        var at = WalkPosition.Parse(cursor);
        if (at.IsResting)
        {
            at = at with { Next = await FindLastChangeAsync(folder, cancellationToken).ConfigureAwait(false) };
        }

        var asked = Math.Max(0, at.Passed - 1);
        var page = await FindAsync(new FindItem(EwsFolderId.Of(folder), asked, PageSize), cancellationToken).ConfigureAwait(false);
        var isNext = at.Passed > 0 && page.Entries.Count > 0 && page.Entries[0].Id == at.LastId;
        if (at.Passed > 0 && !isNext)
        {
            at = at with { Restarts = at.Restarts + 1 };
            if (!at.HasGaps)
            {
                (at, asked) = (at with { Passed = 0 }, 0);
                page = await FindAsync(new FindItem(EwsFolderId.Of(folder), asked, PageSize), cancellationToken).ConfigureAwait(false);
            }
        }

        return Describe(at, page, page.After(asked), isNext ? 1 : 0);
    }

    private static ChangePage Describe(WalkPosition at, Page<EwsItem> page, int? next, int known)
    {
        // An answer that ends without saying so may have left something out.
        var isWhole = !at.HasGaps && (next is not null || page.IncludesLast);
        var entries = page.Entries.Skip(known).ToList();
        var isLast = next is null || entries.Count == 0;
        var then = isLast ? new WalkPosition(at.Next, 0, 0, 0, "") : at with { Passed = next!.Value, LastId = entries[entries.Count - 1].Id };
        return new ChangePage([.. entries.Select(e => new ItemChange(TypeOf(e, at.Since), ItemListing.Describe(e)))], then.ToString(), isLast)
        {
            Inventory = !isWhole ? Inventory.None : at.Passed == 0 ? Inventory.First : Inventory.Further,
        };
    }

    private static ItemChangeType TypeOf(EwsItem item, long? since) => since is null || item.Modified?.UtcTicks < since ? ItemChangeType.Created : ItemChangeType.Updated;

    /// <summary>
    /// From when on an item counts as edited the next time: after the youngest change of all. Times come in seconds, and as long as that second may
    /// not be over another change may get the same time.
    /// </summary>
    private async Task<long> FindLastChangeAsync(string folder, CancellationToken cancellationToken)
    {
        var page = await FindAsync(new FindItem(EwsFolderId.Of(folder), 0, 1) { ByModification = true }, cancellationToken).ConfigureAwait(false);
        var last = page.Entries.Select(e => e.Modified?.UtcTicks ?? 0).FirstOrDefault();
        return last < (client.Time.GetUtcNow() - ClockDifference).UtcTicks ? last + 1 : last;
    }

    private async Task<Page<EwsItem>> FindAsync(FindItem operation, CancellationToken cancellationToken)
    {
        var response = await client.SendSingleAsync(operation, context, FailureScope.Folder, cancellationToken).ConfigureAwait(false);
        return response.Error is { } error && response.Payload is null
            ? throw new MigrationException(client.Classify(error, FailureScope.Folder, context))
            : response.Payload ?? new Page<EwsItem>([], null, true);
    }
}

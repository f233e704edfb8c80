using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>One folder on its way: finds out what is to be carried, and settles what an earlier end left open.</summary>
internal sealed class FolderTransfer
{
    private readonly FolderPlan plan;
    private readonly FolderEntry entry;
    private readonly IMailboxLedger ledger;
    private readonly ISourceMailbox source;
    private readonly IDestinationMailbox destination;
    private readonly ItemSelection selection;
    private DestinationFolder? prepared;
    private string? mark;
    private string? cursor;
    private bool isReopened;

    public FolderTransfer(
        FolderPlan plan,
        FolderEntry entry,
        IMailboxLedger ledger,
        ISourceMailbox source,
        IDestinationMailbox destination,
        ItemSelection selection)
    {
        this.plan = plan;
        this.entry = entry;
        this.ledger = ledger;
        this.source = source;
        this.destination = destination;
        this.selection = selection;
        mark = entry.Mark;
        cursor = entry.Cursor;
    }

    public long Id => entry.Id;

    public string SourcePath => entry.SourcePath;

    /// <summary>Levels below the root at the destination.</summary>
    public int Depth => plan.Target!.Path.Count;

    /// <summary>A write ended without an answer: what it did is looked up once the pipeline is quiet.</summary>
    public bool IsInDoubt { get; set; }

    /// <summary>The only items to be carried, out of those that earlier runs left open; the source is not listed then. Null for all.</summary>
    public IReadOnlyCollection<string>? Only { get; init; }

    /// <summary>Why the folder was given up; the rest of the mailbox goes on.</summary>
    public Failure? Failure { get; set; }

    public bool IsPrepared => prepared is not null;

    /// <summary>The folder at the destination; only after <see cref="PrepareAsync"/>.</summary>
    public DestinationFolder Destination => prepared ?? throw new InvalidOperationException("The folder is not prepared.");

    /// <summary>
    /// Everything to be carried, page by page: what earlier runs left open first, then what the source lists. Each page is in the
    /// ledger, together with the cursor behind it, before it is given out: from then on an item cannot be forgotten. A second call gives
    /// what happened since.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<ItemRef>> ListAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (prepared is null && (await ledger.ReadIntentsAsync(Id, cancellationToken).ConfigureAwait(false)).Count > 0)
        {
            // An earlier run ended in the middle of a write.
            await PrepareAsync(cancellationToken).ConfigureAwait(false);
        }

        if (!isReopened)
        {
            yield return await ReopenAsync(cancellationToken).ConfigureAwait(false);
            isReopened = true;
        }

        if (Only is not null)
        {
            yield break;
        }

        bool isLast;
        HashSet<string>? named = null;
        do
        {
            var page = await source.ListChangesAsync(plan.Source, cursor, cancellationToken).ConfigureAwait(false);
            var listings = page.Changes.Select(ListingOf).ToList();
            named = page.Inventory switch { Inventory.First => new HashSet<string>(StringComparer.Ordinal), Inventory.Further => named, _ => null };
            named?.UnionWith(page.Changes.Select(c => c.Item.Id));
            if (page.IsLast && named is not null)
            {
                listings.AddRange(await FindGoneAsync(named, cancellationToken).ConfigureAwait(false));
            }

            var carried = await ledger.RecordAsync(Id, listings, page.Cursor, page.IsLast, cancellationToken).ConfigureAwait(false);
            yield return carried;
            (cursor, isLast) = (page.Cursor, page.IsLast);
        }
        while (!isLast);
    }

    /// <summary>What is still to be carried after <see cref="ResolveAsync(CancellationToken)"/>.</summary>
    public async Task<IReadOnlyList<ItemRef>> ReadPendingAsync(CancellationToken cancellationToken)
    {
        var open = await ledger.ReadOpenAsync(Id, cancellationToken).ConfigureAwait(false);
        return [.. open.Where(e => e.State == ItemState.Pending && IsWanted(e)).Select(e => e.Item)];
    }

    /// <summary>Makes sure of the folder at the destination. Must come before the first intent; further calls do nothing.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (prepared is not null)
        {
            return;
        }

        var folder = await destination.EnsureFolderAsync(plan.Target!, cancellationToken).ConfigureAwait(false);
        await ResolveAsync(folder, cancellationToken).ConfigureAwait(false);
        await ledger.SetMarkAsync(Id, folder.FullName, folder.Mark, folder.Created, cancellationToken).ConfigureAwait(false);
        mark = folder.Mark;
        prepared = folder;
    }

    /// <summary>Finds out what became of intended items: confirms those that are there, withdraws the others.</summary>
    public async Task ResolveAsync(CancellationToken cancellationToken)
    {
        await ResolveAsync(Destination, cancellationToken).ConfigureAwait(false);
        IsInDoubt = false;
    }

    private Task ResolveAsync(DestinationFolder folder, CancellationToken cancellationToken) =>
        IntentResolution.RunAsync(ledger, Id, destination, folder, mark, cancellationToken);

    /// <summary>Items of earlier runs, judged anew: filters may have changed, and what failed is tried again.</summary>
    private async Task<IReadOnlyList<ItemRef>> ReopenAsync(CancellationToken cancellationToken)
    {
        var open = await ledger.ReadOpenAsync(Id, cancellationToken).ConfigureAwait(false);
        var judged = open.Where(IsWanted).Select(e => (Entry: e, Listing: ListingOf(new ItemChange(ItemChangeType.Created, e.Item)))).ToList();
        var changed = judged.Where(j => j.Entry.State != j.Listing.State || j.Entry.Reason != j.Listing.Reason).ToList();
        await ledger.SetOpenAsync(Id, [.. changed.Select(j => j.Listing)], cancellationToken).ConfigureAwait(false);
        return [.. judged.Where(j => j.Listing.State == ItemState.Pending).Select(j => j.Entry.Item)];
    }

    /// <summary>Known items that a listing of everything did not name.</summary>
    private async Task<IEnumerable<ItemListing>> FindGoneAsync(HashSet<string> named, CancellationToken cancellationToken)
    {
        var open = await ledger.ReadOpenAsync(Id, cancellationToken).ConfigureAwait(false);
        var intended = await ledger.ReadIntentsAsync(Id, cancellationToken).ConfigureAwait(false);
        var carried = await ledger.ReadCarriedAsync(Id, cancellationToken).ConfigureAwait(false);
        return open.Select(o => o.Item.Id).Concat(intended.Select(i => i.SourceId)).Concat(carried.Select(c => c.SourceId))
            .Where(id => !named.Contains(id))
            .Select(id => ListingOf(new ItemChange(ItemChangeType.Deleted, new ItemRef { Id = id })));
    }

    private bool IsWanted(ItemEntry item) => Only?.Contains(item.Item.Id) != false;

    private ItemListing ListingOf(ItemChange change)
    {
        var item = ItemKinds.InFolder(change.Item, plan.Source.Kind);
        var reason = selection.Judge(item) is var choice and not Reason.None ? choice : IsWritable(item) ? Reason.None : Reason.NoDestinationSignIn;
        var state = reason switch { Reason.None => ItemState.Pending, Reason.NoDestinationSignIn => ItemState.Held, _ => ItemState.Filtered };
        return new ItemListing(item, state) { Reason = reason, Change = change.Type, IsRead = change.IsRead };
    }

    // A folder of contacts holds lists, too, and they have a door of their own.
    private bool IsWritable(ItemRef item) => destination.Traits.Kinds.Contains(ItemKinds.FolderKind(item.Kind));
}

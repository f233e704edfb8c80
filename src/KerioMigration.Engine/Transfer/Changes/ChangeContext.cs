using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer.Changes;

/// <summary>What everybody who follows changes of one mailbox needs.</summary>
internal sealed class ChangeContext
{
    private const int ItemsPerRequest = 500;

    private readonly IReadOnlyList<FolderEntry> entries;
    private readonly Dictionary<long, FolderTransfer> folders;

    /// <param name="entries">All folders that the ledger knows, also those that are no longer carried.</param>
    /// <param name="folders">Those that this run carries.</param>
    public ChangeContext(
        IMailboxLedger ledger,
        ISourceMailbox source,
        IDestinationMailbox destination,
        MailboxEvents events,
        Func<ItemContent, CancellationToken, byte[]> fingerprint,
        IReadOnlyList<FolderEntry> entries,
        IReadOnlyList<FolderTransfer> folders)
    {
        Ledger = ledger;
        Source = source;
        Destination = destination;
        Events = events;
        Fingerprint = fingerprint;
        this.entries = entries;
        this.folders = folders.ToDictionary(f => f.Id);
    }

    public IMailboxLedger Ledger { get; }

    public ISourceMailbox Source { get; }

    public IDestinationMailbox Destination { get; }

    public MailboxEvents Events { get; }

    /// <summary>As <see cref="MigrationContext.Fingerprint"/>.</summary>
    public Func<ItemContent, CancellationToken, byte[]> Fingerprint { get; }

    /// <summary>Every place that an item may have moved to is among the folders.</summary>
    public bool SeesAllMoves { get; init; } = true;

    public MessageFlags KeptFlags => Destination.Traits.Flags;

    /// <summary>The folder, when this run carries it and has not given it up.</summary>
    public FolderTransfer? Find(long folderId) =>
        folders.TryGetValue(folderId, out var folder) && folder.Failure is null ? folder : null;

    public string PathOf(long folderId) => entries.FirstOrDefault(e => e.Id == folderId)?.SourcePath ?? "";

    /// <summary>The folder's name at the destination; null before it is made.</summary>
    public string? FullNameOf(long folderId) => folders.TryGetValue(folderId, out var folder) && folder.IsPrepared
        ? folder.Destination.FullName
        : entries.FirstOrDefault(e => e.Id == folderId)?.DestinationFullName;

    /// <summary>The folder at the destination, also of one that is gone from the source; null when it was never made.</summary>
    public async Task<DestinationFolder?> OpenAsync(long folderId, CancellationToken cancellationToken)
    {
        if (Find(folderId) is { } carried)
        {
            await carried.PrepareAsync(cancellationToken).ConfigureAwait(false);
            return carried.Destination;
        }

        // Legal names hold no slash, so that the joined path can be taken apart.
        return entries.FirstOrDefault(e => e.Id == folderId) is { DestinationFullName: { } name } entry
            ? new DestinationFolder { FullName = name, Path = (entry.TargetPath ?? name).Split('/'), Role = entry.Role, Kind = entry.Kind }
            : null;
    }

    /// <summary>What one folder refuses costs that folder alone.</summary>
    public async Task GuardAsync(long folderId, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.Scope is FailureScope.Folder or FailureScope.Item)
        {
            if (Find(folderId) is { } folder)
            {
                folder.Failure = e.Failure;
            }

            Events.Failed(PathOf(folderId), e.Failure);
        }
    }

    /// <summary>The items by their ids, as many as are there.</summary>
    public async Task<IReadOnlyDictionary<string, DestinationItem>> LookUpAsync(
        DestinationFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, DestinationItem>(StringComparer.Ordinal);
        for (var at = 0; at < ids.Count; at += ItemsPerRequest)
        {
            var part = ids.Skip(at).Take(ItemsPerRequest).ToList();
            foreach (var item in await Destination.FindItemsByIdAsync(folder, part, cancellationToken).ConfigureAwait(false))
            {
                found[item.DestinationId] = item;
            }
        }

        return found;
    }

    /// <summary>
    /// Gives the items with their places. A destination without UIDPLUS told none when they were written: then the folder is read once and
    /// they are matched with it, counting.
    /// </summary>
    public async Task<IReadOnlyList<ChangedItem>> WithPlacesAsync(
        long folderId, DestinationFolder folder, IReadOnlyList<ChangedItem> items, CancellationToken cancellationToken)
    {
        if (items.All(i => i.DestinationId is not null || i.Key is null))
        {
            return items;
        }

        var known = await Ledger.ReadKnownAsync(
            k => k.FolderId == folderId && k is { Key: not null, State: ItemState.Migrated or ItemState.Existing }, cancellationToken).ConfigureAwait(false);
        var places = known.Where(k => k.DestinationId is not null).ToDictionary(k => k.Item.Id, k => k.DestinationId!, StringComparer.Ordinal);
        if (!items.All(i => places.ContainsKey(i.Item.Id)))
        {
            var found = await FindAsync(folderId, folder, known, cancellationToken).ConfigureAwait(false);
            await Ledger.SetPlacesAsync(folderId, found, cancellationToken).ConfigureAwait(false);
            foreach (var receipt in found)
            {
                places[receipt.SourceId] = receipt.DestinationId!;
            }
        }

        return [.. items.Select(i => places.TryGetValue(i.Item.Id, out var place) ? i with { DestinationId = place } : i)];
    }

    private async Task<IReadOnlyList<ItemReceipt>> FindAsync(
        long folderId, DestinationFolder folder, IReadOnlyList<KnownItem> known, CancellationToken cancellationToken)
    {
        var all = await Destination.FindItemsAsync(folder, null, cancellationToken).ConfigureAwait(false);
        var nameless = known.Where(k => k.DestinationId is null).Select(k => new ItemIntent(k.Item.Id, k.Key!, null)).ToList();
        var placed = known.Where(k => k.DestinationId is not null).Select(k => new ConfirmedItem(k.DestinationId, k.Key!));

        // An edited item often has the size of its older copy, and always its Message-ID and date.
        var superseded = await Ledger.ReadSupersededAsync(cancellationToken).ConfigureAwait(false);
        var taken = superseded.Where(c => c.FolderId == folderId && c.Key is not null).Select(c => new ConfirmedItem(c.DestinationId, c.Key!));
        return [.. ItemMatching.Match(nameless, all, [.. placed, .. taken]).Select(f => new ItemReceipt(f.Key) { DestinationId = f.Value.DestinationId })];
    }
}

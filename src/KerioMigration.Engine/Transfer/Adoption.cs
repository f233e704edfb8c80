using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Conversion;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// Finds out what of a folder is at the destination already, brought by a migration whose ledger is lost or by another tool, and enters
/// it as Existing. For one mailbox, one folder after the other, each before anything is written into it.
/// </summary>
/// <remarks>
/// Safe before complete: what is not certainly the same message is written again, for a message too many can be deleted and one too few
/// cannot be found. Where bytes are compared, they are the same, or they are after <see cref="MigrationContext.Fingerprint"/>: senders,
/// subject, dates and decoded parts agree, boundaries and further header lines do not count.
/// </remarks>
internal sealed class Adoption
{
    private readonly ISourceMailbox source;
    private readonly IDestinationMailbox destination;
    private readonly IMailboxLedger ledger;
    private readonly MigrationContext context;
    private readonly MailboxEvents events;
    private readonly ConversionContext conversion;
    private readonly Dictionary<string, AdoptionIndex> indexes = new(StringComparer.Ordinal);

    public Adoption(ISourceMailbox source, IDestinationMailbox destination, IMailboxLedger ledger, MigrationContext context, MailboxEvents events)
    {
        this.source = source;
        this.destination = destination;
        this.ledger = ledger;
        this.context = context;
        this.events = events;
        conversion = new ConversionContext(destination.Traits.Flags);
    }

    /// <param name="items">All of the folder that is to be carried: what stands twice must be seen together.</param>
    /// <returns>What is not at the destination.</returns>
    public async Task<IReadOnlyList<ItemRef>> RunAsync(FolderTransfer folder, IReadOnlyList<ItemRef> items, CancellationToken cancellationToken)
    {
        var index = await IndexOfAsync(folder.Destination, cancellationToken).ConfigureAwait(false);
        if (index.Count == 0)
        {
            return items;
        }

        var plan = AdoptionPlan.Of(items, index);
        foreach (var (_, there) in plan.Certain)
        {
            index.Take(there);
        }

        await EnterAsync(folder, [.. plan.Certain.Select(c => new AdoptedItem(c.Item.Id, c.There.DestinationId, c.There.Key, null))], cancellationToken).ConfigureAwait(false);
        var left = plan.Absent.ToList();
        foreach (var batch in ItemBatch.Cut(folder, plan.Doubtful, destination.Traits))
        {
            left.AddRange(await CompareAsync(folder, batch.Items, index, cancellationToken).ConfigureAwait(false));
        }

        return left;
    }

    private async Task<AdoptionIndex> IndexOfAsync(DestinationFolder folder, CancellationToken cancellationToken)
    {
        if (indexes.TryGetValue(folder.FullName, out var known))
        {
            return known;
        }

        var there = folder.Created ? [] : await destination.FindItemsAsync(folder, null, cancellationToken).ConfigureAwait(false);
        var carried = new List<CarriedItem>();
        foreach (var entry in await ledger.ReadFoldersAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry.DestinationFullName == folder.FullName)
            {
                carried.AddRange(await ledger.ReadCarriedAsync(entry.Id, cancellationToken).ConfigureAwait(false));
            }
        }

        // What its user has marked as deleted is as good as gone.
        return indexes[folder.FullName] = new AdoptionIndex([.. there.Where(t => !t.IsDeleted)], carried);
    }

    private async Task EnterAsync(FolderTransfer folder, IReadOnlyList<AdoptedItem> items, CancellationToken cancellationToken)
    {
        await ledger.AdoptAsync(folder.Id, items, cancellationToken).ConfigureAwait(false);
        events.Adopted(folder, items.Count);
    }

    /// <returns>What is not there, or could not be read: the pipeline tries again and tells.</returns>
    private async Task<IReadOnlyList<ItemRef>> CompareAsync(
        FolderTransfer folder, IReadOnlyList<ItemRef> items, AdoptionIndex index, CancellationToken cancellationToken)
    {
        var sources = await source.ReadItemsAsync(items, cancellationToken).ConfigureAwait(false);
        try
        {
            var adopted = await MatchAsync(folder.Destination, [.. sources.Select(TryConvert).OfType<ConvertedItem>()], index, cancellationToken).ConfigureAwait(false);
            await EnterAsync(folder, adopted, cancellationToken).ConfigureAwait(false);
            var ids = new HashSet<string>(adopted.Select(a => a.SourceId), StringComparer.Ordinal);
            return [.. items.Where(i => !ids.Contains(i.Id))];
        }
        finally
        {
            sources.DisposeAll();
        }
    }

    private async Task<IReadOnlyList<AdoptedItem>> MatchAsync(
        DestinationFolder folder, IReadOnlyList<ConvertedItem> items, AdoptionIndex index, CancellationToken cancellationToken)
    {
        // Nearly always the likeliest candidate is the one: these are read together, others one by one.
        var likely = items.Select(i => CandidatesFor(i.Key, index).FirstOrDefault()?.DestinationId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var contents = likely.Count == 0 ? [] : await destination.ReadItemsAsync(folder, likely, cancellationToken).ConfigureAwait(false);
        try
        {
            var read = contents.ToDictionary(c => c.DestinationId, StringComparer.Ordinal);
            var adopted = new List<AdoptedItem>();
            foreach (var item in items)
            {
                if (await FindAsync(folder, item, index, read, cancellationToken).ConfigureAwait(false) is { } found)
                {
                    adopted.Add(found);
                }
            }

            return adopted;
        }
        finally
        {
            contents.DisposeAll();
        }
    }

    private ConvertedItem? TryConvert(SourceItem item)
    {
        try
        {
            return item.Failure is null ? context.Converter.Convert(item, conversion) : null;
        }
        catch (MigrationException e) when (e.Failure.Scope == FailureScope.Item)
        {
            return null;
        }
    }

    private async Task<AdoptedItem?> FindAsync(
        DestinationFolder folder,
        ConvertedItem item,
        AdoptionIndex index,
        IReadOnlyDictionary<string, DestinationContent> read,
        CancellationToken cancellationToken)
    {
        foreach (var candidate in CandidatesFor(item.Key, index))
        {
            var isRead = read.TryGetValue(candidate.DestinationId, out var there);
            there ??= (await destination.ReadItemsAsync(folder, [candidate.DestinationId], cancellationToken).ConfigureAwait(false))[0];
            using var owned = isRead ? null : there;
            if (there.Content is { } content && IsSame(item, content, cancellationToken))
            {
                index.Take(candidate);
                var sha256 = content.Sha256.SequenceEqual(item.Fingerprint ?? item.Content.Sha256) ? content.Sha256 : null;
                return new AdoptedItem(item.Source.Id, candidate.DestinationId, candidate.Key, sha256);
            }
        }

        return null;
    }

    /// <summary>The likeliest first. Without a Message-ID only the date can tell what is worth reading.</summary>
    private static IEnumerable<DestinationItem> CandidatesFor(ItemKey key, AdoptionIndex index) => index.WithMessageId(key.MessageId)
        .Where(t => key.MessageId is not null || AdoptionIndex.IsSameDate(key.Date, t.Key.Date))
        .OrderByDescending(t => ItemMatching.Score(key, t.Key));

    private bool IsSame(ConvertedItem one, ItemContent other, CancellationToken cancellationToken) => one.Fingerprint is { } fingerprint
        ? fingerprint.SequenceEqual(other.Sha256)
        : one.Content.Sha256.SequenceEqual(other.Sha256)
            || context.Fingerprint(one.Content, cancellationToken).SequenceEqual(context.Fingerprint(other, cancellationToken));
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Verification;

/// <summary>One mailbox, both ends of it open: folder by folder, then what was found in no folder where it should be.</summary>
internal sealed class MailboxVerifier
{
    private readonly VerificationContext context;
    private readonly string mailbox;
    private readonly ISourceMailbox source;
    private readonly IDestinationMailbox destination;
    private readonly Dictionary<string, DestinationFolder> folders;
    private readonly Dictionary<string, DestinationPool> pools = new(StringComparer.Ordinal);
    private readonly List<CheckedItem> lost = [];
    private readonly List<(FolderCheck Check, DestinationPool Pool)> filled = [];
    private readonly ContentCheck content;

    public MailboxVerifier(
        VerificationContext context,
        string mailbox,
        ISourceMailbox source,
        IDestinationMailbox destination,
        IReadOnlyList<DestinationFolder> existing)
    {
        this.context = context;
        this.mailbox = mailbox;
        this.source = source;
        this.destination = destination;
        folders = existing.Where(f => f.CanHoldItems).ToDictionary(f => f.FullName, StringComparer.Ordinal);
        content = new ContentCheck(source, destination, context.Observer);
    }

    /// <summary>Fills the counts of every check. A folder that cannot be read on one side gets its failure; the others go on.</summary>
    public async Task RunAsync(IReadOnlyList<FolderCheck> checks, CancellationToken cancellationToken)
    {
        foreach (var check in checks.Where(c => !c.IsCarried))
        {
            Tell(check.CountUncarried());
        }

        foreach (var group in checks.Where(c => c.IsCarried).GroupBy(c => c.Entry.DestinationFullName ?? "\0" + c.Entry.SourceId, StringComparer.Ordinal))
        {
            await CompareAsync([.. group], group.Key, cancellationToken).ConfigureAwait(false);
        }

        await LookElsewhereAsync(cancellationToken).ConfigureAwait(false);
        foreach (var item in lost.Where(i => i.IsAtSource))
        {
            item.Folder.Counts.AddMissing();
            Tell(item.Folder.Note(item.Item, Difference.MissingAtDestination, "It was written, and is in no folder of the destination now."));
        }

        foreach (var (check, pool) in filled)
        {
            check.Counts.Extra = pool.Free.Count - check.Counts.Of(Difference.DuplicateAtDestination);
        }
    }

    /// <summary>Some source folders that went into one destination folder.</summary>
    private async Task CompareAsync(IReadOnlyList<FolderCheck> checks, string fullName, CancellationToken cancellationToken)
    {
        try
        {
            // In this order: what the ledger calls written before the destination is asked must be there.
            foreach (var check in checks)
            {
                await check.ReadLedgerAsync(context.Ledger, cancellationToken).ConfigureAwait(false);
            }

            var pool = await ReadPoolAsync(fullName, cancellationToken).ConfigureAwait(false);
            foreach (var check in checks.Where(c => c.Source is not null))
            {
                check.Listing = await SourceListing.ReadAsync(source, check.Source!, check.Entry.Cursor, cancellationToken).ConfigureAwait(false);
            }

            await CompareAsync(checks, pool, fullName, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.Scope is FailureScope.Folder or FailureScope.Item)
        {
            checks.ToList().ForEach(c => c.Failure = e.Failure);
        }
    }

    private async Task CompareAsync(IReadOnlyList<FolderCheck> checks, DestinationPool pool, string fullName, CancellationToken cancellationToken)
    {
        var carried = checks.SelectMany(c => c.Carried()).ToList();
        FolderClaims.Claim(carried, pool);
        foreach (var intended in checks.SelectMany(c => c.Intended()).Where(i => i.Key is not null))
        {
            pool.TakeAlike(intended.Key!, mayBeGrown: true);
        }

        if (context.Options.Content)
        {
            var readable = carried.Where(i => i.Found is not null && !i.IsAltered).ToList();
            if (readable.Count > 0)
            {
                await content.RunAsync(folders[fullName], readable, cancellationToken).ConfigureAwait(false);
            }
        }

        carried.ForEach(Settle);
        checks.ToList().ForEach(c => Tell(c.CountOpen()));
        await TellDoublesAsync(checks[0], pool, fullName, cancellationToken).ConfigureAwait(false);
        foreach (var check in checks.Where(_ => !context.Options.Content))
        {
            context.Observer(new ItemsVerified(mailbox, check.Entry.SourcePath, check.Counts.Found, 0));
        }
    }

    private async Task<DestinationPool> ReadPoolAsync(string fullName, CancellationToken cancellationToken)
    {
        if (!pools.TryGetValue(fullName, out var pool))
        {
            var items = folders.TryGetValue(fullName, out var folder)
                ? await destination.FindItemsAsync(folder, sinceMark: null, cancellationToken).ConfigureAwait(false)
                : [];
            pools.Add(fullName, pool = new DestinationPool(items));
        }

        return pool;
    }

    private void Settle(CheckedItem item)
    {
        if (item.Found is null && !item.IsUnknown)
        {
            lost.Add(item);
            return;
        }

        if (item.IsAtSource)
        {
            item.Folder.Counts.AddFound(item.Item.State);
        }

        if (item.IsAltered)
        {
            Tell(item.Folder.Note(item.Item, Difference.AlteredAtDestination, "Its content is not what was written.", item.Found!.DestinationId));
        }
        else if (!item.IsAtSource)
        {
            Tell(item.Folder.Note(item.Item, Difference.DeletedAtSource, "Deleted, or moved to another folder, at the source.", item.Found?.DestinationId));
        }
        else if (!context.Options.Content && (item.Folder.Listing.HasChanged(item.Item.Item.Id) || item.Item.Change == ItemChangeType.Updated))
        {
            Tell(item.Folder.Note(item.Item, Difference.ChangedAtSource, "The source reports a change since it was carried.", item.Found?.DestinationId));
        }

        if (item.Item.Fidelity != ItemFidelity.Exact)
        {
            var difference = item.Item.Fidelity == ItemFidelity.Stub ? Difference.StubAtDestination : Difference.RebuiltAtDestination;
            Tell(item.Folder.Note(item.Item, difference, item.Item.Loss ?? "", item.Found?.DestinationId));
        }

        if (!item.IsAltered && item is { Item.Key.Date: { } wanted, Found.Key.Date: { } date } && wanted != date)
        {
            Tell(item.Folder.Note(item.Item, Difference.DateDiffers, FormattableString.Invariant($"Wanted: {wanted:u}. Destination: {date:u}."), item.Found.DestinationId));
        }
    }

    /// <summary>What looks like an item that was found; with content, what is the same to the byte.</summary>
    private async Task TellDoublesAsync(FolderCheck check, DestinationPool pool, string fullName, CancellationToken cancellationToken)
    {
        var doubles = pool.Doubles().ToList();
        if (context.Options.Content && doubles.Count > 0)
        {
            doubles = await SameAsync(folders[fullName], doubles, cancellationToken).ConfigureAwait(false);
        }

        foreach (var (taken, second) in doubles.Where(d => context.Options.Content || d.Taken.Key.MessageId is not null))
        {
            check.Counts.Add(Difference.DuplicateAtDestination);
            Tell(new ItemDifference
            {
                Mailbox = mailbox,
                Folder = check.Entry.SourcePath,
                DestinationFolder = fullName,
                Difference = nameof(Difference.DuplicateAtDestination),
                Received = second.Key.Date?.UtcDateTime,
                Bytes = second.Key.Size,
                Detail = $"The same as {taken.DestinationId}.",
                MessageId = second.Key.MessageId ?? "",
                DestinationId = second.DestinationId,
            });
        }

        filled.Add((check, pool));
    }

    private async Task<List<(DestinationItem Taken, DestinationItem Second)>> SameAsync(
        DestinationFolder folder, List<(DestinationItem Taken, DestinationItem Second)> doubles, CancellationToken cancellationToken)
    {
        var same = new List<(DestinationItem, DestinationItem)>();
        foreach (var pair in doubles)
        {
            var contents = await destination.ReadItemsAsync(folder, [pair.Taken.DestinationId, pair.Second.DestinationId], cancellationToken).ConfigureAwait(false);
            using var first = contents[0];
            using var second = contents[1];
            if (first.Content is not null && second.Content is not null && first.Content.Sha256.SequenceEqual(second.Content.Sha256))
            {
                same.Add(pair);
            }
        }

        return same;
    }

    /// <summary>What is not where it was written may have been moved by its user, into any folder.</summary>
    private async Task LookElsewhereAsync(CancellationToken cancellationToken)
    {
        if (lost.Count == 0)
        {
            return;
        }

        foreach (var folder in folders.Values)
        {
            try
            {
                await LookIntoAsync(folder, cancellationToken).ConfigureAwait(false);
            }
            catch (MigrationException e) when (e.Failure.Scope is FailureScope.Folder or FailureScope.Item)
            {
                // Nothing is known to be in there; what is not found stays missing.
            }
        }
    }

    private async Task LookIntoAsync(DestinationFolder folder, CancellationToken cancellationToken)
    {
        var pool = await ReadPoolAsync(folder.FullName, cancellationToken).ConfigureAwait(false);
        var found = lost.Where(i => i.Item.Key is not null && (i.Found = pool.TakeAlike(i.Item.Key, mayBeGrown: true)) is not null).ToList();
        lost.RemoveAll(i => i.Found is not null);
        await TellMovedAsync(folder, found, cancellationToken).ConfigureAwait(false);
    }

    private async Task TellMovedAsync(DestinationFolder folder, List<CheckedItem> found, CancellationToken cancellationToken)
    {
        if (context.Options.Content && found.Count > 0)
        {
            await content.RunAsync(folder, found, cancellationToken).ConfigureAwait(false);
        }

        foreach (var item in found)
        {
            var place = item.Found?.DestinationId;
            if (item.IsAtSource)
            {
                item.Folder.Counts.AddFound(item.Item.State);
            }

            Tell(item.IsAltered
                ? item.Folder.Note(item.Item, Difference.AlteredAtDestination, $"It lies in \"{folder.FullName}\", and its content is not what was written.", place)
                : item.Folder.Note(item.Item, Difference.MovedAtDestination, $"It lies in \"{folder.FullName}\".", place));
        }
    }

    private void Tell(ItemDifference row) => context.Observer(new DifferenceFound(row));

    private void Tell(IEnumerable<ItemDifference> rows)
    {
        foreach (var row in rows)
        {
            Tell(row);
        }
    }
}

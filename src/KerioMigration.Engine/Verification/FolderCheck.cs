using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Verification;

/// <summary>One source folder: what the ledger says about each item, beside what the source lists now.</summary>
internal sealed class FolderCheck(string mailbox, FolderEntry entry, FolderRef? source)
{
    private static readonly ItemSelection EveryDate = new(new MigrationOptions());

    private readonly object gate = new();
    private List<ItemOutcome> items = [];

    public FolderEntry Entry => entry;

    /// <summary>Null when the folder is gone at the source.</summary>
    public FolderRef? Source => source;

    public VerificationCounts Counts { get; } = new();

    public SourceListing Listing { get; set; } = SourceListing.Empty;

    /// <summary>Why it could not be compared.</summary>
    public Failure? Failure { get; set; }

    /// <summary>Some run wrote to it, or wanted to.</summary>
    public bool IsCarried => entry.TargetPath is not null || entry.DestinationFullName is not null;

    public async Task ReadLedgerAsync(ILedgerReader ledger, CancellationToken cancellationToken)
    {
        var filter = new ItemFilter { Mailboxes = [mailbox], FolderId = entry.SourceId };
        await foreach (var item in ledger.ReadItemsAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            items.Add(item);
        }
    }

    /// <summary>What should be at the destination.</summary>
    public List<CheckedItem> Carried() =>
        [.. items.Where(i => i.State is ItemState.Migrated or ItemState.Existing).Select(i => new CheckedItem(this, i))];

    /// <summary>What was being written: it may be there, and is nobody's surplus then.</summary>
    public IEnumerable<ItemOutcome> Intended() => items.Where(i => i.State == ItemState.Intended);

    /// <summary>Counts what the source has and nobody carried yet, and forgets the ledger's items.</summary>
    /// <returns>A row for each that the destination lacks.</returns>
    public List<ItemDifference> CountOpen()
    {
        var known = new HashSet<string>(items.Select(i => i.Item.Id), StringComparer.Ordinal);
        var open = items
            .Where(i => i.State is not (ItemState.Migrated or ItemState.Existing) && Listing.Contains(i.Item.Id))
            .Concat(Listing.Items.Values.Where(i => !known.Contains(i.Id)).Select(NewItem))
            .ToList();
        items = [];
        open.ForEach(i => Counts.AddFound(i.State));
        return [.. open.Where(i => i.State != ItemState.Filtered).Select(i => Note(i, Difference.NotMigrated, WhyOpen(i)))];
    }

    /// <summary>Counts a folder that was never carried by the number that the source gives for it.</summary>
    public IEnumerable<ItemDifference> CountUncarried()
    {
        var totals = FolderBalance.Count(entry with { SourceItemCount = source?.ItemCount ?? 0 }, new Dictionary<ItemState, long>(), 0);
        Counts.AddFound(totals);
        var lacking = totals.Failed + totals.Held + totals.Pending;
        Counts.Add(Difference.NotMigrated, lacking);
        return lacking == 0 ? [] :
        [
            new ItemDifference
            {
                Mailbox = mailbox,
                Folder = entry.SourcePath,
                Difference = nameof(Difference.NotMigrated),
                Detail = FormattableString.Invariant($"The whole folder, {lacking:N0} items ({entry.Reason})."),
            },
        ];
    }

    /// <summary>Counts a difference and gives its row. Any thread.</summary>
    public ItemDifference Note(ItemOutcome item, Difference difference, string detail, string? destinationId = null)
    {
        lock (gate)
        {
            Counts.Add(difference);
        }

        return item.ToRow(entry, difference, detail, destinationId);
    }

    /// <summary>Counts compared content. Any thread.</summary>
    public void NoteCompared(long bytes, bool isNormalized)
    {
        lock (gate)
        {
            Counts.Compared++;
            Counts.Bytes += bytes;
            Counts.Normalized += isNormalized ? 1 : 0;
        }
    }

    private static string WhyOpen(ItemOutcome item) => item switch
    {
        { State: ItemState.Failed } => $"Failed ({item.Reason}). {item.Message}".TrimEnd(),
        { State: ItemState.Held } => $"Held ({item.Reason}).",
        { State: ItemState.Intended } => "Its writing got no answer; the next run looks it up.",
        { Reason: Reason.NotReached } => "New at the source since the last run.",
        _ => "Not reached yet.",
    };

    /// <summary>An item that no run has seen.</summary>
    private ItemOutcome NewItem(ItemRef item)
    {
        var reason = EveryDate.Judge(item);
        return FolderBalance.Place(entry, new ItemOutcome
        {
            Mailbox = mailbox,
            FolderPath = entry.SourcePath,
            FolderId = entry.SourceId,
            Item = item,
            State = reason == Reason.None ? ItemState.Pending : ItemState.Filtered,
            Reason = reason == Reason.None ? Reason.NotReached : reason,
        });
    }
}

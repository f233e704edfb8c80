using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer.Changes;

/// <summary>
/// Finds out which items were edited. The source says only that something changed: a category, a flag, or the text. The item is read and
/// compared with the hash of what was received; where the source writes its MIME anew at every read, with the destination's copy.
/// </summary>
internal sealed class EditSearch
{
    private readonly ChangeContext context;

    public EditSearch(ChangeContext context) => this.context = context;

    /// <summary>Looks at items that changed in place.</summary>
    public async Task<EditFindings> RunAsync(IReadOnlyList<ChangedItem> changes, CancellationToken cancellationToken)
    {
        var findings = new EditFindings();
        foreach (var folder in changes.GroupBy(c => c.FolderId))
        {
            if (context.Find(folder.Key) is { } transfer)
            {
                await context.GuardAsync(folder.Key, () => RunAsync(transfer, [.. folder], findings, cancellationToken)).ConfigureAwait(false);
            }
        }

        return findings;
    }

    /// <summary>Those of the moved items that were edited as well; one that cannot be read any more counts as one.</summary>
    public async Task<IReadOnlyList<MatchedMove>> FindEditedAsync(IReadOnlyList<MatchedMove> moves, CancellationToken cancellationToken)
    {
        var edited = new List<MatchedMove>();
        foreach (var way in moves.GroupBy(m => m.Old.FolderId))
        {
            var byId = way.ToDictionary(m => m.New.Item.Id, StringComparer.Ordinal);
            foreach (var batch in ItemBatch.Cut(way.First().New.Folder, [.. byId.Values.Select(m => m.New.Item)], context.Destination.Traits))
            {
                var read = await context.Source.ReadItemsAsync(batch.Items, cancellationToken).ConfigureAwait(false);
                try
                {
                    var pairs = read.Select(r => (Now: r, Before: byId[r.Ref.Id].Old)).ToList();
                    var verdicts = await JudgeAsync(way.Key, pairs, cancellationToken).ConfigureAwait(false);
                    edited.AddRange(read.Where(r => IsEdited(r, verdicts[r.Ref.Id])).Select(r => byId[r.Ref.Id]));
                }
                finally
                {
                    read.DisposeAll();
                }
            }
        }

        return edited;
    }

    /// <summary>A moved item that the source can no longer give as it is: its old copy is the better one.</summary>
    private static bool IsEdited(SourceItem item, Verdict verdict) => verdict != Verdict.Same && item.Fidelity == ItemFidelity.Exact;

    private async Task RunAsync(FolderTransfer folder, IReadOnlyList<ChangedItem> changes, EditFindings findings, CancellationToken cancellationToken)
    {
        var byId = changes.ToDictionary(c => c.Item.Id, StringComparer.Ordinal);
        foreach (var batch in ItemBatch.Cut(folder, [.. changes.Select(c => c.Item)], context.Destination.Traits))
        {
            var read = await context.Source.ReadItemsAsync(batch.Items, cancellationToken).ConfigureAwait(false);
            try
            {
                var verdicts = await JudgeAsync(
                    folder.Id, [.. read.Select(r => (r, byId[r.Ref.Id]))], cancellationToken).ConfigureAwait(false);
                foreach (var item in read)
                {
                    await NoteAsync(folder, byId[item.Ref.Id], item, verdicts[item.Ref.Id], findings, cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                read.DisposeAll();
            }
        }
    }

    private async Task NoteAsync(
        FolderTransfer folder, ChangedItem change, SourceItem item, Verdict verdict, EditFindings findings, CancellationToken cancellationToken)
    {
        // What the source cannot give as it is must not take the place of a copy that is whole.
        var obstacle = verdict == Verdict.Same ? null : item.Obstacle;
        if ((item.Failure ?? obstacle) is { } failure)
        {
            // One that is gone is told as deleted by the next listing.
            if (failure.Reason != Reason.ItemNotFound)
            {
                await context.Ledger.NoteKeptAsync(folder.Id, [change.Item.Id], failure.Reason, failure.Message, cancellationToken).ConfigureAwait(false);
                context.Events.Failed(folder, change.Item, failure);
            }

            return;
        }

        // An unsent message is written again when in doubt; of a received one somebody took the copy away, and that is respected.
        var isEdited = verdict == Verdict.Edited || (verdict == Verdict.Gone && (item.Flags & MessageFlags.Draft) != 0);
        if (isEdited && change.State == ItemState.Migrated)
        {
            findings.Edited.Add((folder, change));
        }
        else
        {
            findings.Flags.Add((change with { SourceFlags = item.Flags & context.KeptFlags }, verdict != Verdict.Same));
        }
    }

    private async Task<IReadOnlyDictionary<string, Verdict>> JudgeAsync(
        long folderId, IReadOnlyList<(SourceItem Now, ChangedItem Before)> pairs, CancellationToken cancellationToken)
    {
        var verdicts = new Dictionary<string, Verdict>(StringComparer.Ordinal);
        var unsure = new List<(SourceItem Now, ChangedItem Before)>();
        foreach (var pair in pairs)
        {
            if (pair.Now.Content is { } content && !ContentComparison.AreEqual(content.Sha256, pair.Before.Sha256))
            {
                unsure.Add(pair);
            }
            else
            {
                verdicts[pair.Now.Ref.Id] = pair.Now.Content is null ? Verdict.Unreadable : Verdict.Same;
            }
        }

        if (unsure.Count > 0)
        {
            await CompareAsync(folderId, unsure, verdicts, cancellationToken).ConfigureAwait(false);
        }

        return verdicts;
    }

    private async Task CompareAsync(
        long folderId, IReadOnlyList<(SourceItem Now, ChangedItem Before)> pairs, Dictionary<string, Verdict> verdicts, CancellationToken cancellationToken)
    {
        foreach (var pair in pairs)
        {
            verdicts[pair.Now.Ref.Id] = Verdict.Gone;
        }

        if (await context.OpenAsync(folderId, cancellationToken).ConfigureAwait(false) is not { } folder)
        {
            return;
        }

        var placed = await context.WithPlacesAsync(folderId, folder, [.. pairs.Select(p => p.Before)], cancellationToken).ConfigureAwait(false);
        var there = pairs.Zip(placed, (pair, place) => (pair.Now, place.DestinationId)).Where(p => p.DestinationId is not null).ToList();
        var copies = await context.Destination.ReadItemsAsync(folder, [.. there.Select(t => t.DestinationId!)], cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var (item, copy) in there.Zip(copies, (t, copy) => (t.Now, copy.Content)))
            {
                if (copy is not null)
                {
                    var isSame = await ContentComparison.AreSameAsync(item.Content!, copy, context.Fingerprint, cancellationToken).ConfigureAwait(false);
                    verdicts[item.Ref.Id] = isSame ? Verdict.Same : Verdict.Edited;
                }
            }
        }
        finally
        {
            copies.DisposeAll();
        }
    }

    private enum Verdict
    {
        Same,
        Edited,

        /// <summary>The bytes differ, and there is no copy at the destination to compare with.</summary>
        Gone,
        Unreadable,
    }
}

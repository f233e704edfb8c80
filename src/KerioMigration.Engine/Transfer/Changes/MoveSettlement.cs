using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer.Changes;

/// <summary>Moves at the destination what was moved at the source. Each move is stated in the ledger before it is made.</summary>
internal sealed class MoveSettlement
{
    private const int ItemsPerMove = 200;

    private readonly ChangeContext context;
    private readonly List<HeldItem> left = [];

    public MoveSettlement(ChangeContext context) => this.context = context;

    /// <summary>What could not be moved, and is to be carried: its copy at the destination is gone, or it is a copy itself.</summary>
    public IReadOnlyList<HeldItem> Left => left;

    /// <param name="held">New items that look like known ones.</param>
    /// <param name="changes">What is noted in the ledger.</param>
    public async Task RunAsync(IReadOnlyList<HeldItem> held, IReadOnlyList<ChangedItem> changes, CancellationToken cancellationToken)
    {
        var usable = held.Where(h => h.Folder.Failure is null).ToList();
        usable = [.. await RepeatAsync(usable, cancellationToken).ConfigureAwait(false)];
        var matches = MoveMatching.Match(usable, changes);
        left.AddRange(usable.Except(matches.Select(m => m.New)));
        var unsure = matches.Where(m => !m.IsSurelyUnchanged).ToList();
        var edited = unsure.Count == 0 ? [] : await new EditSearch(context).FindEditedAsync(unsure, cancellationToken).ConfigureAwait(false);
        await context.Ledger.ReplaceAsync([.. edited.Select(m => m.ToMove(context.KeptFlags))], cancellationToken).ConfigureAwait(false);
        left.AddRange(edited.Select(m => m.New));
        foreach (var way in matches.Except(edited).GroupBy(m => (From: m.Old.FolderId, To: m.New.Folder)))
        {
            await MoveAsync(way.Key.From, way.Key.To, [.. way], cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task MoveAsync(long from, FolderTransfer to, IReadOnlyList<MatchedMove> moves, CancellationToken cancellationToken)
    {
        if (await context.OpenAsync(from, cancellationToken).ConfigureAwait(false) is not { } folder)
        {
            left.AddRange(moves.Select(m => m.New));
            return;
        }

        await to.PrepareAsync(cancellationToken).ConfigureAwait(false);
        var placed = await context.WithPlacesAsync(from, folder, [.. moves.Select(m => m.Old)], cancellationToken).ConfigureAwait(false);
        var known = moves.Zip(placed, (move, old) => move with { Old = old }).ToList();
        left.AddRange(known.Where(m => m.Old.DestinationId is null).Select(m => m.New));
        known.RemoveAll(m => m.Old.DestinationId is null);
        for (var at = 0; at < known.Count; at += ItemsPerMove)
        {
            var part = known.GetRange(at, Math.Min(ItemsPerMove, known.Count - at));
            await context.Ledger.IntendMovesAsync([.. part.Select(m => m.ToMove(context.KeptFlags))], cancellationToken).ConfigureAwait(false);
            if (from != to.Id)
            {
                await MoveIntendedAsync(folder, to, [.. part.Select(m => new Step(from, m.Old.DestinationId!, m.New.Item))]).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Moves that an earlier run stated and that were found not to have happened. Gives the other items.</summary>
    private async Task<IEnumerable<HeldItem>> RepeatAsync(IReadOnlyList<HeldItem> held, CancellationToken cancellationToken)
    {
        if (held.Count == 0)
        {
            return held;
        }

        var superseded = await context.Ledger.ReadSupersededAsync(cancellationToken).ConfigureAwait(false);
        var again = held.Join(
            superseded.Where(c => c.IsOpenMove),
            h => (h.Folder.Id, h.Item.Id),
            c => (c.SuccessorFolder, c.SuccessorId),
            (item, copy) => (Item: item, Copy: copy)).ToList();
        foreach (var way in again.GroupBy(a => (From: a.Copy.FolderId, To: a.Item.Folder)))
        {
            await RepeatAsync(way.Key.From, way.Key.To, [.. way.Select(w => (w.Item, w.Copy))], cancellationToken).ConfigureAwait(false);
        }

        return held.Except(again.Select(a => a.Item));
    }

    private async Task RepeatAsync(
        long from, FolderTransfer to, IReadOnlyList<(HeldItem Item, SupersededCopy Copy)> moves, CancellationToken cancellationToken)
    {
        if (await context.OpenAsync(from, cancellationToken).ConfigureAwait(false) is not { } folder)
        {
            left.AddRange(moves.Select(m => m.Item));
            return;
        }

        await to.PrepareAsync(cancellationToken).ConfigureAwait(false);
        var intents = moves.Select(m => new ItemIntent(m.Item.Item.Id, m.Copy.Key!, m.Copy.Sha256) { Subject = m.Item.Item.Subject, Flags = m.Copy.Flags });
        await context.Ledger.IntendAsync(to.Id, [.. intents], cancellationToken).ConfigureAwait(false);
        await MoveIntendedAsync(folder, to, [.. moves.Select(m => new Step(from, m.Copy.DestinationId, m.Item.Item))]).ConfigureAwait(false);
    }

    /// <summary>From here on nothing is cancelled: a step that was stated is settled. What is no message may be refused alone.</summary>
    private async Task MoveIntendedAsync(DestinationFolder from, FolderTransfer to, IReadOnlyList<Step> steps)
    {
        if (steps.Count > 1 && !ItemKinds.IsMessage(to.Destination.Kind))
        {
            foreach (var step in steps)
            {
                await MoveIntendedAsync(from, to, [step]).ConfigureAwait(false);
            }

            return;
        }

        try
        {
            var moved = from.FullName == to.Destination.FullName
                ? steps.Select(s => new MovedItem(s.Place, s.Place))
                : await context.Destination.MoveItemsAsync(from, [.. steps.Select(s => s.Place)], to.Destination, CancellationToken.None).ConfigureAwait(false);
            await SettleAsync(to, steps, moved.ToDictionary(m => m.DestinationId, StringComparer.Ordinal)).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.OutcomeUnknown)
        {
            to.IsInDoubt = true;
        }
        catch (MigrationException e)
        {
            await context.Ledger.WithdrawAsync(to.Id, [.. steps.Select(s => s.Item.Id)], CancellationToken.None).ConfigureAwait(false);
            if (e.Failure.Scope is not (FailureScope.Folder or FailureScope.Item))
            {
                throw;
            }

            if (e.Failure.Scope == FailureScope.Item && steps.Count == 1)
            {
                // Written anew it gets in, or says itself why not; its copy goes when it is there.
                left.Add(new HeldItem(to, steps[0].Item));
                return;
            }

            to.Failure = e.Failure;
            context.Events.Failed(to, e.Failure);
        }
    }

    private async Task SettleAsync(FolderTransfer to, IReadOnlyList<Step> steps, IReadOnlyDictionary<string, MovedItem> moved)
    {
        var none = CancellationToken.None;
        var done = steps.Where(s => moved.ContainsKey(s.Place)).ToList();
        var gone = steps.Except(done).ToList();
        var receipts = done.Select(s => new ItemReceipt(s.Item.Id) { DestinationId = moved[s.Place].NewDestinationId });
        await context.Ledger.ConfirmAsync(to.Id, [.. receipts], none).ConfigureAwait(false);
        await context.Ledger.WithdrawAsync(to.Id, [.. gone.Select(s => s.Item.Id)], none).ConfigureAwait(false);
        await context.Ledger.ForgetSupersededAsync([.. steps.Select(s => s.Copy)], none).ConfigureAwait(false);

        // Somebody took the copy away or elsewhere; the source still has the item.
        left.AddRange(gone.Select(s => new HeldItem(to, s.Item)));
        context.Events.Followed(to.SourcePath, ChangeCounts.None with { Moved = done.Count });
    }

    /// <summary>One copy that is to be moved, and the item that it belongs to afterwards.</summary>
    private sealed record Step(long From, string Place, ItemRef Item)
    {
        public SupersededCopy Copy => new(From, Place) { SuccessorId = Item.Id };
    }
}

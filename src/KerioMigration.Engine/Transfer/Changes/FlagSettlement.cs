using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer.Changes;

/// <summary>Brings changed flags over, beside those that users changed at the destination meanwhile. Safe to repeat at any point.</summary>
internal sealed class FlagSettlement
{
    private const string KeptMessage =
        "The item was edited at the source, and its copy is no longer where it was written or was there before: the edited one was not carried.";

    private readonly ChangeContext context;

    public FlagSettlement(ChangeContext context) => this.context = context;

    /// <param name="items">With the source's flags; and whether an edited content is not carried.</param>
    public async Task RunAsync(IReadOnlyList<(ChangedItem Item, bool IsKept)> items, CancellationToken cancellationToken)
    {
        foreach (var folder in items.GroupBy(i => i.Item.FolderId))
        {
            if (context.Find(folder.Key) is { } transfer)
            {
                HashSet<string> kept = [.. folder.Where(f => f.IsKept).Select(f => f.Item.Item.Id)];
                await context.GuardAsync(folder.Key, () => RunAsync(transfer, [.. folder.Select(f => f.Item)], kept, cancellationToken)).ConfigureAwait(false);
            }
        }
    }

    private async Task RunAsync(FolderTransfer folder, IReadOnlyList<ChangedItem> items, HashSet<string> kept, CancellationToken cancellationToken)
    {
        await folder.PrepareAsync(cancellationToken).ConfigureAwait(false);
        var placed = await context.WithPlacesAsync(folder.Id, folder.Destination, items, cancellationToken).ConfigureAwait(false);
        var there = await context.LookUpAsync(
            folder.Destination, [.. placed.Select(p => p.DestinationId).OfType<string>()], cancellationToken).ConfigureAwait(false);
        var changes = placed.Select(p => ChangeOf(p, there)).OfType<FlagChange>().ToList();
        var changed = changes.Count == 0
            ? []
            : await context.Destination.ChangeFlagsAsync(folder.Destination, changes, cancellationToken).ConfigureAwait(false);
        var written = new HashSet<string>(changed, StringComparer.Ordinal);
        await context.Ledger.SettleChangesAsync(
            folder.Id, [.. placed.Select(p => Settle(p, written, kept.Contains(p.Item.Id)))], CancellationToken.None).ConfigureAwait(false);
        context.Events.Followed(folder.SourcePath, ChangeCounts.None with { FlagsChanged = written.Count });
        foreach (var item in items.Where(i => kept.Contains(i.Item.Id)))
        {
            context.Events.Kept(folder.SourcePath, item.Item, KeptMessage);
        }
    }

    private static SettledChange Settle(ChangedItem item, HashSet<string> written, bool isKept) =>
        new(item.Item.Id, item.SourceFlags, item.DestinationId is { } id && written.Contains(id))
        {
            Reason = isKept ? Reason.ChangedAtDestination : Reason.None,
            Message = isKept ? KeptMessage : null,
        };

    private FlagChange? ChangeOf(ChangedItem item, IReadOnlyDictionary<string, DestinationItem> there)
    {
        if (item.DestinationId is not { } id || item.SourceFlags is not { } source || !there.TryGetValue(id, out var now))
        {
            return null;
        }

        var merged = FlagMerge.Merge(item.Flags, source & context.KeptFlags, now.Flags & context.KeptFlags);
        return merged == (now.Flags & context.KeptFlags) ? null : new FlagChange(id, merged);
    }
}

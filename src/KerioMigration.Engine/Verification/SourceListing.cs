using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Verification;

/// <summary>What a source folder holds now, and what changed there since the ledger's cursor. Nobody's cursor moves by it.</summary>
internal sealed class SourceListing
{
    private readonly Dictionary<string, ItemRef> items = new(StringComparer.Ordinal);
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);

    public static readonly SourceListing Empty = new();

    public IReadOnlyDictionary<string, ItemRef> Items => items;

    public bool Contains(string sourceId) => items.ContainsKey(sourceId);

    /// <summary>The content may have changed since the last run listed the folder.</summary>
    public bool HasChanged(string sourceId) => changed.Contains(sourceId);

    /// <param name="cursor">Where the last run ended; null when none did.</param>
    /// <exception cref="MigrationException">As <see cref="ISourceMailbox.ListChangesAsync"/>.</exception>
    public static async Task<SourceListing> ReadAsync(ISourceMailbox source, FolderRef folder, string? cursor, CancellationToken cancellationToken)
    {
        var listing = new SourceListing();
        if (cursor is not null)
        {
            await listing.ReadChangesAsync(source, folder, cursor, cancellationToken).ConfigureAwait(false);
        }

        await listing.ReadItemsAsync(source, folder, cancellationToken).ConfigureAwait(false);
        return listing;
    }

    private async Task ReadChangesAsync(ISourceMailbox source, FolderRef folder, string cursor, CancellationToken cancellationToken)
    {
        for (var at = cursor; ;)
        {
            var page = await source.ListChangesAsync(folder, at, cancellationToken).ConfigureAwait(false);
            if (page.StartedOver)
            {
                // The source no longer knows what changed since; only a comparison of content can tell.
                return;
            }

            foreach (var change in page.Changes)
            {
                if (change.Type == ItemChangeType.Updated)
                {
                    changed.Add(change.Item.Id);
                }
            }

            if (page.IsLast)
            {
                return;
            }

            at = page.Cursor;
        }
    }

    private async Task ReadItemsAsync(ISourceMailbox source, FolderRef folder, CancellationToken cancellationToken)
    {
        for (string? at = null; ;)
        {
            var page = await source.ListChangesAsync(folder, at, cancellationToken).ConfigureAwait(false);
            foreach (var change in page.Changes)
            {
                if (change.Type == ItemChangeType.Deleted)
                {
                    items.Remove(change.Item.Id);
                }
                else if (change.Type != ItemChangeType.ReadFlagChanged)
                {
                    items[change.Item.Id] = ItemKinds.InFolder(change.Item, folder.Kind);
                }
            }

            if (page.IsLast)
            {
                return;
            }

            at = page.Cursor;
        }
    }
}

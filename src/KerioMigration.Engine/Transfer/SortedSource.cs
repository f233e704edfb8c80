using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Rights;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// A source whose folders hold one kind each, as the destination's do. What lies in a calendar, an address book or the like and is of another kind
/// shows in a folder of its own below it, for messages, as which such items are carried. All else (ledger, plan, verification) knows it for a
/// folder like any other.
/// </summary>
public sealed class SortedSource(ISourceMailbox source) : ISourceMailbox
{
    /// <summary>Behind the id of the folder that the source knows; no id of EWS, which are base64, has such a character.</summary>
    private const string Mark = "#messages";

    private readonly ConcurrentDictionary<string, ItemKind> mixed = new(StringComparer.Ordinal);

    public MailboxRef Mailbox => source.Mailbox;

    public IMailboxSettings? Settings => source.Settings;

    public async Task<IReadOnlyList<FolderRef>> ListFoldersAsync(CancellationToken cancellationToken) =>
        Sort(await source.ListFoldersAsync(cancellationToken).ConfigureAwait(false));

    public async Task<IReadOnlyList<FolderRef>> ListArchiveAsync(CancellationToken cancellationToken) =>
        Sort(await source.ListArchiveAsync(cancellationToken).ConfigureAwait(false));

    public async Task<ChangePage> ListChangesAsync(FolderRef folder, string? cursor, CancellationToken cancellationToken)
    {
        var id = IdAtSource(folder.Id);
        if (!mixed.TryGetValue(id, out var kind))
        {
            return await source.ListChangesAsync(folder, cursor, cancellationToken).ConfigureAwait(false);
        }

        var asked = folder with { Id = id, Kind = kind };
        var page = await source.ListChangesAsync(asked, cursor, cancellationToken).ConfigureAwait(false);
        var sorted = page with { Changes = Select(page) };
        while (sorted is { Changes.Count: 0, IsLast: false })
        {
            // An empty page would be the end.
            page = await source.ListChangesAsync(asked, sorted.Cursor, cancellationToken).ConfigureAwait(false);
            sorted = page with { Changes = Select(page), StartedOver = sorted.StartedOver || page.StartedOver, Inventory = Join(sorted.Inventory, page.Inventory) };
        }

        return sorted;

        // Of a deleted item nobody tells what it was, and the ledger knows whose it is.
        IReadOnlyList<ItemChange> Select(ChangePage found) => [.. found.Changes.Where(c =>
            c.Type is ItemChangeType.Deleted or ItemChangeType.ReadFlagChanged || ItemKinds.Fits(c.Item.Kind, kind) == (id == folder.Id))];
    }

    public Task<IReadOnlyList<SourceItem>> ReadItemsAsync(IReadOnlyList<ItemRef> items, CancellationToken cancellationToken) => source.ReadItemsAsync(items, cancellationToken);

    public async Task<IReadOnlyList<FolderRights>> ReadRightsAsync(IReadOnlyList<FolderRef> folders, CancellationToken cancellationToken) =>
        await source.ReadRightsAsync([.. folders.Select(f => f with { Id = IdAtSource(f.Id) })], cancellationToken).ConfigureAwait(false);

    /// <summary>Mail goes into the folder that the source knows.</summary>
    public async Task<IReadOnlyList<FolderDirectoryEntry>> ReadDirectoryAsync(IReadOnlyList<FolderRef> folders, CancellationToken cancellationToken)
    {
        var entries = await source.ReadDirectoryAsync([.. folders.Select(f => f with { Id = IdAtSource(f.Id) })], cancellationToken).ConfigureAwait(false);
        return [.. folders.Zip(entries, (folder, entry) => IdAtSource(folder.Id) == folder.Id ? entry : FolderDirectoryEntry.None)];
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static Inventory Join(Inventory before, Inventory next) => before == Inventory.None || next == Inventory.None ? Inventory.None : before;

    private static string IdAtSource(string id) => id.EndsWith(Mark, StringComparison.Ordinal) ? id.Substring(0, id.Length - Mark.Length) : id;

    private IReadOnlyList<FolderRef> Sort(IReadOnlyList<FolderRef> folders) => [.. folders.SelectMany(Sort)];

    private IEnumerable<FolderRef> Sort(FolderRef folder)
    {
        if (folder.MisplacedCount == 0)
        {
            return [folder];
        }

        mixed[folder.Id] = folder.Kind;
        var name = (folder.NameAlone ?? folder.DisplayName) + " (messages)";
        return
        [
            folder with { ItemCount = folder.ItemCount - (folder.MisplacedCount ?? 0) },
            new FolderRef
            {
                Id = folder.Id + Mark,
                ParentId = folder.Id,
                DisplayName = name,
                Path = [.. folder.Path, name],
                Role = folder.Role == FolderRole.ArchiveMailbox ? FolderRole.ArchiveMailbox : FolderRole.None,
                ItemCount = folder.MisplacedCount ?? 0,
                IsHidden = folder.IsHidden,
            },
        ];
    }
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Rights;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Tests.Support.Memory;

/// <summary>A source mailbox in memory: folders of messages with a list of changes each.</summary>
public sealed class MemorySource(string address) : ISourceMailbox
{
    private readonly Dictionary<string, List<ItemChange>> changes = [];
    private readonly Dictionary<string, MemoryMessage> messages = [];
    private readonly List<FolderRef> folders = [];
    private int count;

    public MailboxRef Mailbox { get; } = new(address);

    public IMailboxSettings? Settings { get; } = new MemorySettings();

    public int PageSize { get; set; } = 3;

    /// <summary>Listings tell Message-IDs.</summary>
    public bool ListsMessageIds { get; set; }

    /// <summary>Called before each reading of an item; throw or give a failure to stand in for a fault.</summary>
    public Func<ItemRef, Failure?> OnRead { get; set; } = _ => null;

    /// <summary>Items of which nothing but a stub can be given.</summary>
    public HashSet<string> Stubs { get; } = [];

    /// <summary>Every item that was asked for.</summary>
    public ConcurrentQueue<string> Read { get; } = new();

    /// <summary>Writes a message anew whenever it is read, as some servers do.</summary>
    public Func<byte[], byte[]> OnMime { get; set; } = mime => mime;

    /// <summary>Items have search keys; without, a moved one is known by its Message-ID alone.</summary>
    public bool GivesSearchKeys { get; set; } = true;

    /// <summary>Why the archive cannot be read; its folders are those with the role.</summary>
    public Func<Failure?> OnArchive { get; set; } = () => null;

    /// <summary>Pages of changes asked for.</summary>
    public int Listings { get; private set; }

    public Func<FolderRef, string?, string?> OnList { get; set; } = (_, cursor) => cursor;

    public IReadOnlyList<FolderRef> Folders => [.. folders.Select(f => f with { ItemCount = Count(f) })];

    /// <summary>Every message as text.</summary>
    public IEnumerable<string> Texts => messages.Values.Select(m => Encoding.UTF8.GetString(m.Mime));

    /// <summary>Every message with the path of its folder.</summary>
    public IEnumerable<(string Folder, string Text, MessageFlags Flags)> Contents => messages.Values.Select(
        m => (string.Join("/", folders.Single(f => f.Id == m.Folder).Path), Encoding.UTF8.GetString(m.Mime), m.Flags));

    public FolderRef AddFolder(string name, FolderRole role = FolderRole.None, FolderRef? parent = null, ItemKind kind = ItemKind.Mail)
    {
        var folder = new FolderRef
        {
            Id = "folder-" + folders.Count.ToString(CultureInfo.InvariantCulture),
            ParentId = parent?.Id,
            DisplayName = name,
            Path = [.. parent?.Path ?? [], name],
            Role = role,
            Kind = kind,
        };
        folders.Add(folder);
        changes[folder.Id] = [];
        return folder;
    }

    public ItemRef AddMessage(FolderRef folder, string subject, MessageFlags flags = MessageFlags.None, DateTimeOffset? received = null, string? text = null)
    {
        var number = ++count;
        var id = "item-" + number.ToString(CultureInfo.InvariantCulture);
        var date = received ?? new DateTimeOffset(2024, 1, 1, 8, 0, 0, TimeSpan.Zero).AddMinutes(number);
        var mime = text ?? $"Message-ID: <{id}@memory.test>\r\nSubject: {subject}\r\n\r\nText of {subject}\r\n";
        var item = new ItemRef { Id = id, Size = mime.Length, Received = date, Subject = subject, SearchKey = "key-" + number.ToString(CultureInfo.InvariantCulture) };
        return Enter(folder, new MemoryMessage(item, Encoding.UTF8.GetBytes(mime), flags, folder.Id));
    }

    /// <summary>New text under the same id.</summary>
    public void Edit(FolderRef folder, ItemRef item, string text)
    {
        var edited = messages[item.Id].Item with { Size = text.Length };
        messages[item.Id] = messages[item.Id] with { Item = edited, Mime = Encoding.UTF8.GetBytes(text) };
        changes[folder.Id].Add(new ItemChange(ItemChangeType.Updated, edited));
    }

    /// <summary>A change of the read flag alone is told as such, every other one as some change.</summary>
    public void SetFlags(FolderRef folder, ItemRef item, MessageFlags flags)
    {
        var message = messages[item.Id];
        messages[item.Id] = message with { Flags = flags };
        changes[folder.Id].Add((message.Flags ^ flags) == MessageFlags.Seen
            ? new ItemChange(ItemChangeType.ReadFlagChanged, new ItemRef { Id = item.Id }) { IsRead = flags.HasFlag(MessageFlags.Seen) }
            : new ItemChange(ItemChangeType.Updated, message.Item));
    }

    /// <summary>Something about it changed that mail does not carry, and the size with it.</summary>
    public void Categorize(FolderRef folder, ItemRef item)
    {
        messages[item.Id] = messages[item.Id] with { Item = messages[item.Id].Item with { Size = messages[item.Id].Item.Size + 40 } };
        changes[folder.Id].Add(new ItemChange(ItemChangeType.Updated, messages[item.Id].Item));
    }

    /// <returns>The item with its new id.</returns>
    public ItemRef Move(FolderRef from, ItemRef item, FolderRef to, int growth = 0)
    {
        var message = messages[item.Id];
        Delete(from, item);
        return Copy(message, to, growth);
    }

    public ItemRef Copy(ItemRef item, FolderRef to) => Copy(messages[item.Id], to, 0);

    /// <summary>The folder and everything in it, without a word in any listing.</summary>
    public void DeleteFolder(FolderRef folder)
    {
        folders.RemoveAll(f => f.Id == folder.Id);
        foreach (var id in messages.Values.Where(m => m.Folder == folder.Id).Select(m => m.Item.Id).ToList())
        {
            messages.Remove(id);
        }
    }

    /// <summary>Deletes it for listings; who asked for it before still reads it.</summary>
    public void DeleteFromListing(FolderRef folder, ItemRef item) => changes[folder.Id].Add(new ItemChange(ItemChangeType.Deleted, item));

    public void Edit(FolderRef folder, ItemRef item, Func<string, string> change)
    {
        messages[item.Id] = messages[item.Id] with { Mime = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(messages[item.Id].Mime))) };
        changes[folder.Id].Add(new ItemChange(ItemChangeType.Updated, item));
    }

    public void Delete(FolderRef folder, ItemRef item)
    {
        messages.Remove(item.Id);
        changes[folder.Id].Add(new ItemChange(ItemChangeType.Deleted, item));
    }

    public Task<IReadOnlyList<FolderRef>> ListFoldersAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FolderRef>>([.. Folders.Where(f => f.Role != FolderRole.ArchiveMailbox)]);

    public Task<IReadOnlyList<FolderRef>> ListArchiveAsync(CancellationToken cancellationToken) => OnArchive() is { } failure
        ? Task.FromException<IReadOnlyList<FolderRef>>(new MigrationException(failure))
        : Task.FromResult<IReadOnlyList<FolderRef>>([.. Folders.Where(f => f.Role == FolderRole.ArchiveMailbox)]);

    public Task<ChangePage> ListChangesAsync(FolderRef folder, string? cursor, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Listings++;
        var asked = OnList(folder, cursor);
        var start = asked is null ? 0 : int.Parse(asked, CultureInfo.InvariantCulture);
        var page = changes[folder.Id].Skip(start).Take(PageSize).Select(c => c with { Item = Show(c.Item, asked is not null) }).ToList();
        var end = start + page.Count;
        return Task.FromResult(new ChangePage(page, end.ToString(CultureInfo.InvariantCulture), end == changes[folder.Id].Count)
        {
            StartedOver = cursor is not null && asked is null,
        });
    }

    public Task<IReadOnlyList<SourceItem>> ReadItemsAsync(IReadOnlyList<ItemRef> items, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<SourceItem>>([.. items.Select(ReadItem)]);
    }

    public Task<IReadOnlyList<FolderRights>> ReadRightsAsync(IReadOnlyList<FolderRef> folders, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FolderRights>>([.. folders.Select(_ => new FolderRights())]);

    public Task<IReadOnlyList<FolderDirectoryEntry>> ReadDirectoryAsync(IReadOnlyList<FolderRef> folders, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FolderDirectoryEntry>>([.. folders.Select(_ => FolderDirectoryEntry.None)]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private long Count(FolderRef folder) =>
        changes[folder.Id].Sum(c => c.Type == ItemChangeType.Created ? 1 : c.Type == ItemChangeType.Deleted ? -1 : 0);

    private ItemRef Enter(FolderRef folder, MemoryMessage message)
    {
        messages[message.Item.Id] = message;
        changes[folder.Id].Add(new ItemChange(ItemChangeType.Created, message.Item));
        return message.Item;
    }

    private ItemRef Copy(MemoryMessage message, FolderRef to, int growth)
    {
        var id = "item-" + (++count).ToString(CultureInfo.InvariantCulture);
        return Enter(to, message with { Item = message.Item with { Id = id, Size = message.Item.Size + growth }, Folder = to.Id });
    }

    /// <summary>Listings of changes tell more than the first one.</summary>
    private ItemRef Show(ItemRef item, bool isOfChanges)
    {
        var message = messages.GetValueOrDefault(item.Id);
        return item with
        {
            SearchKey = GivesSearchKeys ? item.SearchKey : null,
            MessageId = (isOfChanges || ListsMessageIds) && message is not null ? MessageHeader.ReadMessageId(message.Mime) : null,
            Flags = isOfChanges ? message?.Flags : null,
        };
    }

    private SourceItem ReadItem(ItemRef item)
    {
        Read.Enqueue(item.Id);
        if (OnRead(item) is { } failure)
        {
            return new SourceItem { Ref = item, Failure = failure };
        }

        if (!messages.TryGetValue(item.Id, out var message))
        {
            return new SourceItem { Ref = item, Failure = new Failure(FailureScope.Item, FailureRemedy.None, Reason.ItemNotFound, "The item is gone.") };
        }

        using var builder = new ItemContentBuilder(message.Mime.Length);
        builder.Write(OnMime(message.Mime));
        var isStub = Stubs.Contains(item.Id);
        return new SourceItem
        {
            Ref = item,
            Content = builder.Complete(),
            Fidelity = isStub ? ItemFidelity.Stub : ItemFidelity.Exact,
            Obstacle = isStub ? new Failure(FailureScope.Item, FailureRemedy.None, Reason.ItemCorrupt, "It cannot be read.") : null,
            Losses = isStub ? ["A note stands in its place: It cannot be read."] : [],
            Flags = message.Flags,
            Received = item.Received,
            Subject = item.Subject,
        };
    }

    private sealed record MemoryMessage(ItemRef Item, byte[] Mime, MessageFlags Flags, string Folder);
}

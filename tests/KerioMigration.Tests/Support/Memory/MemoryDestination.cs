using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Tests.Support.Memory;

/// <summary>A message as it lies in a destination.</summary>
public sealed record StoredMessage(long Uid, byte[] Bytes, MessageFlags Flags, DateTimeOffset? Date);

/// <summary>A destination mailbox in memory. Several openings of one account share it; what was stored stays.</summary>
public sealed class MemoryDestination : IDestinationMailbox
{
    // The UIDVALIDITY of every folder.
    private const string Validity = "7:";

    private readonly object gate = new();
    private readonly Dictionary<string, MemoryFolder> folders = new(StringComparer.Ordinal);

    public MemoryDestination(string language = "en")
    {
        string[] names = language == "de"
            ? ["INBOX", "Entwürfe", "Gesendete Objekte", "Gelöschte Objekte", "Junk-E-Mail"]
            : ["INBOX", "Drafts", "Sent Items", "Deleted Items", "Junk E-mail"];
        FolderRole[] roles = [FolderRole.Inbox, FolderRole.Drafts, FolderRole.Sent, FolderRole.Deleted, FolderRole.Junk];
        foreach (var (name, role) in names.Zip(roles))
        {
            folders[name] = new MemoryFolder([name], role);
        }
    }

    public DestinationTraits Traits { get; set; } = new() { ItemsPerWrite = 2, ConcurrentWrites = 2 };

    /// <summary>Receipts say where an item is (UIDPLUS).</summary>
    public bool GivesPlaces { get; set; } = true;

    /// <summary>Called before a batch is stored.</summary>
    public Action<DestinationFolder, IReadOnlyList<ConvertedItem>> BeforeWrite { get; set; } = (_, _) => { };

    /// <summary>Called after a batch was stored and before it is answered.</summary>
    public Action<DestinationFolder, IReadOnlyList<ConvertedItem>> AfterWrite { get; set; } = (_, _) => { };

    /// <summary>A failure for one item, or null.</summary>
    public Func<ConvertedItem, Failure?> OnItem { get; set; } = _ => null;

    public Func<FolderTarget, Failure?> OnFolder { get; set; } = _ => null;

    /// <summary>Called before items are moved or removed, or a folder is removed.</summary>
    public Action BeforeChange { get; set; } = () => { };

    /// <summary>Called after that and before it is answered.</summary>
    public Action AfterChange { get; set; } = () => { };

    public int Writes { get; private set; }

    public IReadOnlyDictionary<string, IReadOnlyList<StoredMessage>> Messages
    {
        get
        {
            lock (gate)
            {
                return folders.ToDictionary(f => f.Key, IReadOnlyList<StoredMessage> (f) => [.. f.Value.Messages]);
            }
        }
    }

    /// <summary>What somebody else does to a folder: takes its messages and gives back what shall be there. New ones have the UID 0.</summary>
    public void Tamper(string folder, Func<IReadOnlyList<StoredMessage>, IEnumerable<StoredMessage>> change)
    {
        lock (gate)
        {
            var messages = change([.. folders[folder].Messages]).ToList();
            folders[folder].Messages.Clear();
            folders[folder].Messages.AddRange(messages.Select(m => m.Uid == 0 ? m with { Uid = folders[folder].NextUid++ } : m));
        }
    }

    public void RemoveFolder(string folder)
    {
        lock (gate)
        {
            folders.Remove(folder);
        }
    }

    public Task<IReadOnlyList<DestinationFolder>> ListFoldersAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<DestinationFolder>>([.. folders.Select(f => FolderOf(f.Key, f.Value) with { Mark = null })]);
        }
    }

    public Task<DestinationFolder> EnsureFolderAsync(FolderTarget target, CancellationToken cancellationToken)
    {
        if ((OnFolder(target) ?? RefusalOf(target)) is { } failure)
        {
            throw new MigrationException(failure);
        }

        lock (gate)
        {
            var special = folders.FirstOrDefault(f => target.Role != FolderRole.None && f.Value.Role == target.Role);
            var (name, created) = special.Key is { } known ? (known, false) : EnsureLevels(target.Path);
            return Task.FromResult(FolderOf(name, folders[name]) with { Created = created });
        }
    }

    public async Task<IReadOnlyList<ItemReceipt>> WriteItemsAsync(DestinationFolder folder, IReadOnlyList<ConvertedItem> items, CancellationToken cancellationToken)
    {
        var bytes = await Task.WhenAll(items.Select(i => BytesOfAsync(i, cancellationToken)));
        BeforeWrite(folder, items);
        List<ItemReceipt> receipts;
        lock (gate)
        {
            Writes++;
            receipts = [.. items.Zip(bytes, (item, content) => Store(folders[folder.FullName], item, content))];
        }

        AfterWrite(folder, items);
        return receipts;
    }

    public Task<IReadOnlyList<DestinationItem>> FindItemsAsync(DestinationFolder folder, string? sinceMark, CancellationToken cancellationToken)
    {
        var first = sinceMark is not null && sinceMark.StartsWith(Validity, StringComparison.Ordinal) ? UidOf(sinceMark) : 0;
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<DestinationItem>>(
                [.. folders[folder.FullName].Messages.Where(m => m.Uid >= first).Select(m => new DestinationItem(PlaceOf(m.Uid), KeyOf(m)) { Flags = m.Flags })]);
        }
    }

    public Task<IReadOnlyList<DestinationItem>> FindItemsByIdAsync(DestinationFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<DestinationItem>>(
                [.. MessagesOf(folder, ids).Values.Select(m => new DestinationItem(PlaceOf(m.Uid), KeyOf(m)) { Flags = m.Flags })]);
        }
    }

    public Task<IReadOnlyList<DestinationContent>> ReadItemsAsync(DestinationFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var there = MessagesOf(folder, ids);
            return Task.FromResult<IReadOnlyList<DestinationContent>>(
                [.. ids.Select(id => new DestinationContent(id, there.TryGetValue(id, out var message) ? ContentOf(message) : null))]);
        }
    }

    public Task<IReadOnlyList<string>> ChangeFlagsAsync(DestinationFolder folder, IReadOnlyList<FlagChange> changes, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var there = MessagesOf(folder, changes.Select(c => c.DestinationId));
            foreach (var change in changes.Where(c => there.ContainsKey(c.DestinationId)))
            {
                var messages = folders[folder.FullName].Messages;
                messages[messages.IndexOf(there[change.DestinationId])] = there[change.DestinationId] with { Flags = change.Flags & Traits.Flags };
            }

            return Task.FromResult<IReadOnlyList<string>>([.. changes.Select(c => c.DestinationId).Where(there.ContainsKey)]);
        }
    }

    public Task<IReadOnlyList<MovedItem>> MoveItemsAsync(
        DestinationFolder from, IReadOnlyList<string> ids, DestinationFolder to, CancellationToken cancellationToken)
    {
        BeforeChange();
        List<MovedItem> moved;
        lock (gate)
        {
            var there = MessagesOf(from, ids);
            var target = folders.TryGetValue(to.FullName, out var found) ? found : throw new MigrationException(Gone(to));
            moved = [.. ids.Where(there.ContainsKey).Select(id => new MovedItem(id, Move(folders[from.FullName], there[id], target)))];
        }

        AfterChange();
        return Task.FromResult<IReadOnlyList<MovedItem>>(moved);
    }

    public Task<IReadOnlyList<string>> RemoveItemsAsync(DestinationFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        BeforeChange();
        IReadOnlyDictionary<string, StoredMessage> there;
        lock (gate)
        {
            there = MessagesOf(folder, ids);
            folders.GetValueOrDefault(folder.FullName)?.Messages.RemoveAll(there.Values.Contains);
        }

        AfterChange();
        return Task.FromResult<IReadOnlyList<string>>([.. ids.Where(there.ContainsKey)]);
    }

    public Task<bool> RemoveFolderAsync(DestinationFolder folder, CancellationToken cancellationToken)
    {
        BeforeChange();
        bool isGone;
        lock (gate)
        {
            var isInUse = folders.TryGetValue(folder.FullName, out var found) && (found.Role != FolderRole.None || found.Messages.Count > 0
                || folders.Keys.Any(name => name.StartsWith(folder.FullName + "/", StringComparison.Ordinal)));
            isGone = !isInUse && (folders.Remove(folder.FullName) || true);
        }

        AfterChange();
        return Task.FromResult(isGone);
    }

    /// <summary>Somebody changes a message where it lies; no mail server does that, but some program with access to its files may.</summary>
    public void Alter(string folder, long uid, string text)
    {
        lock (gate)
        {
            var messages = folders[folder].Messages;
            var place = messages.FindIndex(m => m.Uid == uid);
            messages[place] = messages[place] with { Bytes = Encoding.UTF8.GetBytes(text) };
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string PlaceOf(long uid) => Validity + uid.ToString(CultureInfo.InvariantCulture);

    private static long UidOf(string place) => long.Parse(place.Split(':')[1], CultureInfo.InvariantCulture);

    private static ItemKey KeyOf(StoredMessage message) => new(MessageHeader.ReadMessageId(message.Bytes), message.Date, message.Bytes.Length);

    private static DestinationFolder FolderOf(string name, MemoryFolder folder) =>
        new() { FullName = name, Path = folder.Path, Role = folder.Role, Mark = PlaceOf(folder.NextUid) };

    private static Failure? RefusalOf(FolderTarget target) => target.Path.Any(n => n.Contains('/', StringComparison.Ordinal))
        ? new Failure(FailureScope.Folder, FailureRemedy.None, Reason.FolderRefused, $"The folder {string.Join(" > ", target.Path)} was refused.")
        : null;

    private static Failure Gone(DestinationFolder folder) =>
        new(FailureScope.Folder, FailureRemedy.None, Reason.FolderRefused, $"The folder {folder.FullName} is no longer there.");

    private static ItemContent ContentOf(StoredMessage message)
    {
        using var builder = new ItemContentBuilder(message.Bytes.Length);
        builder.Write(message.Bytes);
        return builder.Complete();
    }

    private static async Task<byte[]> BytesOfAsync(ConvertedItem item, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await item.Content.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private (string Name, bool Created) EnsureLevels(IReadOnlyList<string> path)
    {
        string[] names = [path[0].Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? "INBOX" : path[0], .. path.Skip(1)];
        var created = false;
        for (var depth = 1; depth <= names.Length; depth++)
        {
            created = folders.TryAdd(string.Join("/", names.Take(depth)), new MemoryFolder([.. names.Take(depth)], FolderRole.None));
        }

        return (string.Join("/", names), created);
    }

    private IReadOnlyDictionary<string, StoredMessage> MessagesOf(DestinationFolder folder, IEnumerable<string> ids)
    {
        var wanted = ids.ToHashSet(StringComparer.Ordinal);
        var messages = folders.TryGetValue(folder.FullName, out var found) ? found.Messages : [];
        return messages.Where(m => wanted.Contains(PlaceOf(m.Uid))).ToDictionary(m => PlaceOf(m.Uid), StringComparer.Ordinal);
    }

    private string? Move(MemoryFolder from, StoredMessage message, MemoryFolder to)
    {
        from.Messages.Remove(message);
        to.Messages.Add(message with { Uid = to.NextUid });
        var place = PlaceOf(to.NextUid++);
        return GivesPlaces ? place : null;
    }

    private ItemReceipt Store(MemoryFolder folder, ConvertedItem item, byte[] bytes)
    {
        if (OnItem(item) is { } failure)
        {
            return new ItemReceipt(item.Source.Id) { Failure = failure };
        }

        var uid = folder.NextUid++;
        folder.Messages.Add(new StoredMessage(uid, bytes, item.Flags & Traits.Flags, item.InternalDate));
        return new ItemReceipt(item.Source.Id) { DestinationId = GivesPlaces ? PlaceOf(uid) : null };
    }

    private sealed record MemoryFolder(IReadOnlyList<string> Path, FolderRole Role)
    {
        public List<StoredMessage> Messages { get; } = [];

        public long NextUid { get; set; } = 1;
    }
}

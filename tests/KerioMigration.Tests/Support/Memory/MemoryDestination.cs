using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
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

    public Task<IReadOnlyList<DestinationFolder>> ListFoldersAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<DestinationFolder>>([.. folders.Select(f => FolderOf(f.Key, f.Value) with { Mark = null })]);
        }
    }

    public Task<DestinationFolder> EnsureFolderAsync(FolderTarget target, CancellationToken cancellationToken)
    {
        if (OnFolder(target) is { } failure)
        {
            throw new MigrationException(failure);
        }

        lock (gate)
        {
            var special = folders.FirstOrDefault(f => target.Role != FolderRole.None && f.Value.Role == target.Role);
            var name = special.Key ?? string.Join("/", target.Path);
            var created = folders.TryAdd(name, new MemoryFolder(target.Path, FolderRole.None));
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
        var first = sinceMark is null ? 0 : long.Parse(sinceMark.Split(':')[1], CultureInfo.InvariantCulture);
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<DestinationItem>>(
                [.. folders[folder.FullName].Messages.Where(m => m.Uid >= first).Select(m => new DestinationItem(PlaceOf(m.Uid), KeyOf(m)))]);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string PlaceOf(long uid) => "1:" + uid.ToString(CultureInfo.InvariantCulture);

    private static ItemKey KeyOf(StoredMessage message) => new(MessageHeader.ReadMessageId(message.Bytes), message.Date, message.Bytes.Length);

    private static DestinationFolder FolderOf(string name, MemoryFolder folder) =>
        new() { FullName = name, Path = folder.Path, Role = folder.Role, Mark = PlaceOf(folder.Messages.Count + 1) };

    private static async Task<byte[]> BytesOfAsync(ConvertedItem item, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await item.Content.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private ItemReceipt Store(MemoryFolder folder, ConvertedItem item, byte[] bytes)
    {
        if (OnItem(item) is { } failure)
        {
            return new ItemReceipt(item.Source.Id) { Failure = failure };
        }

        var uid = folder.Messages.Count + 1;
        folder.Messages.Add(new StoredMessage(uid, bytes, item.Flags, item.InternalDate));
        return new ItemReceipt(item.Source.Id) { DestinationId = GivesPlaces ? PlaceOf(uid) : null };
    }

    private sealed record MemoryFolder(IReadOnlyList<string> Path, FolderRole Role)
    {
        public List<StoredMessage> Messages { get; } = [];
    }
}

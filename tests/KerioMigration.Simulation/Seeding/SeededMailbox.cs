using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Seeding;

/// <summary>
/// A mailbox that can be changed while it is served. Every change gets a number in one log; a synchronization state is the number up
/// to which a client has seen it. Safe from any thread.
/// </summary>
public sealed class SeededMailbox
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SeededFolder> folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SeededFolder> distinguished = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SeededItem> items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SeededAttachment> attachments = new(StringComparer.Ordinal);
    private readonly List<FolderChange> folderChanges = [];
    private long sequence;
    private long numbers;

    /// <param name="address">The primary SMTP address; decides about the ids.</param>
    /// <param name="culture">The language of the standard folders and of error texts.</param>
    public SeededMailbox(string address, CultureInfo? culture = null)
    {
        Address = address;
        Culture = culture ?? CultureInfo.GetCultureInfo("en-US");
        Guid = ExchangeIds.MailboxGuid(address);
        Root = AddFolder(null, "Root", string.Empty, "root");
        TopOfInformationStore = AddFolder(Root, "Top of Information Store", "IPF.Note", "msgfolderroot");
    }

    public string Address { get; }

    public Guid Guid { get; }

    public CultureInfo Culture { get; }

    public SeededSettings Settings { get; } = new();

    /// <summary>The root of the store; what users see hangs below <see cref="TopOfInformationStore"/>.</summary>
    public SeededFolder Root { get; }

    public SeededFolder TopOfInformationStore { get; }

    /// <summary>All folders below the top, parents first.</summary>
    public IReadOnlyList<SeededFolder> Folders
    {
        get
        {
            lock (gate)
            {
                return TopOfInformationStore.WithDescendants().Skip(1).ToList();
            }
        }
    }

    public SeededFolder this[string distinguishedId] =>
        FindDistinguished(distinguishedId) ?? throw new ArgumentException($"{Address} has no {distinguishedId}.", nameof(distinguishedId));

    public SeededFolder AddFolder(
        SeededFolder? parent, string name, string folderClass = "IPF.Note", string? distinguishedId = null, bool hidden = false)
    {
        lock (gate)
        {
            var folder = new SeededFolder(this, parent, ++numbers)
            {
                DisplayName = name,
                FolderClass = folderClass,
                DistinguishedId = distinguishedId,
                IsHidden = hidden,
                ContentMailbox = parent?.ContentMailbox ?? (distinguishedId == "publicfoldersroot" ? Address : null),
                Created = Seed.Now,
                Modified = Seed.Now,
            };
            parent?.ChildList.Add(folder);
            folders.Add(folder.Id, folder);
            if (distinguishedId is not null)
            {
                distinguished.Add(distinguishedId, folder);
            }

            folder.CreatedSequence = sequence + 1;
            Log(folder);
            return folder;
        }
    }

    public void RenameFolder(SeededFolder folder, string name)
    {
        lock (gate)
        {
            folder.DisplayName = name;
            Log(folder);
        }
    }

    public void MoveFolder(SeededFolder folder, SeededFolder parent)
    {
        lock (gate)
        {
            folder.Parent?.ChildList.Remove(folder);
            folder.Parent = parent;
            parent.ChildList.Add(folder);
            Log(folder);
        }
    }

    /// <summary>Deletes the folder with everything in and below it.</summary>
    public void DeleteFolder(SeededFolder folder)
    {
        lock (gate)
        {
            foreach (var gone in folder.WithDescendants().Reverse().ToList())
            {
                foreach (var item in gone.ItemList)
                {
                    Forget(item);
                }

                folders.Remove(gone.Id);
                if (gone.DistinguishedId is not null)
                {
                    distinguished.Remove(gone.DistinguishedId);
                }

                folderChanges.Add(new FolderChange(++sequence, null, gone.Id, gone.CreatedSequence));
            }

            folder.Parent?.ChildList.Remove(folder);
        }
    }

    /// <param name="id">An id of the caller's making (long, or equal to another one but for case); null for a usual one.</param>
    public SeededItem AddItem(SeededFolder folder, SeededItem item, string? id = null)
    {
        lock (gate)
        {
            Enter(folder, item, id);
            return item;
        }
    }

    public void UpdateItem(SeededItem item, Action<SeededItem> change)
    {
        lock (gate)
        {
            change(item);
            item.Modified = DateTimeOffset.UtcNow;
            item.ContentSequence = ++sequence;
            EnterParts(item);
            item.Folder!.Changes.Add(new ItemChange(sequence, item, item.Id, item.CreatedSequence));
        }
    }

    /// <summary>A change of the read state alone: ReadFlagChange in SyncFolderItems.</summary>
    public void SetRead(SeededItem item, bool isRead)
    {
        lock (gate)
        {
            item.IsRead = isRead;
            item.ReadSequence = ++sequence;
            item.Folder!.Changes.Add(new ItemChange(sequence, item, item.Id, item.CreatedSequence));
        }
    }

    /// <summary>The item gets a new id, as on Exchange: it is deleted in one folder and created in the other.</summary>
    public void MoveItem(SeededItem item, SeededFolder target)
    {
        lock (gate)
        {
            Leave(item);
            Enter(target, item, null);
        }
    }

    /// <summary>A second item with the same content, identity and flags; only its id is its own.</summary>
    public SeededItem CopyItem(SeededItem item, SeededFolder target)
    {
        lock (gate)
        {
            var copy = item.Duplicate();
            Enter(target, copy, null);
            return copy;
        }
    }

    public void DeleteItem(SeededItem item)
    {
        lock (gate)
        {
            Leave(item);
            item.Folder = null;
        }
    }

    public SeededFolder? FindFolder(string id)
    {
        lock (gate)
        {
            return folders.GetValueOrDefault(id);
        }
    }

    public SeededFolder? FindDistinguished(string id)
    {
        lock (gate)
        {
            return distinguished.GetValueOrDefault(id);
        }
    }

    public SeededItem? FindItem(string id)
    {
        lock (gate)
        {
            return items.GetValueOrDefault(id) ?? FindOccurrence(id);
        }
    }

    public SeededAttachment? FindAttachment(string id)
    {
        lock (gate)
        {
            return attachments.GetValueOrDefault(id);
        }
    }

    /// <summary>Runs while nobody changes the mailbox.</summary>
    public T Read<T>(Func<SeededMailbox, T> read)
    {
        lock (gate)
        {
            return read(this);
        }
    }

    /// <summary>What happened in a folder after <paramref name="since"/> (0: everything is new), at most <paramref name="limit"/> changes.</summary>
    public SyncPage<SeededItem> ItemChanges(SeededFolder folder, long since, int limit, bool withAssociated = false)
    {
        lock (gate)
        {
            var log = folder.Changes;
            var page = new List<SyncChange<SeededItem>>();
            var end = since;
            for (var i = ChangeLog.FirstAfter(log.Count, n => log[n].Sequence, since); i < log.Count; i++)
            {
                if (ChangeLog.Difference(log[i], folder, since, withAssociated) is { } change)
                {
                    if (page.Count == limit)
                    {
                        return new SyncPage<SeededItem>(page, end, false);
                    }

                    page.Add(change);
                }

                end = log[i].Sequence;
            }

            return new SyncPage<SeededItem>(page, end, true);
        }
    }

    /// <summary>What happened to the folders below <paramref name="root"/> after <paramref name="since"/>.</summary>
    public SyncPage<SeededFolder> FolderChanges(SeededFolder root, long since)
    {
        lock (gate)
        {
            var page = new List<SyncChange<SeededFolder>>();
            foreach (var line in folderChanges.Skip(ChangeLog.FirstAfter(folderChanges.Count, n => folderChanges[n].Sequence, since)))
            {
                if (ChangeLog.Difference(line, root, since) is { } change)
                {
                    page.Add(change);
                }
            }

            return new SyncPage<SeededFolder>(page, folderChanges[^1].Sequence, true);
        }
    }

    private void Log(SeededFolder folder)
    {
        folder.Sequence = ++sequence;
        folderChanges.Add(new FolderChange(sequence, folder, folder.Id, folder.CreatedSequence));
    }

    private void Enter(SeededFolder folder, SeededItem item, string? id)
    {
        item.Folder = folder;
        item.Number = ++numbers;
        item.Id = id ?? ExchangeIds.Item(Guid, folder.Number, item.Number);
        item.SearchKey ??= ExchangeIds.MailboxGuid($"{Address}|{item.Number}").ToByteArray();
        item.CreatedSequence = item.ContentSequence = ++sequence;
        item.ReadSequence = 0;
        items.Add(item.Id, item);
        folder.ItemList.Add(item);
        folder.Changes.Add(new ItemChange(sequence, item, item.Id, item.CreatedSequence));
        EnterParts(item);
    }

    private void EnterParts(SeededItem item)
    {
        item.Enter($"{Address}|{item.Number}");
        AddAttachments(item);
        foreach (var part in item.Parts)
        {
            part.Folder = item.Folder;
            part.Number = item.Number;
            part.ContentSequence = item.ContentSequence;
            part.SearchKey = item.SearchKey;
            items[part.Id] = part;
            AddAttachments(part);
        }
    }

    /// <summary>Occurrences that nobody changed are made when somebody asks.</summary>
    private SeededAppointment? FindOccurrence(string id) =>
        ExchangeIds.OfOccurrence(id) is var (masterId, number) && items.GetValueOrDefault(masterId) is SeededAppointment master ? master.Occurrence(number) : null;

    private void AddAttachments(SeededItem item)
    {
        for (var i = 0; i < item.Attachments.Count; i++)
        {
            var attachment = item.Attachments[i];
            attachment.Id = ExchangeIds.Attachment(item.Id, i);
            attachments[attachment.Id] = attachment;
            if (attachment.Item is { } nested)
            {
                nested.Id = attachment.Id;
                AddAttachments(nested);
            }
        }
    }

    private void Leave(SeededItem item)
    {
        var folder = item.Folder!;
        folder.ItemList.Remove(item);
        folder.Changes.Add(new ItemChange(++sequence, null, item.Id, item.CreatedSequence));
        Forget(item);
    }

    private void Forget(SeededItem item)
    {
        foreach (var gone in item.Parts.Append(item))
        {
            items.Remove(gone.Id);
            foreach (var attachment in gone.Attachments)
            {
                attachments.Remove(attachment.Id);
            }
        }
    }
}

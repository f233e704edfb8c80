using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>The folder tree of one user, or the public tree of a domain. Every member is safe from any thread.</summary>
public sealed class KerioMailbox
{
    private readonly List<KerioFolder> folders = [];
    private readonly Func<uint> nextUidValidity;
    private readonly TimeProvider time;

    internal KerioMailbox(Func<uint> nextUidValidity, TimeProvider time)
    {
        this.nextUidValidity = nextUidValidity;
        this.time = time;
    }

    internal Lock Sync { get; } = new();

    public long UsedBytes { get; private set; }

    public int ItemCount { get; private set; }

    public IReadOnlyList<KerioFolder> Folders
    {
        get
        {
            lock (Sync)
            {
                return folders.ToArray();
            }
        }
    }

    /// <summary>The folder of this path, or null. INBOX has no case (RFC 3501, 5.1), every other name has.</summary>
    public KerioFolder? Find(string path)
    {
        lock (Sync)
        {
            return folders.Find(f => IsSame(f.Path, path));
        }
    }

    public KerioFolder Folder(string path) => Find(path) ?? throw new InvalidOperationException($"There is no folder '{path}'.");

    public KerioFolder? Find(SpecialUse use) => Folders.FirstOrDefault(f => f.Use == use);

    public KerioFolder? Find(Guid guid) => Folders.FirstOrDefault(f => f.Guid == guid);

    /// <summary>The folder of a kind other than mail that the mailbox has had from the start.</summary>
    public KerioFolder Default(FolderKind kind) => Folders.First(f => f.IsDefault && f.Kind == kind);

    /// <summary>Makes the folder, or gives null when the path is taken (also by a folder that IMAP does not show).</summary>
    public KerioFolder? Create(string path, FolderKind kind = FolderKind.Mail, SpecialUse use = SpecialUse.None)
    {
        lock (Sync)
        {
            if (folders.Exists(f => IsSame(f.Path, path)))
            {
                return null;
            }

            var folder = new KerioFolder(this, path, kind, use, nextUidValidity(), time);
            folders.Add(folder);
            return folder;
        }
    }

    internal void Remove(KerioFolder folder)
    {
        lock (Sync)
        {
            folder.Expunge(folder.Messages);
            foreach (var item in folder.Resources.All)
            {
                folder.Resources.Remove(item);
            }

            folders.Remove(folder);
        }
    }

    /// <summary>Renames the folder and all below it.</summary>
    internal void Rename(KerioFolder folder, string path)
    {
        lock (Sync)
        {
            var old = folder.Path;
            foreach (var inner in folders.Where(f => f.Path.StartsWith(old + "/", StringComparison.Ordinal)))
            {
                inner.Path = path + inner.Path[old.Length..];
            }

            folder.Path = path;
        }
    }

    internal void Count(int items, long bytes)
    {
        ItemCount += items;
        UsedBytes += bytes;
    }

    internal void CreateDefaultFolders(FolderNames names)
    {
        AddDefault("INBOX", FolderKind.Mail, SpecialUse.Inbox);
        AddDefault(names.Trash, FolderKind.Mail, SpecialUse.Trash);
        AddDefault(names.Drafts, FolderKind.Mail, SpecialUse.Drafts);
        AddDefault(names.Junk, FolderKind.Mail, SpecialUse.Junk);
        AddDefault(names.Sent, FolderKind.Mail, SpecialUse.Sent);
        AddCalendar(names.Calendar, FolderKind.Calendar);
        AddDefault(names.Contacts, FolderKind.Contacts, SpecialUse.None);
        AddCalendar(names.Tasks, FolderKind.Tasks);
        AddDefault(names.Notes, FolderKind.Notes, SpecialUse.None);
    }

    private static bool IsSame(string a, string b)
    {
        if (string.Equals(a, b, StringComparison.Ordinal))
        {
            return true;
        }

        return IsBelowInbox(a) && IsBelowInbox(b) && string.Equals(a[5..], b[5..], StringComparison.Ordinal);
    }

    private static bool IsBelowInbox(string path) =>
        path.StartsWith("INBOX", StringComparison.OrdinalIgnoreCase) && (path.Length == 5 || path[5] == '/');

    private void AddCalendar(string path, FolderKind kind)
    {
        var folder = AddDefault(path, kind, SpecialUse.None);
        folder.Color = "#0252D4FF";
        folder.Order = 1;
        folder.Description = kind == FolderKind.Calendar ? string.Empty : null;
    }

    private KerioFolder AddDefault(string path, FolderKind kind, SpecialUse use)
    {
        var folder = Create(path, kind, use)!;
        folder.IsSubscribed = true;
        folder.IsDefault = true;
        return folder;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>One folder of a mailbox. Every member is safe from any thread.</summary>
public sealed class KerioFolder
{
    private readonly KerioMailbox mailbox;
    private readonly List<KerioMessage> messages = [];
    private uint uidNext = 1;

    internal KerioFolder(KerioMailbox mailbox, string path, FolderKind kind, SpecialUse use, uint uidValidity, TimeProvider time)
    {
        this.mailbox = mailbox;
        Resources = new KerioResources(mailbox, this, time);
        Path = path;
        Kind = kind;
        Use = use;
        UidValidity = uidValidity;
    }

    public Guid Guid { get; } = Guid.NewGuid();

    /// <summary>The whole name, levels parted by <c>/</c>, in Unicode.</summary>
    public string Path { get; internal set; }

    public FolderKind Kind { get; }

    public SpecialUse Use { get; }

    public uint UidValidity { get; private set; }

    /// <summary>One of those that every mailbox has from the start; nobody can delete them.</summary>
    public bool IsDefault { get; internal set; }

    public bool IsSubscribed { get; set; }

    /// <summary>How a calendar or task list is shown, <c>#RRGGBBAA</c>; null where nobody has chosen.</summary>
    public string? Color { get; set; }

    /// <summary>The place of a calendar or task list among its like; null where nobody has chosen.</summary>
    public int? Order { get; set; }

    public string? Description { get; set; }

    /// <summary>Rights of others; a public folder has those of its root besides.</summary>
    public IReadOnlyList<KerioPermission> Permissions { get; set; } = [];

    /// <summary>The items of a folder that holds no mail.</summary>
    public KerioResources Resources { get; }

    /// <summary>Goes up with every message or item that comes, goes or changes, so that a session knows when to look.</summary>
    internal int Changes { get; private set; }

    public uint UidNext
    {
        get
        {
            lock (mailbox.Sync)
            {
                return uidNext;
            }
        }
    }

    /// <summary>A copy of the list as it is now, in the order of the UIDs.</summary>
    public IReadOnlyList<KerioMessage> Messages
    {
        get
        {
            lock (mailbox.Sync)
            {
                return messages.ToArray();
            }
        }
    }

    public KerioMessage Append(ReadOnlyMemory<byte> bytes, MessageFlags flags, DateTimeOffset internalDate) =>
        Append([new NewMessage(bytes, flags, internalDate)])[0];

    /// <summary>All or none, with UIDs in one run (RFC 3502). Quota is the caller's question.</summary>
    public IReadOnlyList<KerioMessage> Append(IReadOnlyList<NewMessage> added)
    {
        lock (mailbox.Sync)
        {
            var stored = added.Select(m => new KerioMessage(uidNext++, m.Bytes, m.Flags, m.InternalDate)).ToArray();
            messages.AddRange(stored);
            mailbox.Count(stored.Length, stored.Sum(m => (long)m.Bytes.Length));
            Changes++;
            return stored;
        }
    }

    /// <summary>Removes these messages for good; what is already gone is left alone.</summary>
    public void Expunge(IEnumerable<KerioMessage> removed)
    {
        lock (mailbox.Sync)
        {
            var gone = removed.Where(m => !m.IsExpunged).ToArray();
            foreach (var message in gone)
            {
                message.IsExpunged = true;
            }

            messages.RemoveAll(m => m.IsExpunged);
            mailbox.Count(-gone.Length, -gone.Sum(m => (long)m.Bytes.Length));
            Changes++;
        }
    }

    /// <summary>As after a repair or a restored backup: the same messages under other UIDs (RFC 3501, 2.3.1.1).</summary>
    public void Renumber()
    {
        lock (mailbox.Sync)
        {
            UidValidity++;
            uidNext = 1;
            var renumbered = messages.ConvertAll(m => new KerioMessage(uidNext++, m.Bytes, m.Flags, m.InternalDate));
            messages.Clear();
            messages.AddRange(renumbered);
            Changes++;
        }
    }

    internal void CountChange() => Changes++;

    /// <summary>The messages after this UID, in order.</summary>
    internal IReadOnlyList<KerioMessage> MessagesAfter(uint uid)
    {
        lock (mailbox.Sync)
        {
            var first = messages.Count;
            while (first > 0 && messages[first - 1].Uid > uid)
            {
                first--;
            }

            return messages.GetRange(first, messages.Count - first);
        }
    }

    internal void SetFlags(KerioMessage message, Func<MessageFlags, MessageFlags> change)
    {
        lock (mailbox.Sync)
        {
            message.Flags = change(message.Flags);
        }
    }
}

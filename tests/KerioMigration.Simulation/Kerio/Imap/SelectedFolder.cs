using System.Collections.Generic;
using System.Linq;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Imap;

/// <summary>One session's picture of the folder it selected: sequence numbers change only when the client was told.</summary>
internal sealed class SelectedFolder
{
    private readonly List<KerioMessage> messages = [];
    private readonly HashSet<uint> recent = [];
    private int seenChanges;

    public SelectedFolder(KerioFolder folder, bool isReadOnly)
    {
        Folder = folder;
        IsReadOnly = isReadOnly;
        seenChanges = folder.Changes;
        TakeNew();
    }

    public KerioFolder Folder { get; }

    public bool IsReadOnly { get; }

    public int Count => messages.Count;

    public uint LastUid => messages.Count == 0 ? 0 : messages[^1].Uid;

    public IReadOnlyList<KerioMessage> Messages => messages;

    public bool IsRecent(KerioMessage message) => recent.Contains(message.Uid);

    /// <summary>Members of a set of numbers or UIDs with their sequence numbers, in order.</summary>
    public IReadOnlyList<(int Number, KerioMessage Message)> Find(SequenceSet set, bool byUid)
    {
        var last = byUid ? LastUid : (uint)messages.Count;
        var found = new List<(int, KerioMessage)>();
        for (var i = 0; i < messages.Count; i++)
        {
            if (set.Contains(byUid ? messages[i].Uid : (uint)i + 1, last))
            {
                found.Add((i + 1, messages[i]));
            }
        }

        return found;
    }

    /// <summary>Tells what came and, where the command allows it (RFC 3501, 7.4.1), what went.</summary>
    public void Update(ImapWire wire, bool allowExpunge)
    {
        if (seenChanges == Folder.Changes)
        {
            return;
        }

        if (allowExpunge)
        {
            seenChanges = Folder.Changes;
            TellExpunged(wire);
        }

        if (TakeNew())
        {
            TellExists(wire);
        }
    }

    /// <summary>EXISTS and RECENT as they are; 8.5.1 was seen to put them into the middle of other answers.</summary>
    public void TellExists(ImapWire wire) => wire.Write($"* {messages.Count} EXISTS\r\n* {recent.Count} RECENT\r\n");

    /// <summary>Forgets what is gone without telling (CLOSE).</summary>
    public IReadOnlyList<KerioMessage> Deleted() => messages.Where(m => m.Flags.HasFlag(MessageFlags.Deleted) && !m.IsExpunged).ToArray();

    private void TellExpunged(ImapWire wire)
    {
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            if (messages[i].IsExpunged)
            {
                recent.Remove(messages[i].Uid);
                messages.RemoveAt(i);
                wire.Write($"* {i + 1} EXPUNGE\r\n");
            }
        }
    }

    private bool TakeNew()
    {
        var added = Folder.MessagesAfter(LastUid);
        messages.AddRange(added);
        foreach (var message in added.Where(m => m.IsRecent))
        {
            recent.Add(message.Uid);
            message.IsRecent = IsReadOnly;
        }

        return added.Count > 0;
    }
}

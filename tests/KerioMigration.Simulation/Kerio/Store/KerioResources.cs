using System;
using System.Collections.Generic;

namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>
/// The items of a folder of events, tasks, contacts or notes. Every member is safe from any thread; whoever has to look before writing
/// holds <see cref="KerioMailbox.Sync"/> meanwhile. Quota is the caller's question.
/// </summary>
public sealed class KerioResources
{
    private readonly KerioMailbox mailbox;
    private readonly KerioFolder folder;
    private readonly TimeProvider time;
    private readonly List<KerioResource> items = [];
    private uint lastNumber;

    internal KerioResources(KerioMailbox mailbox, KerioFolder folder, TimeProvider time)
    {
        this.mailbox = mailbox;
        this.folder = folder;
        this.time = time;
    }

    /// <summary>A copy of the list as it is now, in the order of the numbers.</summary>
    public IReadOnlyList<KerioResource> All
    {
        get
        {
            lock (mailbox.Sync)
            {
                return items.ToArray();
            }
        }
    }

    public KerioResource? Find(string name)
    {
        lock (mailbox.Sync)
        {
            return items.Find(r => r.Name == name);
        }
    }

    public IReadOnlyList<KerioResource> WithUid(string uid)
    {
        lock (mailbox.Sync)
        {
            return items.FindAll(r => r.Uid == uid);
        }
    }

    /// <exception cref="InvalidOperationException">The name is taken.</exception>
    public KerioResource Add(NewResource added)
    {
        lock (mailbox.Sync)
        {
            var number = ++lastNumber;
            var name = added.Name ?? $"{folder.Guid}-{number:x8}.eml";
            if (Find(name) is not null)
            {
                throw new InvalidOperationException($"There is an item '{name}' already.");
            }

            var now = time.GetUtcNow();
            var stored = new KerioResource(folder, number, 0, name, added, now, now);
            items.Add(stored);
            mailbox.Count(1, stored.Size);
            folder.CountChange();
            return stored;
        }
    }

    /// <summary>The next revision; the name stays. Null when the item has gone.</summary>
    public KerioResource? Replace(KerioResource old, NewResource content)
    {
        lock (mailbox.Sync)
        {
            var index = items.FindIndex(r => r.Number == old.Number);
            if (index < 0)
            {
                return null;
            }

            var now = items[index];
            var stored = new KerioResource(folder, now.Number, now.Revision + 1, now.Name, content, now.CreatedAt, time.GetUtcNow());
            items[index] = stored;
            mailbox.Count(0, stored.Size - now.Size);
            folder.CountChange();
            return stored;
        }
    }

    /// <summary>Removes the item whatever its revision is; false when it has gone already.</summary>
    public bool Remove(KerioResource removed)
    {
        lock (mailbox.Sync)
        {
            var index = items.FindIndex(r => r.Number == removed.Number);
            if (index < 0)
            {
                return false;
            }

            mailbox.Count(-1, -items[index].Size);
            items.RemoveAt(index);
            folder.CountChange();
            return true;
        }
    }
}

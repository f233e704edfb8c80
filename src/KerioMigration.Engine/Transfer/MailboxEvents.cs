using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Engine.Transfer;

/// <summary>Tells the observer what happens in one mailbox, and counts what went wrong. Any thread.</summary>
internal sealed class MailboxEvents
{
    private readonly UserMapping user;
    private readonly IMigrationObserver observer;
    private int problems;
    private int vanished;

    public MailboxEvents(UserMapping user, IMigrationObserver observer)
    {
        this.user = user;
        this.observer = observer;
        Parts = new PartEvents(user, observer);
    }

    /// <summary>Failed items and folders, and stubs, so far.</summary>
    public int Problems => Volatile.Read(ref problems);

    /// <summary>
    /// Items so far that were gone when they were read: deleted or moved since they were listed, as another listing will say. Not among
    /// the problems.
    /// </summary>
    public int Vanished => Volatile.Read(ref vanished);

    public void Planned(MailboxPlan plan)
    {
        observer.OnEvent(new MailboxPlanned(user, plan));
        foreach (var folder in plan.CarriedFolders.Where(f => f.IsRenamed))
        {
            observer.OnEvent(new FolderRenamed(user, FolderPath.Join(folder.Source.Path), string.Join("/", folder.Target!.Path)));
        }
    }

    /// <summary>Items in folders that the destination has no place for now.</summary>
    public long HeldItems { get; private set; }

    /// <param name="obstacle">Why their kinds cannot be written now.</param>
    public void Held(IEnumerable<FolderPlan> folders, Failure? obstacle)
    {
        var held = folders.Where(f => f.IsHeld).ToList();
        if (held.Count > 0)
        {
            HeldItems = held.Sum(f => f.Source.ItemCount);
            observer.OnEvent(new FoldersHeld(user, [.. held.Select(f => FolderPath.Join(f.Source.Path))], HeldItems, obstacle));
        }
    }

    /// <summary>What was done with the parts of the mailbox beside its items.</summary>
    public PartEvents Parts { get; }

    public void Ensured(EnsuredResource ensured) =>
        observer.OnEvent(new ResourceEnsured(user, ensured.Resource.Address, ensured.Resource.Kind, ensured.Created));

    public void Created(string destinationAddress) => observer.OnEvent(new AccountCreated(user, destinationAddress));

    public void Failed(FolderTransfer folder, Failure failure) => Failed(folder.SourcePath, failure);

    public void Failed(string sourcePath, Failure failure)
    {
        Interlocked.Increment(ref problems);
        observer.OnEvent(new FolderFailed(user, sourcePath, failure));
    }

    /// <summary>The archive was looked for.</summary>
    /// <param name="failure">There is one, and all that is in it is missing at the destination.</param>
    public void Archive(Failure? failure)
    {
        Parts.Begin(MailboxPart.Archive);
        if (failure is not null)
        {
            Interlocked.Increment(ref problems);
            Parts.Failed(MailboxPart.Archive, "", failure);
        }
    }

    /// <summary>So many items may have been moved into the archive, which was not read, and were not removed.</summary>
    public void Unseen(int count)
    {
        if (count > 0)
        {
            Parts.Carried(
                MailboxPart.Archive,
                "",
                0,
                [FormattableString.Invariant($"{count:N0} items that are missing in the mailbox were not removed, for they may have been moved into its archive, which was not read. Give -IncludeArchive")]);
        }
    }

    public void Listed(FolderTransfer folder, int count)
    {
        if (count > 0)
        {
            observer.OnEvent(new ItemsListed(user, folder.SourcePath, count));
        }
    }

    public void Adopted(FolderTransfer folder, int count)
    {
        if (count > 0)
        {
            observer.OnEvent(new ItemsAdopted(user, folder.SourcePath, count));
        }
    }

    public void Settled(FolderTransfer folder, IReadOnlyList<WrittenItem> items)
    {
        var stored = items.Where(i => i.Receipt is { Failure: null, WasThere: false }).ToList();
        Adopted(folder, items.Count(i => i.Receipt is { Failure: null, WasThere: true }));
        if (stored.Count > 0)
        {
            observer.OnEvent(new ItemsMigrated(user, folder.SourcePath, stored.Count, stored.Sum(i => i.Bytes)));
        }

        foreach (var item in items)
        {
            Tell(folder, item);
        }
    }

    /// <summary>An item of an earlier run could not be looked at again.</summary>
    public void Failed(FolderTransfer folder, ItemRef item, Failure failure)
    {
        Interlocked.Increment(ref problems);
        observer.OnEvent(new ItemFailed(user, folder.SourcePath, item.Subject, item.Id, failure));
    }

    public void Followed(string sourcePath, ChangeCounts counts)
    {
        if (counts != ChangeCounts.None)
        {
            observer.OnEvent(new ItemsFollowed(user, sourcePath, counts));
        }
    }

    public void Kept(string sourcePath, ItemRef item, string message) => observer.OnEvent(new ItemKept(user, sourcePath, item.Subject, item.Id, message));

    private void Tell(FolderTransfer folder, WrittenItem item)
    {
        if (item.Receipt.Failure is { } failure)
        {
            Interlocked.Increment(ref failure.Reason == Reason.ItemNotFound ? ref vanished : ref problems);
            observer.OnEvent(new ItemFailed(user, folder.SourcePath, item.Subject, item.Receipt.SourceId, failure));
        }
        else if (item.Receipt.Loss is { } loss)
        {
            if (item.Fidelity == ItemFidelity.Stub)
            {
                Interlocked.Increment(ref problems);
            }

            observer.OnEvent(new ItemLoss(user, folder.SourcePath, item.Subject, loss) { Fidelity = item.Fidelity });
        }
    }
}

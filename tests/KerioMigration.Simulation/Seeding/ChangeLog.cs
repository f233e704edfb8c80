using System;

namespace KerioMigration.Simulation.Seeding;

/// <summary>Reads the lines of a change log as differences to a place in it.</summary>
internal static class ChangeLog
{
    public static SyncChange<SeededItem>? Difference(ItemChange line, SeededFolder folder, long since, bool withAssociated)
    {
        var isNew = line.CreatedSequence > since;
        if (line.Item is not { } item)
        {
            return isNew ? null : new(SyncChangeKind.Delete, null, line.Id);
        }

        if (item.Folder != folder || item.LastSequence != line.Sequence || (item.IsAssociated && !withAssociated))
        {
            return null;
        }

        var kind = isNew ? SyncChangeKind.Create
            : item.ContentSequence > since ? SyncChangeKind.Update
            : SyncChangeKind.ReadFlagChange;
        return new(kind, item, item.Id);
    }

    public static SyncChange<SeededFolder>? Difference(FolderChange line, SeededFolder root, long since)
    {
        var isNew = line.CreatedSequence > since;
        if (line.Folder is not { } folder)
        {
            return isNew ? null : new(SyncChangeKind.Delete, null, line.Id);
        }

        return folder.Sequence == line.Sequence && folder != root && IsBelow(folder, root)
            ? new(isNew ? SyncChangeKind.Create : SyncChangeKind.Update, folder, folder.Id)
            : null;
    }

    /// <summary>The first line after a number in a log that grows by number.</summary>
    public static int FirstAfter(int count, Func<int, long> sequenceAt, long since)
    {
        var low = 0;
        while (low < count)
        {
            var middle = (low + count) / 2;
            if (sequenceAt(middle) <= since)
            {
                low = middle + 1;
            }
            else
            {
                count = middle;
            }
        }

        return low;
    }

    private static bool IsBelow(SeededFolder folder, SeededFolder root)
    {
        for (var parent = folder.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent == root)
            {
                return true;
            }
        }

        return false;
    }
}

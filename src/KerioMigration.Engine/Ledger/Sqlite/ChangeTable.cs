using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>What changed at the source after it was carried. Carried are the states 2 Migrated and 3 Existing.</summary>
internal static class ChangeTable
{
    private const string OfMailbox = "folder_id IN (SELECT id FROM folder WHERE mailbox_id = ?1)";

    private const string This = " WHERE folder_id = ?1 AND source_id = ?2";

    private const string Carried = " AND state IN (2, 3)";

    private const string SelectChanges = "SELECT " + ItemTable.Listed + """
        , folder_id, state, source_change, flags, source_flags, destination_id, message_id, key_date, key_size, sha256
        FROM item WHERE source_change IS NOT NULL
        """ + Carried + " AND " + OfMailbox;

    private const string SelectKnown = "SELECT " + ItemTable.Listed + """
        , folder_id, state, source_change, destination_id, message_id, key_date, key_size FROM item WHERE
        """ + " " + OfMailbox;

    private const string SettleOne =
        "UPDATE item SET flags = COALESCE(?3, flags), source_flags = NULL, source_change = NULL, reason = ?4, message = ?5" + This + Carried;

    private const string Reopen = """
        UPDATE item SET state = 0, source_change = NULL, source_flags = NULL, destination_id = NULL, loss = NULL, reason = NULL, message = NULL
        """ + This + " AND state = 2";

    // Parameters as ItemMove has them; ?5 what is left to be done, ?6 the source's flags. An item that left its folder and came back has
    // another id and the same copy: nothing has to be moved.
    private const string Inherit = """
        UPDATE item SET state = CASE WHEN ?1 = ?3 THEN 2 ELSE 1 END, reason = NULL, message = NULL, code = NULL,
            source_change = ?5, source_flags = ?6,
            (message_id, key_date, key_size, sha256, flags, internal_date, loss, fidelity, destination_id, run_id, mark_number) =
            (SELECT o.message_id, o.key_date, o.key_size, o.sha256, o.flags, o.internal_date, o.loss, o.fidelity,
                CASE WHEN ?1 = ?3 THEN o.destination_id END, o.run_id, o.mark_number
            FROM item o WHERE o.folder_id = ?1 AND o.source_id = ?2 AND o.state = 2)
        WHERE folder_id = ?3 AND source_id = ?4 AND state IN (0, 4, 5, 6)
            AND EXISTS (SELECT 1 FROM item o WHERE o.folder_id = ?1 AND o.source_id = ?2 AND o.state = 2)
        """;

    public static void NoteFolderGone(LedgerDatabase database, long folderId)
    {
        var page = Ids(database, folderId).Select(id => new ItemListing(new ItemRef { Id = id }, ItemState.Pending) { Change = ItemChangeType.Deleted });
        ItemTable.Record(database, folderId, [.. page]);
        database.Prepare("UPDATE folder SET list_cursor = NULL, is_listed = 0, source_item_count = 0 WHERE id = ?1").Bind(1, folderId).Execute();
    }

    public static IReadOnlyList<ChangedItem> ReadChanges(LedgerDatabase database, long mailboxId)
    {
        var items = new List<ChangedItem>();
        var rows = database.Prepare(SelectChanges).Bind(1, mailboxId);
        while (rows.Step())
        {
            items.Add(new ChangedItem
            {
                Item = ItemTable.ReadListed(rows, 0),
                FolderId = rows.Long(7),
                State = (ItemState)rows.Long(8),
                Change = (ItemChangeType)rows.Long(9),
                Flags = (MessageFlags?)rows.LongOrNull(10),
                SourceFlags = (MessageFlags?)rows.LongOrNull(11),
                DestinationId = rows.TextOrNull(12),
                Key = ReadKey(rows, 13),
                Sha256 = rows.BytesOrNull(16),
            });
        }

        return items;
    }

    public static IReadOnlyList<KnownItem> ReadKnown(LedgerDatabase database, long mailboxId, Func<KnownItem, bool> wanted)
    {
        var items = new List<KnownItem>();
        var rows = database.Prepare(SelectKnown).Bind(1, mailboxId);
        while (rows.Step())
        {
            var item = new KnownItem(rows.Long(7), ItemTable.ReadListed(rows, 0), (ItemState)rows.Long(8))
            {
                IsDeleted = rows.LongOrNull(9) == (long)ItemChangeType.Deleted,
                DestinationId = rows.TextOrNull(10),
                Key = ReadKey(rows, 11),
            };
            if (wanted(item))
            {
                items.Add(item);
            }
        }

        return items;
    }

    public static void SetPlaces(LedgerDatabase database, long folderId, IReadOnlyList<ItemReceipt> places)
    {
        var update = database.Prepare("UPDATE item SET destination_id = ?3" + This + Carried);
        foreach (var place in places)
        {
            update.Bind(1, folderId).Bind(2, place.SourceId).Bind(3, place.DestinationId).Execute();
        }
    }

    /// <summary>Gives how many had their flags changed at the destination.</summary>
    public static ChangeCounts Settle(LedgerDatabase database, long folderId, IReadOnlyList<SettledChange> changes)
    {
        long written = 0;
        var update = database.Prepare(SettleOne);
        foreach (var change in changes)
        {
            var settled = update.Bind(1, folderId).Bind(2, change.SourceId).Bind(3, (long?)change.Flags)
                .Bind(4, change.Reason == Reason.None ? null : change.Reason.ToString()).Bind(5, change.Message).Execute();
            written += change.IsWritten ? settled : 0;
        }

        return ChangeCounts.None with { FlagsChanged = written };
    }

    public static ChangeCounts Remove(LedgerDatabase database, long folderId, IReadOnlyList<string> sourceIds, bool isByUs)
    {
        var delete = database.Prepare("DELETE FROM item" + This + " AND state = 2 AND source_change = 3");
        var removed = sourceIds.Sum(id => delete.Bind(1, folderId).Bind(2, id).Execute());
        return isByUs ? ChangeCounts.None with { Removed = removed } : ChangeCounts.None;
    }

    public static void Replace(LedgerDatabase database, long folderId, IReadOnlyList<string> sourceIds)
    {
        foreach (var sourceId in sourceIds)
        {
            SupersededTable.Insert(database, new ItemMove(folderId, sourceId, folderId, sourceId));
            database.Prepare(Reopen).Bind(1, folderId).Bind(2, sourceId).Execute();
        }
    }

    public static void Replace(LedgerDatabase database, IReadOnlyList<ItemMove> moves)
    {
        foreach (var move in moves)
        {
            SupersededTable.Insert(database, move);
            Leave(database, move);
        }
    }

    public static void IntendMoves(LedgerDatabase database, IReadOnlyList<ItemMove> moves)
    {
        var inherit = database.Prepare(Inherit);
        foreach (var move in moves)
        {
            if (move.FromFolder != move.ToFolder)
            {
                SupersededTable.Insert(database, move);
            }

            inherit.Bind(1, move.FromFolder).Bind(2, move.FromId).Bind(3, move.ToFolder).Bind(4, move.ToId)
                .Bind(5, (long?)move.Change).Bind(6, (long?)move.SourceFlags);
            if (inherit.Execute() == 0)
            {
                throw new InvalidOperationException($"The item {move.ToId} is not open, or {move.FromId} is not at the destination.");
            }

            Leave(database, move);
        }
    }

    private static void Leave(LedgerDatabase database, ItemMove move) =>
        database.Prepare("DELETE FROM item" + This + " AND state = 2").Bind(1, move.FromFolder).Bind(2, move.FromId).Execute();

    private static List<string> Ids(LedgerDatabase database, long folderId)
    {
        var ids = new List<string>();
        var rows = database.Prepare("SELECT source_id FROM item WHERE folder_id = ?1").Bind(1, folderId);
        while (rows.Step())
        {
            ids.Add(rows.Text(0));
        }

        return ids;
    }

    private static ItemKey? ReadKey(SqlStatement row, int first) =>
        row.IsNull(first + 2) ? null : new ItemKey(row.TextOrNull(first), row.TimeOrNull(first + 1), row.Long(first + 2));
}

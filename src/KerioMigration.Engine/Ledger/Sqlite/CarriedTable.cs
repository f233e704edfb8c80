using System.Collections.Generic;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>What stands at the destination: 2 Migrated and 3 Existing.</summary>
internal static class CarriedTable
{
    private const string This = " WHERE folder_id = ?1 AND source_id = ?2";

    private const string Ours = " AND state IN (1, 2)";

    private const string Adopt = """
        UPDATE item SET state = 3, destination_id = ?3, message_id = ?4, key_date = ?5, key_size = ?6, sha256 = ?7, run_id = ?8,
            reason = NULL, message = NULL, code = NULL
        """ + This + " AND state IN (0, 4, 5, 6)";

    public static IReadOnlyList<CarriedItem> Read(LedgerDatabase database, long folderId)
    {
        var items = new List<CarriedItem>();
        var rows = database.Prepare("""
            SELECT source_id, state, subject, destination_id, message_id, key_date, key_size, sha256 FROM item
            WHERE folder_id = ?1 AND state IN (2, 3)
            """).Bind(1, folderId);
        while (rows.Step())
        {
            items.Add(new CarriedItem(rows.Text(0), (ItemState)rows.Long(1))
            {
                Subject = rows.TextOrNull(2),
                DestinationId = rows.TextOrNull(3),
                Key = rows.IsNull(6) ? null : new ItemKey(rows.TextOrNull(4), rows.TimeOrNull(5), rows.Long(6)),
                Sha256 = rows.BytesOrNull(7),
            });
        }

        return items;
    }

    public static void AdoptAll(LedgerDatabase database, long folderId, long runId, IReadOnlyList<AdoptedItem> items)
    {
        var update = database.Prepare(Adopt);
        foreach (var item in items)
        {
            update.Bind(1, folderId).Bind(2, item.SourceId).Bind(3, item.DestinationId).Bind(4, item.Key.MessageId)
                .Bind(5, item.Key.Date).Bind(6, item.Key.Size).Bind(7, item.Sha256).Bind(8, runId).Execute();
        }
    }

    public static void Recall(LedgerDatabase database, long folderId, IReadOnlyList<ItemReceipt> places)
    {
        var update = database.Prepare("UPDATE item SET state = 1, destination_id = ?3, reason = NULL, message = NULL" + This + " AND state = 2");
        foreach (var place in places)
        {
            update.Bind(1, folderId).Bind(2, place.SourceId).Bind(3, place.DestinationId).Execute();
        }
    }

    public static void Release(LedgerDatabase database, long folderId, IReadOnlyList<string> sourceIds)
    {
        var update = database.Prepare("""
            UPDATE item SET state = 0, destination_id = NULL, source_change = NULL, fidelity = 0, loss = NULL, reason = NULL, message = NULL, code = NULL
            """ + This + Ours);
        var delete = database.Prepare("DELETE FROM item" + This + Ours + " AND source_change = 3");
        foreach (var id in sourceIds)
        {
            delete.Bind(1, folderId).Bind(2, id).Execute();
            update.Bind(1, folderId).Bind(2, id).Execute();
        }
    }

    public static void NoteKept(LedgerDatabase database, long folderId, IReadOnlyList<string> sourceIds, Reason reason, string message)
    {
        var update = database.Prepare("UPDATE item SET reason = ?3, message = ?4" + This + " AND state IN (2, 3)");
        foreach (var id in sourceIds)
        {
            update.Bind(1, folderId).Bind(2, id).Bind(3, reason.ToString()).Bind(4, message).Execute();
        }
    }
}

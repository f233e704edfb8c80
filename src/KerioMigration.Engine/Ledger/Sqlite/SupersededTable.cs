using System.Collections.Generic;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>Copies at the destination that another one replaces: few at any time, and none in a first run.</summary>
internal static class SupersededTable
{
    private const string Facts = "destination_id, message_id, key_date, key_size, sha256, flags";

    // ?1 ?2 the item that has the copy, ?3 ?4 the one that follows.
    private const string InsertFrom =
        "INSERT INTO superseded (folder_id, " + Facts + ", successor_folder, successor_id) SELECT folder_id, " + Facts + """
        , ?3, ?4 FROM item WHERE folder_id = ?1 AND source_id = ?2 AND state = 2 AND destination_id IS NOT NULL
        ON CONFLICT (folder_id, destination_id) DO UPDATE SET successor_folder = excluded.successor_folder, successor_id = excluded.successor_id
        """;

    private const string OfSuccessor = " FROM superseded s WHERE s.successor_folder = ?1 AND s.successor_id = ?2";

    private const string Restore =
        "UPDATE item SET state = 2, source_change = 3, source_flags = NULL, reason = NULL, message = NULL, code = NULL, (folder_id, " + Facts
        + ") = (SELECT folder_id, " + Facts + OfSuccessor + """
         LIMIT 1) WHERE folder_id = ?1 AND source_id = ?2 AND state IN (0, 4, 5, 6) AND EXISTS (SELECT 1
        """ + OfSuccessor + ")";

    private const string SelectAll = """
        SELECT s.folder_id, s.destination_id, s.message_id, s.key_date, s.key_size, s.sha256, s.flags, s.successor_folder, s.successor_id,
            i.state, i.destination_id, CASE WHEN s.folder_id <> s.successor_folder AND s.sha256 = i.sha256 THEN 1 ELSE 0 END
        FROM superseded s JOIN item i ON i.folder_id = s.successor_folder AND i.source_id = s.successor_id
        WHERE s.successor_folder IN (SELECT id FROM folder WHERE mailbox_id = ?1)
        """;

    private const string IsMove = """
        SELECT CASE WHEN s.folder_id <> s.successor_folder AND s.sha256 = i.sha256 THEN 1 ELSE 0 END
        FROM superseded s JOIN item i ON i.folder_id = s.successor_folder AND i.source_id = s.successor_id
        WHERE s.successor_folder = ?1 AND s.successor_id = ?2
        """;

    public static bool Any(LedgerDatabase database)
    {
        var row = database.Prepare("SELECT 1 FROM superseded LIMIT 1");
        var any = row.Step();
        row.Reset();
        return any;
    }

    public static void Insert(LedgerDatabase database, ItemMove move) =>
        database.Prepare(InsertFrom).Bind(1, move.FromFolder).Bind(2, move.FromId).Bind(3, move.ToFolder).Bind(4, move.ToId).Execute();

    /// <summary>What the confirmation of this item means for a copy that it replaces; null when it replaces none.</summary>
    public static ChangeCounts? ChangeBy(LedgerDatabase database, long folderId, string sourceId)
    {
        var row = database.Prepare(IsMove).Bind(1, folderId).Bind(2, sourceId);
        if (!row.Step())
        {
            return null;
        }

        var isMove = row.Flag(0);
        row.Reset();
        return isMove ? new ChangeCounts(0, 1, 0, 0) : new ChangeCounts(1, 0, 0, 0);
    }

    /// <summary>An open item that was to replace a copy is gone: the copy has an item again, deleted at the source. False when there is no copy.</summary>
    public static bool GiveBack(LedgerDatabase database, long folderId, string sourceId)
    {
        if (database.Prepare(Restore).Bind(1, folderId).Bind(2, sourceId).Execute() == 0)
        {
            return false;
        }

        database.Prepare("DELETE FROM superseded WHERE successor_folder = ?1 AND successor_id = ?2").Bind(1, folderId).Bind(2, sourceId).Execute();
        return true;
    }

    public static IReadOnlyList<SupersededCopy> ReadOf(LedgerDatabase database, long mailboxId)
    {
        var copies = new List<SupersededCopy>();
        var rows = database.Prepare(SelectAll).Bind(1, mailboxId);
        while (rows.Step())
        {
            copies.Add(new SupersededCopy(rows.Long(0), rows.Text(1))
            {
                Key = rows.IsNull(4) ? null : new ItemKey(rows.TextOrNull(2), rows.TimeOrNull(3), rows.Long(4)),
                Sha256 = rows.BytesOrNull(5),
                Flags = (MessageFlags?)rows.LongOrNull(6),
                SuccessorFolder = rows.Long(7),
                SuccessorId = rows.Text(8),
                SuccessorState = (ItemState)rows.Long(9),
                SuccessorPlace = rows.TextOrNull(10),
                IsMove = rows.Flag(11),
            });
        }

        return copies;
    }

    public static void Forget(LedgerDatabase database, IReadOnlyList<SupersededCopy> copies)
    {
        var delete = database.Prepare("DELETE FROM superseded WHERE folder_id = ?1 AND destination_id = ?2");
        foreach (var copy in copies)
        {
            delete.Bind(1, copy.FolderId).Bind(2, copy.DestinationId).Execute();
        }
    }
}

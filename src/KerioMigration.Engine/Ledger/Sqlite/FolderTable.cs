using System.Collections.Generic;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger.Sqlite;

internal static class FolderTable
{
    private const string Columns = """
        id, source_id, source_path, role, kind, source_item_count, target_path, reason, is_renamed, destination_full_name,
        created_by_us, list_cursor, is_listed, mark
        """;

    private const string Upsert = """
        INSERT INTO folder (id, mailbox_id, source_id, source_path, role, kind, source_item_count, target_path, reason, is_renamed,
            destination_full_name, created_by_us, list_cursor, is_listed, mark, mark_number)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM folder), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 0)
        ON CONFLICT (mailbox_id, source_id) DO UPDATE SET source_path = excluded.source_path, role = excluded.role, kind = excluded.kind,
            source_item_count = excluded.source_item_count, target_path = excluded.target_path, reason = excluded.reason,
            is_renamed = excluded.is_renamed
        """;

    public static FolderEntry Put(LedgerDatabase database, long mailboxId, FolderEntry folder)
    {
        database.Prepare(Upsert).Bind(1, mailboxId).Bind(2, folder.SourceId).Bind(3, folder.SourcePath).Bind(4, folder.Role.ToString())
            .Bind(5, (long)folder.Kind).Bind(6, folder.SourceItemCount).Bind(7, folder.TargetPath).Bind(8, folder.Reason.ToString())
            .Bind(9, folder.IsRenamed).Bind(10, folder.DestinationFullName).Bind(11, folder.CreatedByUs).Bind(12, folder.Cursor)
            .Bind(13, folder.IsListed).Bind(14, folder.Mark).Execute();
        var row = database.Prepare("SELECT " + Columns + " FROM folder WHERE mailbox_id = ?1 AND source_id = ?2")
            .Bind(1, mailboxId).Bind(2, folder.SourceId);
        row.Step();
        var entry = Read(row, 0);
        row.Reset();
        return entry;
    }

    public static void SetMark(LedgerDatabase database, long folderId, string fullName, string? mark, bool createdByUs) =>
        database.Prepare("""
            UPDATE folder SET destination_full_name = ?1, mark = ?2, mark_number = mark_number + 1,
                created_by_us = CASE WHEN ?3 = 1 THEN 1 ELSE created_by_us END
            WHERE id = ?4
            """).Bind(1, fullName).Bind(2, mark).Bind(3, createdByUs).Bind(4, folderId).Execute();

    public static void Forget(LedgerDatabase database, long folderId) =>
        database.Prepare("UPDATE folder SET destination_full_name = NULL, mark = NULL, mark_number = mark_number + 1, created_by_us = 0 WHERE id = ?1")
            .Bind(1, folderId).Execute();

    public static void SetCursor(LedgerDatabase database, long folderId, string cursor, bool isLast) =>
        database.Prepare("UPDATE folder SET list_cursor = ?1, is_listed = CASE WHEN ?2 = 1 THEN 1 ELSE is_listed END WHERE id = ?3")
            .Bind(1, cursor).Bind(2, isLast).Bind(3, folderId).Execute();

    public static IReadOnlyList<FolderEntry> ReadOf(LedgerDatabase database, long mailboxId)
    {
        var folders = new List<FolderEntry>();
        var rows = database.Prepare("SELECT " + Columns + " FROM folder WHERE mailbox_id = ?1 ORDER BY id").Bind(1, mailboxId);
        while (rows.Step())
        {
            folders.Add(Read(rows, 0));
        }

        return folders;
    }

    /// <summary>The folders of all mailboxes, with the id of the mailbox.</summary>
    public static IReadOnlyList<(long MailboxId, FolderEntry Folder)> ReadAll(LedgerDatabase database)
    {
        var folders = new List<(long, FolderEntry)>();
        var rows = database.Prepare("SELECT mailbox_id, " + Columns + " FROM folder ORDER BY mailbox_id, source_path, id");
        while (rows.Step())
        {
            folders.Add((rows.Long(0), Read(rows, 1)));
        }

        return folders;
    }

    private static FolderEntry Read(SqlStatement row, int first) => new()
    {
        Id = row.Long(first),
        SourceId = row.Text(first + 1),
        SourcePath = row.Text(first + 2),
        Role = row.Name<FolderRole>(first + 3),
        Kind = (ItemKind)row.Long(first + 4),
        SourceItemCount = row.Long(first + 5),
        TargetPath = row.TextOrNull(first + 6),
        Reason = row.Name<Reason>(first + 7),
        IsRenamed = row.Flag(first + 8),
        DestinationFullName = row.TextOrNull(first + 9),
        CreatedByUs = row.Flag(first + 10),
        Cursor = row.TextOrNull(first + 11),
        IsListed = row.Flag(first + 12),
        Mark = row.TextOrNull(first + 13),
    };
}

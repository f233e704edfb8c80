using System.Collections.Generic;
using System.Globalization;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>What was set for a mailbox at the destination beside its items.</summary>
internal static class PartTable
{
    private const string Same = " WHERE mailbox_id = ?1 AND part = ?2 AND place = ?3 AND name = ?4";

    public static void Intend(LedgerDatabase database, long mailboxId, IReadOnlyList<PartEntry> entries)
    {
        foreach (var entry in entries)
        {
            var before = Of(database, "SELECT before_value FROM mailbox_part" + Same + " AND after_value = ?5", mailboxId, entry).Bind(5, entry.Before).FirstText();
            if (before is null)
            {
                Forget(database, mailboxId, [entry]);
            }

            Of(database, "INSERT INTO mailbox_part (mailbox_id, part, place, name, before_value, after_value) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING", mailboxId, entry)
                .Bind(5, before ?? entry.Before).Bind(6, entry.After).Execute();
        }
    }

    public static void Forget(LedgerDatabase database, long mailboxId, IReadOnlyList<PartEntry> entries)
    {
        foreach (var entry in entries)
        {
            Of(database, "DELETE FROM mailbox_part" + Same, mailboxId, entry).Execute();
        }
    }

    public static void Clear(LedgerDatabase database, long mailboxId) =>
        database.Prepare("DELETE FROM mailbox_part WHERE mailbox_id = ?1").Bind(1, mailboxId).Execute();

    public static IReadOnlyList<PartEntry> Read(LedgerDatabase database, string address) =>
        database.Prepare("SELECT id FROM mailbox WHERE address_key = ?1").Bind(1, MailboxTable.KeyOf(address)).FirstText() is { } id
            ? Read(database, long.Parse(id, CultureInfo.InvariantCulture))
            : [];

    public static IReadOnlyList<PartEntry> Read(LedgerDatabase database, long mailboxId)
    {
        List<PartEntry> entries = [];
        var rows = database.Prepare(
            "SELECT part, place, name, before_value, after_value FROM mailbox_part WHERE mailbox_id = ?1 ORDER BY part, place, name, after_value").Bind(1, mailboxId);
        while (rows.Step())
        {
            entries.Add(new PartEntry(rows.Name<MailboxPart>(0), rows.Text(1), rows.Text(2), rows.Text(3), rows.Text(4)));
        }

        return entries;
    }

    /// <summary>Of all mailboxes; what was set several times counts once.</summary>
    public static IReadOnlyList<PartCount> Count(LedgerDatabase database)
    {
        List<PartCount> counts = [];
        var rows = database.Prepare("""
            SELECT m.address, p.part, COUNT(*) FROM (SELECT DISTINCT mailbox_id, part, place, name FROM mailbox_part) p
            JOIN mailbox m ON m.id = p.mailbox_id GROUP BY m.address_key, m.address, p.part ORDER BY m.address_key, p.part
            """);
        while (rows.Step())
        {
            counts.Add(new PartCount(rows.Text(0), rows.Name<MailboxPart>(1), rows.Long(2)));
        }

        return counts;
    }

    private static SqlStatement Of(LedgerDatabase database, string sql, long mailboxId, PartEntry entry) =>
        database.Prepare(sql).Bind(1, mailboxId).Bind(2, entry.Part.ToString()).Bind(3, entry.Place).Bind(4, entry.Name);
}

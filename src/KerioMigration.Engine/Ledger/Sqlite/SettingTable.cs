using System.Collections.Generic;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>What was set for the owner of a mailbox.</summary>
internal static class SettingTable
{
    public static void Note(LedgerDatabase database, long mailboxId, MailboxPart part, string value) =>
        database.Prepare("INSERT INTO mailbox_setting (mailbox_id, part, value) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")
            .Bind(1, mailboxId).Bind(2, part.ToString()).Bind(3, value).Execute();

    public static void Forget(LedgerDatabase database, long mailboxId, MailboxPart part, string value) =>
        database.Prepare("DELETE FROM mailbox_setting WHERE mailbox_id = ?1 AND part = ?2 AND value = ?3")
            .Bind(1, mailboxId).Bind(2, part.ToString()).Bind(3, value).Execute();

    public static void Clear(LedgerDatabase database, long mailboxId) =>
        database.Prepare("DELETE FROM mailbox_setting WHERE mailbox_id = ?1").Bind(1, mailboxId).Execute();

    public static IReadOnlyCollection<string> Read(LedgerDatabase database, long mailboxId, MailboxPart part)
    {
        List<string> values = [];
        var rows = database.Prepare("SELECT value FROM mailbox_setting WHERE mailbox_id = ?1 AND part = ?2").Bind(1, mailboxId).Bind(2, part.ToString());
        while (rows.Step())
        {
            values.Add(rows.Text(0));
        }

        return values;
    }
}

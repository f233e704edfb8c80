using System.Collections.Generic;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>What of a mailbox, beside its items, is not at the destination as it was.</summary>
internal static class LossTable
{
    public static void Set(LedgerDatabase database, long mailboxId, MailboxPart part, IReadOnlyList<LossEntry> losses)
    {
        database.Prepare("DELETE FROM mailbox_loss WHERE mailbox_id = ?1 AND part = ?2").Bind(1, mailboxId).Bind(2, part.ToString()).Execute();
        for (var i = 0; i < losses.Count; i++)
        {
            database.Prepare("INSERT INTO mailbox_loss (mailbox_id, part, number, place, loss, is_open) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
                .Bind(1, mailboxId).Bind(2, part.ToString()).Bind(3, i).Bind(4, losses[i].Place).Bind(5, losses[i].Loss).Bind(6, losses[i].IsOpen).Execute();
        }
    }

    public static void Clear(LedgerDatabase database, long mailboxId) =>
        database.Prepare("DELETE FROM mailbox_loss WHERE mailbox_id = ?1").Bind(1, mailboxId).Execute();

    /// <summary>By mailbox and part, each part's in the order in which they were set.</summary>
    public static IReadOnlyList<MailboxLoss> ReadAll(LedgerDatabase database)
    {
        var losses = new List<MailboxLoss>();
        var rows = database.Prepare("""
            SELECT m.address, m.destination, l.part, l.place, l.loss, l.is_open
            FROM mailbox_loss l JOIN mailbox m ON m.id = l.mailbox_id ORDER BY m.address_key, l.part, l.number
            """);
        while (rows.Step())
        {
            losses.Add(new MailboxLoss(rows.Text(0), rows.Text(1), new LossEntry(rows.Name<MailboxPart>(2), rows.Text(3), rows.Text(4), rows.Flag(5))));
        }

        return losses;
    }
}

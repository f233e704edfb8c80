using System.Collections.Generic;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>What of distribution groups is not at the destination as it was.</summary>
internal static class GroupLossTable
{
    public static void Set(LedgerDatabase database, string group, string destination, IReadOnlyList<LossEntry> losses)
    {
        var key = MailboxTable.KeyOf(group);
        database.Prepare("DELETE FROM group_loss WHERE group_key = ?1").Bind(1, key).Execute();
        for (var i = 0; i < losses.Count; i++)
        {
            database.Prepare("INSERT INTO group_loss (group_key, number, address, destination, loss, is_open) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
                .Bind(1, key).Bind(2, i).Bind(3, group).Bind(4, destination).Bind(5, losses[i].Loss).Bind(6, losses[i].IsOpen).Execute();
        }
    }

    /// <summary>By group, each one's in the order in which they were set.</summary>
    public static IReadOnlyList<MailboxLoss> ReadAll(LedgerDatabase database)
    {
        var losses = new List<MailboxLoss>();
        var rows = database.Prepare("SELECT address, destination, loss, is_open FROM group_loss ORDER BY group_key, number");
        while (rows.Step())
        {
            losses.Add(new MailboxLoss(rows.Text(0), rows.Text(1), new LossEntry(MailboxPart.Group, "", rows.Text(2), rows.Flag(3))));
        }

        return losses;
    }
}

using System.Collections.Generic;

namespace KerioMigration.Engine.Ledger.Sqlite;

internal static class AccountDetailTable
{
    private const string This = " WHERE mailbox_id = ?1 AND kind = ?2 AND value = ?3";

    public static IReadOnlyList<AccountDetailEntry> Read(LedgerDatabase database, long mailboxId)
    {
        var entries = new List<AccountDetailEntry>();
        var rows = database.Prepare("SELECT kind, value FROM account_detail WHERE mailbox_id = ?1 ORDER BY kind, value").Bind(1, mailboxId);
        while (rows.Step())
        {
            entries.Add(new AccountDetailEntry(rows.Name<AccountDetailKind>(0), rows.Text(1)));
        }

        return entries;
    }

    public static void Note(LedgerDatabase database, long mailboxId, IReadOnlyList<AccountDetailEntry> entries)
    {
        var insert = database.Prepare("INSERT INTO account_detail (mailbox_id, kind, value) VALUES (?1, ?2, ?3) ON CONFLICT (mailbox_id, kind, value) DO NOTHING");
        foreach (var entry in entries)
        {
            insert.Bind(1, mailboxId).Bind(2, entry.Kind.ToString()).Bind(3, entry.Value).Execute();
        }
    }

    public static void Forget(LedgerDatabase database, long mailboxId, AccountDetailEntry entry) =>
        database.Prepare("DELETE FROM account_detail" + This).Bind(1, mailboxId).Bind(2, entry.Kind.ToString()).Bind(3, entry.Value).Execute();

    /// <summary>The account is no more; what the source calls its user stays.</summary>
    public static void ForgetAll(LedgerDatabase database, long mailboxId) =>
        database.Prepare("DELETE FROM account_detail WHERE mailbox_id = ?1 AND kind <> ?2").Bind(1, mailboxId).Bind(2, nameof(AccountDetailKind.LegacyName)).Execute();

    /// <summary>Of all mailboxes, by address.</summary>
    public static IReadOnlyList<LegacyName> ReadLegacyNames(LedgerDatabase database)
    {
        var names = new List<LegacyName>();
        var rows = database.Prepare("""
            SELECT m.address, m.display_name, m.destination, d.value FROM account_detail d JOIN mailbox m ON m.id = d.mailbox_id
            WHERE d.kind = ?1 ORDER BY m.address_key, d.value
            """).Bind(1, nameof(AccountDetailKind.LegacyName));
        while (rows.Step())
        {
            names.Add(new LegacyName(new MailboxEntry(rows.Text(0)) { DisplayName = rows.Text(1), DestinationAddress = rows.Text(2) }, rows.Text(3)));
        }

        return names;
    }
}

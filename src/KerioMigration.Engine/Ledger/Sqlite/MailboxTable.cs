using System;
using System.Collections.Generic;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger.Sqlite;

internal static class MailboxTable
{
    private const string Upsert = """
        INSERT INTO mailbox (id, address_key, address, display_name, destination, state, reason, account_created)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM mailbox), ?1, ?2, ?3, ?4, 'NotStarted', 'None', 0)
        ON CONFLICT (address_key) DO UPDATE SET
            display_name = CASE WHEN excluded.display_name = '' THEN mailbox.display_name ELSE excluded.display_name END,
            destination = CASE WHEN excluded.destination = '' THEN mailbox.destination ELSE excluded.destination END
        """;

    private const string Select = """
        SELECT m.id, m.address, m.display_name, m.destination, m.state, m.reason, m.message, m.account_created,
            r.run_id, r.started, r.ended, r.migrated, r.updated, r.moved, r.removed, r.flags_changed, m.cut_over
        FROM mailbox m LEFT JOIN run_mailbox r
            ON r.mailbox_id = m.id AND r.run_id = (SELECT MAX(l.run_id) FROM run_mailbox l WHERE l.mailbox_id = m.id)

        """;

    /// <summary>Addresses are compared without case.</summary>
    public static string KeyOf(string address) => address.Trim().ToLowerInvariant();

    /// <summary>Enters the mailbox or brings its names up to date; gives its id.</summary>
    public static long Put(LedgerDatabase database, MailboxEntry mailbox)
    {
        var key = KeyOf(mailbox.Address);
        database.Prepare(Upsert).Bind(1, key).Bind(2, mailbox.Address).Bind(3, mailbox.DisplayName).Bind(4, mailbox.DestinationAddress).Execute();
        var row = database.Prepare("SELECT id FROM mailbox WHERE address_key = ?1").Bind(1, key);
        row.Step();
        var id = row.Long(0);
        row.Reset();
        return id;
    }

    public static void SetState(LedgerDatabase database, long mailboxId, MailboxState state, Reason reason, string? message) =>
        database.Prepare("""
            UPDATE mailbox SET state = ?1, reason = ?2, message = ?3, cut_over = CASE WHEN ?1 = 'Undone' THEN NULL ELSE cut_over END WHERE id = ?4
            """)
            .Bind(1, state.ToString()).Bind(2, reason.ToString()).Bind(3, message).Bind(4, mailboxId).Execute();

    public static void SetAccount(LedgerDatabase database, long mailboxId, string destination, bool createdByUs) =>
        database.Prepare("UPDATE mailbox SET destination = ?1, account_created = CASE WHEN ?2 = 1 THEN 1 ELSE account_created END WHERE id = ?3")
            .Bind(1, destination).Bind(2, createdByUs).Bind(3, mailboxId).Execute();

    public static void SetPassword(LedgerDatabase database, long mailboxId, byte[] blob) =>
        database.Prepare("UPDATE mailbox SET password = ?1, password_refused = 0 WHERE id = ?2").Bind(1, blob).Bind(2, mailboxId).Execute();

    public static void SetPasswordRefused(LedgerDatabase database, string address, bool isRefused) =>
        database.Prepare("UPDATE mailbox SET password_refused = ?1 WHERE address_key = ?2").Bind(1, isRefused).Bind(2, KeyOf(address)).Execute();

    public static void ForgetAccount(LedgerDatabase database, long mailboxId) =>
        database.Prepare("UPDATE mailbox SET account_created = 0, password = NULL, password_refused = 0 WHERE id = ?1").Bind(1, mailboxId).Execute();

    public static void SetCutOver(LedgerDatabase database, long mailboxId, DateTimeOffset time) =>
        database.Prepare("UPDATE mailbox SET cut_over = ?1 WHERE id = ?2").Bind(1, time).Bind(2, mailboxId).Execute();

    public static DateTimeOffset? FindCutOver(LedgerDatabase database, long mailboxId)
    {
        var row = database.Prepare("SELECT cut_over FROM mailbox WHERE id = ?1").Bind(1, mailboxId);
        var time = row.Step() ? row.TimeOrNull(0) : null;
        row.Reset();
        return time;
    }

    public static byte[]? FindPassword(LedgerDatabase database, long mailboxId)
    {
        var row = database.Prepare("SELECT password FROM mailbox WHERE id = ?1").Bind(1, mailboxId);
        var blob = row.Step() ? row.BytesOrNull(0) : null;
        row.Reset();
        return blob;
    }

    public static bool HasPasswords(LedgerDatabase database) =>
        database.Scalar("SELECT COUNT(*) FROM mailbox WHERE password IS NOT NULL") > 0;

    /// <summary>Blobs of accounts that exist: one that was kept for an account still to be made opens nothing.</summary>
    /// <param name="account">Null: all.</param>
    public static IReadOnlyList<(string Address, string Destination, byte[] Blob, bool IsRefused)> ReadPasswords(LedgerDatabase database, string? account)
    {
        var passwords = new List<(string, string, byte[], bool)>();
        var rows = database.Prepare("""
            SELECT address, destination, password, password_refused FROM mailbox
            WHERE destination <> '' AND password IS NOT NULL AND (?1 = '' OR LOWER(destination) = ?1) ORDER BY address_key
            """).Bind(1, KeyOf(account ?? ""));
        while (rows.Step())
        {
            passwords.Add((rows.Text(0), rows.Text(1), rows.BytesOrNull(2)!, rows.Flag(3)));
        }

        return passwords;
    }

    /// <summary>Those whose account this is, by address.</summary>
    public static IReadOnlyList<MailboxEntry> ReadOf(LedgerDatabase database, string account)
    {
        List<MailboxEntry> mailboxes = [];
        var rows = database.Prepare("""
            SELECT address, display_name, destination FROM mailbox WHERE LOWER(destination) = ?1 AND state <> 'Undone' ORDER BY address_key
            """).Bind(1, KeyOf(account));
        while (rows.Step())
        {
            mailboxes.Add(new MailboxEntry(rows.Text(0)) { DisplayName = rows.Text(1), DestinationAddress = rows.Text(2) });
        }

        return mailboxes;
    }

    /// <summary>The mailboxes as stored, without their items, by address.</summary>
    public static IReadOnlyList<(long Id, MailboxTotals Mailbox)> ReadAll(LedgerDatabase database)
    {
        var mailboxes = new List<(long, MailboxTotals)>();
        var rows = database.Prepare(Select + "ORDER BY m.address_key");
        while (rows.Step())
        {
            mailboxes.Add((rows.Long(0), Read(rows)));
        }

        return mailboxes;
    }

    public static (long Id, MailboxTotals Mailbox)? Find(LedgerDatabase database, string address)
    {
        var row = database.Prepare(Select + "WHERE m.address_key = ?1").Bind(1, KeyOf(address));
        if (!row.Step())
        {
            return null;
        }

        var mailbox = (row.Long(0), Read(row));
        row.Reset();
        return mailbox;
    }

    private static MailboxTotals Read(SqlStatement row) => new()
    {
        Mailbox = new MailboxEntry(row.Text(1)) { DisplayName = row.Text(2), DestinationAddress = row.Text(3) },
        State = row.Name<MailboxState>(4),
        Reason = row.Name<Reason>(5),
        Message = row.Text(6),
        AccountCreated = row.Flag(7),
        LastRun = row.LongOrNull(8),
        Started = row.TimeOrNull(9),
        Ended = row.TimeOrNull(10),
        MigratedByLastRun = row.Long(11),
        ChangesByLastRun = new ChangeCounts(row.Long(12), row.Long(13), row.Long(14), row.Long(15)),
        CutOver = row.TimeOrNull(16),
    };
}

using System;
using System.Linq;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>
/// The tables. Types and statements are of the part that SQLite and PostgreSQL share; only the question whether there is a table at
/// all is SQLite's own. Times are unix milliseconds. Enumerations with few rows are stored by name, those of items by number.
/// </summary>
internal static class LedgerSchema
{
    public const long Version = 8;

    private static readonly string[] First =
    [
        "CREATE TABLE ledger (version INTEGER NOT NULL, created BIGINT NOT NULL)",
        """
        CREATE TABLE run (
            id INTEGER PRIMARY KEY,
            state TEXT NOT NULL,
            started BIGINT NOT NULL,
            ended BIGINT,
            heartbeat BIGINT NOT NULL,
            machine TEXT NOT NULL,
            computer TEXT NOT NULL,
            process_id INTEGER NOT NULL,
            process_start TEXT NOT NULL,
            account TEXT NOT NULL,
            version TEXT NOT NULL,
            source TEXT NOT NULL,
            destination TEXT NOT NULL,
            options TEXT NOT NULL)
        """,
        """
        CREATE TABLE mailbox (
            id INTEGER PRIMARY KEY,
            address_key TEXT NOT NULL UNIQUE,
            address TEXT NOT NULL,
            display_name TEXT NOT NULL,
            destination TEXT NOT NULL,
            state TEXT NOT NULL,
            reason TEXT NOT NULL,
            message TEXT,
            account_created SMALLINT NOT NULL,
            password BYTEA)
        """,
        """
        CREATE TABLE lease (
            mailbox_id INTEGER PRIMARY KEY REFERENCES mailbox (id),
            token TEXT NOT NULL,
            machine TEXT NOT NULL,
            computer TEXT NOT NULL,
            process_id INTEGER NOT NULL,
            process_start TEXT NOT NULL,
            account TEXT NOT NULL,
            acquired BIGINT NOT NULL,
            heartbeat BIGINT NOT NULL)
        """,
        """
        CREATE TABLE run_mailbox (
            run_id INTEGER NOT NULL REFERENCES run (id),
            mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
            started BIGINT NOT NULL,
            ended BIGINT,
            migrated BIGINT NOT NULL,
            bytes BIGINT NOT NULL,
            failed BIGINT,
            PRIMARY KEY (run_id, mailbox_id))
        """,
        """
        CREATE TABLE folder (
            id INTEGER PRIMARY KEY,
            mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
            source_id TEXT NOT NULL,
            source_path TEXT NOT NULL,
            role TEXT NOT NULL,
            kind SMALLINT NOT NULL,
            source_item_count BIGINT NOT NULL,
            target_path TEXT,
            reason TEXT NOT NULL,
            is_renamed SMALLINT NOT NULL,
            destination_full_name TEXT,
            created_by_us SMALLINT NOT NULL,
            list_cursor TEXT,
            is_listed SMALLINT NOT NULL,
            mark TEXT,
            mark_number INTEGER NOT NULL,
            UNIQUE (mailbox_id, source_id))
        """,
        """
        CREATE TABLE item (
            folder_id INTEGER NOT NULL REFERENCES folder (id),
            source_id TEXT NOT NULL,
            state SMALLINT NOT NULL,
            kind SMALLINT NOT NULL,
            item_class TEXT,
            source_size BIGINT NOT NULL,
            received BIGINT,
            subject TEXT,
            reason TEXT,
            message TEXT,
            code TEXT,
            source_change SMALLINT,
            run_id INTEGER,
            mark_number INTEGER,
            message_id TEXT,
            key_date BIGINT,
            key_size BIGINT,
            sha256 BYTEA,
            internal_date BIGINT,
            destination_id TEXT,
            loss TEXT,
            PRIMARY KEY (folder_id, source_id))
        """,
    ];

    // What later runs follow: flags as brought over, the search key by which a moved item is known, copies that another one replaces.
    private static readonly string[] Second =
    [
        "ALTER TABLE item ADD COLUMN search_key TEXT",
        "ALTER TABLE item ADD COLUMN flags SMALLINT",
        "ALTER TABLE item ADD COLUMN source_flags SMALLINT",
        "ALTER TABLE item ADD COLUMN fidelity SMALLINT NOT NULL DEFAULT 0",
        "CREATE INDEX item_change ON item (folder_id) WHERE source_change IS NOT NULL",
        """
        CREATE TABLE superseded (
            folder_id INTEGER NOT NULL REFERENCES folder (id),
            destination_id TEXT NOT NULL,
            message_id TEXT,
            key_date BIGINT,
            key_size BIGINT,
            sha256 BYTEA,
            flags SMALLINT,
            successor_folder INTEGER NOT NULL REFERENCES folder (id),
            successor_id TEXT NOT NULL,
            PRIMARY KEY (folder_id, destination_id))
        """,
        "ALTER TABLE mailbox ADD COLUMN cut_over BIGINT",
        "ALTER TABLE run ADD COLUMN waited BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE run_mailbox ADD COLUMN updated BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE run_mailbox ADD COLUMN moved BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE run_mailbox ADD COLUMN removed BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE run_mailbox ADD COLUMN flags_changed BIGINT NOT NULL DEFAULT 0",
    ];

    // What was done to accounts beside their items, and by which names old mail knows their users.
    private static readonly string[] Third =
    [
        """
        CREATE TABLE account_detail (
            mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
            kind TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (mailbox_id, kind, value))
        """,
    ];

    // What beside the items is not at the destination as it was.
    private static readonly string[] Fourth =
    [
        """
        CREATE TABLE mailbox_loss (
            mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
            part TEXT NOT NULL,
            number INTEGER NOT NULL,
            place TEXT NOT NULL,
            loss TEXT NOT NULL,
            is_open SMALLINT NOT NULL,
            PRIMARY KEY (mailbox_id, part, number))
        """,
    ];

    // What was set for the owner, so that it is known from what the owner sets.
    private static readonly string[] Fifth =
    [
        """
        CREATE TABLE mailbox_setting (
            mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
            part TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (mailbox_id, part, value))
        """,
    ];

    // What of distribution groups is not as it was, which are no mailbox's.
    private static readonly string[] Sixth =
    [
        """
        CREATE TABLE group_loss (
            group_key TEXT NOT NULL,
            number INTEGER NOT NULL,
            address TEXT NOT NULL,
            destination TEXT NOT NULL,
            loss TEXT NOT NULL,
            is_open SMALLINT NOT NULL,
            PRIMARY KEY (group_key, number))
        """,
    ];

    // What was set for mailboxes and done for groups, so that it can be taken back; the out of office comes from where it stood.
    private static readonly string[] Seventh =
    [
        """
        CREATE TABLE mailbox_part (
            mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
            part TEXT NOT NULL,
            place TEXT NOT NULL,
            name TEXT NOT NULL,
            before_value TEXT NOT NULL,
            after_value TEXT NOT NULL,
            PRIMARY KEY (mailbox_id, part, place, name, after_value))
        """,
        """
        INSERT INTO mailbox_part (mailbox_id, part, place, name, before_value, after_value)
            SELECT mailbox_id, part, '', '', '', value FROM mailbox_setting WHERE part = 'OutOfOffice'
        """,
        "DELETE FROM mailbox_setting WHERE part = 'OutOfOffice'",
        """
        CREATE TABLE distribution_group (
            group_key TEXT NOT NULL PRIMARY KEY,
            address TEXT NOT NULL,
            name TEXT NOT NULL,
            destination TEXT NOT NULL,
            group_id TEXT NOT NULL,
            created_by_us SMALLINT NOT NULL)
        """,
        """
        CREATE TABLE group_member (
            group_key TEXT NOT NULL REFERENCES distribution_group (group_key),
            account_id TEXT NOT NULL,
            address TEXT NOT NULL,
            PRIMARY KEY (group_key, account_id))
        """,
    ];

    // Whether a password that was kept still opens its account.
    private static readonly string[] Eighth = ["ALTER TABLE mailbox ADD COLUMN password_refused SMALLINT NOT NULL DEFAULT 0"];

    /// <summary>What makes each version out of the one before it.</summary>
    private static readonly string[][] Steps = [First, Second, Third, Fourth, Fifth, Sixth, Seventh, Eighth];

    /// <summary>
    /// Creates what is missing, brings an older ledger up to date in one step, and refuses what is newer. A ledger of this version is
    /// looked at without waiting for its writer.
    /// </summary>
    public static void Ensure(LedgerDatabase database, string path, DateTimeOffset now)
    {
        if (IsEmpty(database) || IsOlder(database, path))
        {
            database.Write(d =>
            {
                // Another process may have been faster.
                if (IsEmpty(d))
                {
                    Upgrade(d, 0);
                    d.Prepare("INSERT INTO ledger (version, created) VALUES (?, ?)").Bind(1, Version).Bind(2, now).Execute();
                }
                else if (IsOlder(d, path))
                {
                    Upgrade(d, Check(d, path));
                    d.Prepare("UPDATE ledger SET version = ?1").Bind(1, Version).Execute();
                }

                return true;
            });
        }

        Check(database, path);
    }

    /// <summary>It has to be opened for writing once before this version can read it.</summary>
    public static bool IsOlder(LedgerDatabase database, string path) => Check(database, path) < Version;

    /// <summary>The ledger's version; refuses what is no ledger, and what is newer.</summary>
    public static long Check(LedgerDatabase database, string path)
    {
        if (database.Scalar("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'ledger'") == 0)
        {
            throw LedgerErrors.NotALedger(path);
        }

        var version = database.Scalar("SELECT version FROM ledger") ?? throw LedgerErrors.NotALedger(path);
        if (version > Version)
        {
            throw LedgerErrors.Newer(path, version, Version);
        }

        return version;
    }

    private static bool IsEmpty(LedgerDatabase database) => database.Scalar("SELECT COUNT(*) FROM sqlite_master") == 0;

    private static void Upgrade(LedgerDatabase database, long version)
    {
        foreach (var statement in Steps.Skip((int)version).SelectMany(s => s))
        {
            database.Execute(statement);
        }
    }
}

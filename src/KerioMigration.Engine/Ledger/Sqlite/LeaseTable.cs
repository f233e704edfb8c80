using System;
using System.Collections.Generic;
using KerioMigration.Engine.Ledger.Leases;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>Who works on which mailbox.</summary>
internal static class LeaseTable
{
    private const string Upsert = """
        INSERT INTO lease (mailbox_id, token, machine, computer, process_id, process_start, account, acquired, heartbeat)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)
        ON CONFLICT (mailbox_id) DO UPDATE SET token = excluded.token, machine = excluded.machine, computer = excluded.computer,
            process_id = excluded.process_id, process_start = excluded.process_start, account = excluded.account,
            acquired = excluded.acquired, heartbeat = excluded.heartbeat
        """;

    private const string Columns = "token, machine, computer, process_id, process_start, account, acquired, heartbeat";

    public static LeaseEntry? Find(LedgerDatabase database, long mailboxId)
    {
        var row = database.Prepare("SELECT " + Columns + " FROM lease WHERE mailbox_id = ?1").Bind(1, mailboxId);
        if (!row.Step())
        {
            return null;
        }

        var lease = Read(row, 0);
        row.Reset();
        return lease;
    }

    public static Dictionary<long, LeaseEntry> ReadAll(LedgerDatabase database)
    {
        var leases = new Dictionary<long, LeaseEntry>();
        var rows = database.Prepare("SELECT mailbox_id, " + Columns + " FROM lease");
        while (rows.Step())
        {
            leases.Add(rows.Long(0), Read(rows, 1));
        }

        return leases;
    }

    public static void Put(LedgerDatabase database, long mailboxId, string token, LeaseOwner owner, DateTimeOffset now) =>
        database.Prepare(Upsert).Bind(1, mailboxId).Bind(2, token).Bind(3, owner.Machine).Bind(4, owner.Computer)
            .Bind(5, owner.ProcessId).Bind(6, owner.ProcessStart).Bind(7, owner.Account).Bind(8, now).Execute();

    /// <summary>False when the lease is somebody else's by now.</summary>
    public static bool Renew(LedgerDatabase database, long mailboxId, string token, DateTimeOffset now) =>
        database.Prepare("UPDATE lease SET heartbeat = ?1 WHERE mailbox_id = ?2 AND token = ?3")
            .Bind(1, now).Bind(2, mailboxId).Bind(3, token).Execute() == 1;

    public static bool IsHeld(LedgerDatabase database, long mailboxId, string token)
    {
        var row = database.Prepare("SELECT 1 FROM lease WHERE mailbox_id = ?1 AND token = ?2").Bind(1, mailboxId).Bind(2, token);
        var isHeld = row.Step();
        row.Reset();
        return isHeld;
    }

    public static void Release(LedgerDatabase database, long mailboxId, string token) =>
        database.Prepare("DELETE FROM lease WHERE mailbox_id = ?1 AND token = ?2").Bind(1, mailboxId).Bind(2, token).Execute();

    private static LeaseEntry Read(SqlStatement row, int first) => new(
        row.Text(first),
        new LeaseOwner(row.Text(first + 1), row.Text(first + 2), (int)row.Long(first + 3), row.Text(first + 4), row.Text(first + 5)),
        row.TimeOrNull(first + 6)!.Value,
        row.TimeOrNull(first + 7)!.Value);
}

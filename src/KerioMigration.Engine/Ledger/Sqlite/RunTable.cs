using System;
using System.Collections.Generic;
using KerioMigration.Engine.Ledger.Leases;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>Runs, and what each did with each mailbox.</summary>
internal static class RunTable
{
    private const string Insert = """
        INSERT INTO run (id, state, started, heartbeat, machine, computer, process_id, process_start, account, version, source, destination, options)
        SELECT COALESCE(MAX(id), 0) + 1, 'Running', ?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 FROM run
        """;

    // Failed: of the items that this run tried last. Frozen when its mailbox ends or another run takes it over; until then counted.
    private const string SelectAll = """
        SELECT r.id, r.state, r.started, r.ended, r.heartbeat, r.machine, r.computer, r.process_id, r.process_start, r.account,
            r.version, r.source, r.destination, r.options,
            COUNT(m.mailbox_id), COALESCE(SUM(m.migrated), 0), COALESCE(SUM(m.bytes), 0),
            COALESCE(SUM(COALESCE(m.failed, (
                SELECT COUNT(*) FROM folder f JOIN item i ON i.folder_id = f.id
                WHERE f.mailbox_id = m.mailbox_id AND i.state = 5 AND i.run_id = m.run_id))), 0),
            MAX(r.waited),
            COALESCE(SUM(m.updated), 0), COALESCE(SUM(m.moved), 0), COALESCE(SUM(m.removed), 0), COALESCE(SUM(m.flags_changed), 0)
        FROM run r LEFT JOIN run_mailbox m ON m.run_id = r.id
        GROUP BY r.id, r.state, r.started, r.ended, r.heartbeat, r.machine, r.computer, r.process_id, r.process_start, r.account,
            r.version, r.source, r.destination, r.options
        ORDER BY r.id
        """;

    private const string CountFailed = """
        (SELECT COUNT(*) FROM folder f JOIN item i ON i.folder_id = f.id
        WHERE f.mailbox_id = run_mailbox.mailbox_id AND i.state = 5 AND i.run_id = run_mailbox.run_id)
        """;

    public static long Start(LedgerDatabase database, RunEntry run, LeaseOwner owner, DateTimeOffset now)
    {
        database.Prepare(Insert).Bind(1, now)
            .Bind(2, owner.Machine).Bind(3, owner.Computer).Bind(4, owner.ProcessId).Bind(5, owner.ProcessStart).Bind(6, owner.Account)
            .Bind(7, run.Version).Bind(8, run.Source).Bind(9, run.Destination).Bind(10, run.Options).Execute();
        return database.Scalar("SELECT MAX(id) FROM run")!.Value;
    }

    public static void End(LedgerDatabase database, long runId, RunState state, TimeSpan waited, DateTimeOffset now) =>
        database.Prepare("UPDATE run SET state = ?1, ended = ?2, heartbeat = ?2, waited = ?3 WHERE id = ?4")
            .Bind(1, state.ToString()).Bind(2, now).Bind(3, (long)waited.TotalMilliseconds).Bind(4, runId).Execute();

    public static void Renew(LedgerDatabase database, long runId, DateTimeOffset now) =>
        database.Prepare("UPDATE run SET heartbeat = ?1 WHERE id = ?2").Bind(1, now).Bind(2, runId).Execute();

    public static void StartMailbox(LedgerDatabase database, long runId, long mailboxId, DateTimeOffset now)
    {
        database.Prepare("UPDATE run_mailbox SET failed = " + CountFailed + " WHERE mailbox_id = ?1 AND failed IS NULL AND run_id <> ?2")
            .Bind(1, mailboxId).Bind(2, runId).Execute();
        database.Prepare("""
            INSERT INTO run_mailbox (run_id, mailbox_id, started, migrated, bytes) VALUES (?1, ?2, ?3, 0, 0)
            ON CONFLICT (run_id, mailbox_id) DO UPDATE SET ended = NULL, failed = NULL
            """).Bind(1, runId).Bind(2, mailboxId).Bind(3, now).Execute();
    }

    /// <param name="ended">Null: it goes on.</param>
    public static void EndMailbox(LedgerDatabase database, long runId, long mailboxId, DateTimeOffset? ended) => database
        .Prepare("UPDATE run_mailbox SET ended = ?1, failed = CASE WHEN ?2 = 1 THEN " + CountFailed + " END WHERE run_id = ?3 AND mailbox_id = ?4")
        .Bind(1, ended).Bind(2, ended is not null).Bind(3, runId).Bind(4, mailboxId).Execute();

    /// <summary>For a mailbox that was let go without a word about its end.</summary>
    public static void EndMailboxIfOpen(LedgerDatabase database, long runId, long mailboxId, DateTimeOffset ended) => database
        .Prepare("UPDATE run_mailbox SET ended = ?1, failed = " + CountFailed + " WHERE run_id = ?2 AND mailbox_id = ?3 AND ended IS NULL")
        .Bind(1, ended).Bind(2, runId).Bind(3, mailboxId).Execute();

    public static void AddMigrated(LedgerDatabase database, long runId, long mailboxId, long items, long bytes) =>
        database.Prepare("UPDATE run_mailbox SET migrated = migrated + ?1, bytes = bytes + ?2 WHERE run_id = ?3 AND mailbox_id = ?4")
            .Bind(1, items).Bind(2, bytes).Bind(3, runId).Bind(4, mailboxId).Execute();

    public static void AddChanges(LedgerDatabase database, long runId, long mailboxId, ChangeCounts changes)
    {
        if (changes != ChangeCounts.None)
        {
            database.Prepare("""
                UPDATE run_mailbox SET updated = updated + ?1, moved = moved + ?2, removed = removed + ?3, flags_changed = flags_changed + ?4
                WHERE run_id = ?5 AND mailbox_id = ?6
                """).Bind(1, changes.Updated).Bind(2, changes.Moved).Bind(3, changes.Removed).Bind(4, changes.FlagsChanged)
                .Bind(5, runId).Bind(6, mailboxId).Execute();
        }
    }

    public static IReadOnlyList<RunTotals> ReadAll(LedgerDatabase database, LedgerHost host)
    {
        var runs = new List<RunTotals>();
        var rows = database.Prepare(SelectAll);
        while (rows.Step())
        {
            runs.Add(Read(rows, host));
        }

        return runs;
    }

    private static RunTotals Read(SqlStatement row, LedgerHost host)
    {
        var state = row.Name<RunState>(1);
        var ended = row.TimeOrNull(3);
        var heartbeat = row.TimeOrNull(4)!.Value;
        var owner = new LeaseOwner(row.Text(5), row.Text(6), (int)row.Long(7), row.Text(8), row.Text(9));
        if (state == RunState.Running && !host.IsAlive(owner, heartbeat))
        {
            state = RunState.Interrupted;
            ended = heartbeat;
        }

        return new RunTotals
        {
            Id = row.Long(0),
            State = state,
            Started = row.TimeOrNull(2)!.Value,
            Ended = ended,
            Computer = owner.Computer,
            Run = new RunEntry { Version = row.Text(10), Source = row.Text(11), Destination = row.Text(12), Options = row.Text(13) },
            Mailboxes = row.Long(14),
            Migrated = row.Long(15),
            Bytes = row.Long(16),
            Failed = row.Long(17),
            Waited = TimeSpan.FromMilliseconds(row.Long(18)),
            Changes = new ChangeCounts(row.Long(19), row.Long(20), row.Long(21), row.Long(22)),
        };
    }
}

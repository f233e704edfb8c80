using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger.Leases;
using KerioMigration.Engine.Ledger.Sqlite;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>The ledger of one migration project in a file of its own. Dispose it after its mailboxes.</summary>
/// <remarks>
/// The file belongs on a local disk: its log is shared memory between the processes of one computer, which network shares do not give
/// (https://sqlite.org/wal.html, section 1).
/// </remarks>
public sealed class SqliteLedger : ILedger
{
    private readonly ConcurrentDictionary<string, MailboxLease> leases = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, Beginning> runs = new();
    private readonly LedgerHost host;
    private readonly LedgerWriter writer;
    private readonly SqliteLedgerReader reader;
    private readonly ITimer renewal;
    private int disposed;

    private SqliteLedger(string path, LedgerDatabase database, LedgerHost host)
    {
        this.host = host;
        writer = new LedgerWriter(database, path);
        reader = new SqliteLedgerReader(path, host);
        Passwords = PasswordProtection.Create(path);
        renewal = host.Time.CreateTimer(_ => _ = RenewAsync(), null, LedgerHost.RenewalPeriod, LedgerHost.RenewalPeriod);
    }

    internal PasswordProtection Passwords { get; }

    internal DateTimeOffset Now => host.Time.GetUtcNow();

    /// <summary>Opens the ledger; file and folder are made when they are missing, readable by this account alone.</summary>
    /// <exception cref="MigrationException">As <see cref="ILedger"/>.</exception>
    public static Task<SqliteLedger> OpenAsync(string path, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(path, LedgerHost.Create(time), cancellationToken);

    public async Task<long> StartRunAsync(RunEntry run, CancellationToken cancellationToken)
    {
        var began = new Beginning(host.Time);
        var id = await WriteAsync(d => RunTable.Start(d, run, host.Owner, began.Time), cancellationToken).ConfigureAwait(false);
        runs.TryAdd(id, began);
        return id;
    }

    public async Task EndRunAsync(long runId, RunState state, TimeSpan waited, CancellationToken cancellationToken)
    {
        var ended = runs.TryGetValue(runId, out var began) ? began.Now : Now;
        await WriteAsync(d => RunTable.End(d, runId, state, waited, ended), cancellationToken).ConfigureAwait(false);
        runs.TryRemove(runId, out _);
    }

    public Task SetGroupLossesAsync(string group, string destination, IReadOnlyList<LossEntry> losses, CancellationToken cancellationToken) =>
        WriteAsync(d => GroupLossTable.Set(d, group, destination, losses), cancellationToken);

    public Task IntendGroupAsync(GroupEntry group, CancellationToken cancellationToken) => WriteAsync(d => GroupTable.Intend(d, group), cancellationToken);

    public Task ForgetMembersAsync(string group, IReadOnlyList<AddedMember> members, CancellationToken cancellationToken) =>
        WriteAsync(d => GroupTable.ForgetMembers(d, group, members), cancellationToken);

    public Task ForgetGroupAsync(string group, CancellationToken cancellationToken) => WriteAsync(
        d =>
        {
            GroupTable.Forget(d, group);
            GroupLossTable.Set(d, group, "", []);
        },
        cancellationToken);

    public Task SetPasswordRefusedAsync(string mailbox, bool isRefused, CancellationToken cancellationToken) =>
        WriteAsync(d => MailboxTable.SetPasswordRefused(d, mailbox, isRefused), cancellationToken);

    public async Task<IMailboxLedger> AcquireAsync(MailboxEntry mailbox, long runId, CancellationToken cancellationToken)
    {
        var claim = new LeaseClaim(host, mailbox.Address);
        MailboxLease? lease;
        while ((lease = await WriteAsync(d => TryAcquire(d, mailbox, runId, claim), cancellationToken).ConfigureAwait(false)) is null)
        {
            await claim.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        leases.TryAdd(lease.Token, lease);
        return new SqliteMailboxLedger(this, lease);
    }

    public Task<IReadOnlyList<MailboxTotals>> ReadMailboxesAsync(CancellationToken cancellationToken) => reader.ReadMailboxesAsync(cancellationToken);

    public Task<MailboxTotals?> ReadMailboxAsync(string address, CancellationToken cancellationToken) => reader.ReadMailboxAsync(address, cancellationToken);

    public Task<IReadOnlyList<MailboxEntry>> ReadMailboxesOfAsync(string account, CancellationToken cancellationToken) =>
        reader.ReadMailboxesOfAsync(account, cancellationToken);

    public Task<IReadOnlyList<FolderTotals>> ReadFoldersAsync(CancellationToken cancellationToken) => reader.ReadFoldersAsync(cancellationToken);

    public Task<IReadOnlyList<FolderTotals>> ReadFoldersAsync(string address, CancellationToken cancellationToken) =>
        reader.ReadFoldersAsync(address, cancellationToken);

    public IAsyncEnumerable<ItemOutcome> ReadItemsAsync(ItemFilter filter, CancellationToken cancellationToken) => reader.ReadItemsAsync(filter, cancellationToken);

    public Task<IReadOnlyList<RunTotals>> ReadRunsAsync(CancellationToken cancellationToken) => reader.ReadRunsAsync(cancellationToken);

    public Task<IReadOnlyList<LegacyName>> ReadLegacyNamesAsync(CancellationToken cancellationToken) => reader.ReadLegacyNamesAsync(cancellationToken);

    public Task<IReadOnlyList<MailboxLoss>> ReadLossesAsync(CancellationToken cancellationToken) => reader.ReadLossesAsync(cancellationToken);

    public Task<IReadOnlyList<PartCount>> ReadPartCountsAsync(CancellationToken cancellationToken) => reader.ReadPartCountsAsync(cancellationToken);

    public Task<IReadOnlyList<PartEntry>> ReadPartsAsync(string address, CancellationToken cancellationToken) => reader.ReadPartsAsync(address, cancellationToken);

    public Task<IReadOnlyList<GroupEntry>> ReadGroupsAsync(CancellationToken cancellationToken) => reader.ReadGroupsAsync(cancellationToken);

    public Task<IReadOnlyList<KeptPassword>> ReadPasswordsAsync(CancellationToken cancellationToken) => reader.ReadPasswordsAsync(cancellationToken);

    public Task<IReadOnlyList<KeptPassword>> ReadPasswordsOfAsync(string account, CancellationToken cancellationToken) =>
        reader.ReadPasswordsOfAsync(account, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        await renewal.DisposeAsync().ConfigureAwait(false);
        foreach (var lease in leases.Values)
        {
            await ReleaseAsync(lease).ConfigureAwait(false);
        }

        await writer.DisposeAsync().ConfigureAwait(false);
        await reader.DisposeAsync().ConfigureAwait(false);
    }

    internal static async Task<SqliteLedger> OpenAsync(string path, LedgerHost host, CancellationToken cancellationToken)
    {
        var fullPath = Path.GetFullPath(path);
        var database = await Task.Run(() => LedgerFile.OpenForWriting(fullPath, host.Time.GetUtcNow()), cancellationToken).ConfigureAwait(false);
        return new SqliteLedger(fullPath, database, host);
    }

    internal Task<T> WriteAsync<T>(Func<LedgerDatabase, T> work, CancellationToken cancellationToken) => writer.RunAsync(work, cancellationToken);

    internal Task WriteAsync(Action<LedgerDatabase> work, CancellationToken cancellationToken) => writer.RunAsync(
        d =>
        {
            work(d);
            return true;
        },
        cancellationToken);

    internal Task<T> ReadAsync<T>(Func<LedgerDatabase, T> work, CancellationToken cancellationToken) => reader.ReadAsync(work, cancellationToken);

    /// <summary>Gives the mailbox free. A release that cannot be written is no error: the lease runs out by itself.</summary>
    internal async Task ReleaseAsync(MailboxLease lease)
    {
        if (!leases.TryRemove(lease.Token, out _))
        {
            return;
        }

        try
        {
            await WriteAsync(d => Release(d, lease), CancellationToken.None).ConfigureAwait(false);
        }
        catch (MigrationException)
        {
        }

        lease.Dispose();
    }

    private MailboxLease? TryAcquire(LedgerDatabase database, MailboxEntry mailbox, long runId, LeaseClaim claim)
    {
        var mailboxId = MailboxTable.Put(database, mailbox);
        if (!claim.MayTake(LeaseTable.Find(database, mailboxId)))
        {
            return null;
        }

        var lease = new MailboxLease(mailbox.Address, mailboxId, runId, new Beginning(host.Time));
        LeaseTable.Put(database, mailboxId, lease.Token, host.Owner, lease.Began.Time);
        RunTable.StartMailbox(database, runId, mailboxId, lease.Began.Time);
        return lease;
    }

    private static void Release(LedgerDatabase database, MailboxLease lease)
    {
        if (LeaseTable.IsHeld(database, lease.MailboxId, lease.Token))
        {
            RunTable.EndMailboxIfOpen(database, lease.RunId, lease.MailboxId, lease.Began.Now);
            LeaseTable.Release(database, lease.MailboxId, lease.Token);
        }
    }

    /// <summary>A renewal that fails is tried again with the next tick; what it means for the lease is seen by then.</summary>
    private async Task RenewAsync()
    {
        if (leases.IsEmpty && runs.IsEmpty)
        {
            return;
        }

        try
        {
            var lost = await WriteAsync(Renew, CancellationToken.None).ConfigureAwait(false);
            foreach (var lease in lost)
            {
                lease.Lose();
            }
        }
        catch (Exception e) when (e is MigrationException or ObjectDisposedException)
        {
        }
    }

    private List<MailboxLease> Renew(LedgerDatabase database)
    {
        foreach (var run in runs.Keys)
        {
            RunTable.Renew(database, run, Now);
        }

        return leases.Values.Where(l => !LeaseTable.Renew(database, l.MailboxId, l.Token, Now)).ToList();
    }
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Ledger.Leases;
using KerioMigration.Engine.Model;

namespace KerioMigration.Tests.Support.Memory;

/// <summary>A ledger without a disk; keeps the same promises but the one about power cuts.</summary>
public sealed partial class MemoryLedger : ILedger
{
    private readonly ConcurrentDictionary<MemoryMailboxLedger, bool> open = new();
    private readonly ConcurrentDictionary<MemoryRun, bool> running = new();
    private readonly LedgerHost host;
    private readonly ITimer renewal;

    public MemoryLedger(TimeProvider time)
        : this(new MemoryLedgerStore(), LedgerHost.Create(time))
    {
    }

    internal MemoryLedger(MemoryLedgerStore store, LedgerHost host)
    {
        Store = store;
        this.host = host;
        renewal = host.Time.CreateTimer(_ => Renew(), null, LedgerHost.RenewalPeriod, LedgerHost.RenewalPeriod);
    }

    internal MemoryLedgerStore Store { get; }

    internal DateTimeOffset Now => host.Time.GetUtcNow();

    public Task<long> StartRunAsync(RunEntry run, CancellationToken cancellationToken)
    {
        lock (Store)
        {
            var started = new MemoryRun(Store.Runs.Count + 1, run, host.Owner, new Beginning(host.Time));
            Store.Runs.Add(started);
            running.TryAdd(started, true);
            return Task.FromResult(started.Id);
        }
    }

    public Task EndRunAsync(long runId, RunState state, TimeSpan waited, CancellationToken cancellationToken)
    {
        lock (Store)
        {
            var run = Store.Runs.Single(r => r.Id == runId);
            (run.State, run.Ended, run.Waited) = (state, run.Began.Now, waited);
            running.TryRemove(run, out _);
            return Task.CompletedTask;
        }
    }

    public async Task<IMailboxLedger> AcquireAsync(MailboxEntry mailbox, long runId, CancellationToken cancellationToken)
    {
        var claim = new LeaseClaim(host, mailbox.Address);
        MemoryMailboxLedger? taken;
        while ((taken = TryAcquire(mailbox, runId, claim)) is null)
        {
            await claim.WaitAsync(cancellationToken);
        }

        return taken;
    }

    public Task<IReadOnlyList<MailboxTotals>> ReadMailboxesAsync(CancellationToken cancellationToken)
    {
        lock (Store)
        {
            return Task.FromResult<IReadOnlyList<MailboxTotals>>([.. Store.Mailboxes.Values.Select(TotalsOf)]);
        }
    }

    public Task<MailboxTotals?> ReadMailboxAsync(string address, CancellationToken cancellationToken)
    {
        lock (Store)
        {
            return Task.FromResult(Store.Mailboxes.TryGetValue(address, out var mailbox) ? TotalsOf(mailbox) : null);
        }
    }

    public Task<IReadOnlyList<MailboxEntry>> ReadMailboxesOfAsync(string account, CancellationToken cancellationToken)
    {
        lock (Store)
        {
            return Task.FromResult<IReadOnlyList<MailboxEntry>>([.. Store.Mailboxes.Values
                .Where(m => m.State != MailboxState.Undone && string.Equals(m.Entry.DestinationAddress, account, StringComparison.OrdinalIgnoreCase))
                .Select(m => m.Entry)]);
        }
    }

    public Task<IReadOnlyList<FolderTotals>> ReadFoldersAsync(CancellationToken cancellationToken)
    {
        lock (Store)
        {
            return Task.FromResult<IReadOnlyList<FolderTotals>>([.. Ordered().Select(f => new FolderTotals(f.Mailbox.Entry.Address, f.Folder.Entry, f.Folder.Totals))]);
        }
    }

    public async Task<IReadOnlyList<FolderTotals>> ReadFoldersAsync(string address, CancellationToken cancellationToken)
    {
        var folders = await ReadFoldersAsync(cancellationToken);
        return [.. folders.Where(f => string.Equals(f.Mailbox, address, StringComparison.OrdinalIgnoreCase))];
    }

    public async IAsyncEnumerable<ItemOutcome> ReadItemsAsync(ItemFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        List<ItemOutcome> items;
        lock (Store)
        {
            items = [.. Ordered()
                .Where(f => filter.Mailboxes?.Contains(f.Mailbox.Entry.Address, StringComparer.OrdinalIgnoreCase) != false)
                .Where(f => filter.FolderId is null || filter.FolderId == f.Folder.Entry.SourceId)
                .SelectMany(f => f.Folder.Items.Values.Select(i => FolderBalance.Place(f.Folder.Entry, OutcomeOf(f.Mailbox, f.Folder, i))))
                .Where(filter.Includes)];
        }

        foreach (var item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    public Task<IReadOnlyList<RunTotals>> ReadRunsAsync(CancellationToken cancellationToken)
    {
        lock (Store)
        {
            return Task.FromResult<IReadOnlyList<RunTotals>>([.. Store.Runs.Select(TotalsOf)]);
        }
    }

    public Task<IReadOnlyList<LegacyName>> ReadLegacyNamesAsync(CancellationToken cancellationToken)
    {
        lock (Store)
        {
            return Task.FromResult<IReadOnlyList<LegacyName>>([.. Store.Mailboxes.Values.SelectMany(m => m.AccountDetails
                .Where(d => d.Kind == AccountDetailKind.LegacyName).Select(d => d.Value).Order(StringComparer.Ordinal)
                .Select(name => new LegacyName(m.Entry, name)))]);
        }
    }

    public Task<IReadOnlyList<MailboxLoss>> ReadLossesAsync(CancellationToken cancellationToken)
    {
        lock (Store)
        {
            return Task.FromResult<IReadOnlyList<MailboxLoss>>([.. Store.Mailboxes.Values.SelectMany(
                m => m.Losses.OrderBy(p => p.Key.ToString(), StringComparer.Ordinal).SelectMany(p => p.Value.Select(l => new MailboxLoss(m.Entry.Address, m.Entry.DestinationAddress, l)))), .. Store.GroupLosses.Values.SelectMany(g => g)]);
        }
    }

    public Task<IReadOnlyList<KeptPassword>> ReadPasswordsAsync(CancellationToken cancellationToken)
    {
        lock (Store)
        {
            return Task.FromResult<IReadOnlyList<KeptPassword>>([.. Store.Mailboxes.Values
                .Where(m => m.Entry.DestinationAddress.Length > 0 && m.Password is not null)
                .Select(m => new KeptPassword(m.Entry.Address, m.Entry.DestinationAddress, m.Password!) { IsRefused = m.IsPasswordRefused })]);
        }
    }

    public async Task<IReadOnlyList<KeptPassword>> ReadPasswordsOfAsync(string account, CancellationToken cancellationToken)
    {
        var all = await ReadPasswordsAsync(cancellationToken);
        return [.. all.Where(p => string.Equals(p.DestinationAddress, account, StringComparison.OrdinalIgnoreCase))];
    }

    public Task SetPasswordRefusedAsync(string mailbox, bool isRefused, CancellationToken cancellationToken) =>
        DoAsync(() => Store.Mailboxes[mailbox].IsPasswordRefused = isRefused);

    public async ValueTask DisposeAsync()
    {
        await renewal.DisposeAsync();
        foreach (var mailbox in open.Keys)
        {
            await mailbox.DisposeAsync();
        }
    }

    internal void Forget(MemoryMailboxLedger mailbox) => open.TryRemove(mailbox, out _);

    private MemoryMailboxLedger? TryAcquire(MailboxEntry mailbox, long runId, LeaseClaim claim)
    {
        lock (Store)
        {
            if (!Store.Mailboxes.TryGetValue(mailbox.Address, out var known))
            {
                Store.Mailboxes.Add(mailbox.Address, known = new MemoryMailbox(mailbox));
            }

            if (!claim.MayTake(known.Lease))
            {
                return null;
            }

            known.Entry = known.Entry with
            {
                DisplayName = mailbox.DisplayName.Length > 0 ? mailbox.DisplayName : known.Entry.DisplayName,
                DestinationAddress = mailbox.DestinationAddress.Length > 0 ? mailbox.DestinationAddress : known.Entry.DestinationAddress,
            };
            return Take(known, runId);
        }
    }

    private MemoryMailboxLedger Take(MemoryMailbox mailbox, long run)
    {
        var began = new Beginning(host.Time);
        var taken = new MemoryMailboxLedger(this, mailbox, run, began);
        mailbox.Lease = new LeaseEntry(taken.Token, host.Owner, began.Time, began.Time);
        foreach (var (earlier, visit) in mailbox.Visits.Where(v => v.Key != run))
        {
            visit.Failed ??= mailbox.CountFailed(earlier);
        }

        mailbox.Visits.TryAdd(run, new MemoryVisit(began.Time));
        (mailbox.Visits[run].Ended, mailbox.Visits[run].Failed) = (null, null);
        open.TryAdd(taken, true);
        return taken;
    }

    private IEnumerable<(MemoryMailbox Mailbox, MemoryFolder Folder)> Ordered() => Store.Mailboxes.Values
        .SelectMany(m => m.Folders.Values.OrderBy(f => f.Entry.SourcePath, StringComparer.Ordinal).ThenBy(f => f.Entry.Id).Select(f => (m, f)));

    private MailboxTotals TotalsOf(MemoryMailbox mailbox)
    {
        var (run, visit) = mailbox.Visits.LastOrDefault();
        var isDead = mailbox.State == MailboxState.Running && !(mailbox.Lease is { } lease && host.IsAlive(lease.Owner, lease.Heartbeat));
        return new MailboxTotals
        {
            Mailbox = mailbox.Entry,
            State = isDead ? MailboxState.Interrupted : mailbox.State,
            Reason = isDead ? Reason.Interrupted : mailbox.Reason,
            Message = mailbox.Message ?? "",
            AccountCreated = mailbox.AccountCreated,
            Folders = mailbox.Folders.Count,
            Items = mailbox.Folders.Values.Select(f => f.Totals).Aggregate(ItemTotals.Zero, ItemTotals.Add),
            LastRun = visit is null ? null : run,
            Started = visit?.Started,
            Ended = visit?.Ended ?? (isDead ? mailbox.Lease?.Heartbeat : null),
            MigratedByLastRun = visit?.Migrated ?? 0,
            ChangesByLastRun = visit?.Changes ?? ChangeCounts.None,
            CutOver = mailbox.CutOver,
        };
    }

    private RunTotals TotalsOf(MemoryRun run)
    {
        var isDead = run.State == RunState.Running && !host.IsAlive(run.Owner, run.Heartbeat);
        var visits = Store.Mailboxes.Values.Where(m => m.Visits.ContainsKey(run.Id)).Select(m => (Mailbox: m, Visit: m.Visits[run.Id])).ToList();
        return new RunTotals
        {
            Id = run.Id,
            Run = run.Entry,
            State = isDead ? RunState.Interrupted : run.State,
            Started = run.Started,
            Ended = isDead ? run.Heartbeat : run.Ended,
            Waited = run.Waited,
            Computer = run.Owner.Computer,
            Mailboxes = visits.Count,
            Migrated = visits.Sum(v => v.Visit.Migrated),
            Bytes = visits.Sum(v => v.Visit.Bytes),
            Changes = visits.Select(v => v.Visit.Changes).Aggregate(ChangeCounts.None, ChangeCounts.Add),
            Failed = visits.Sum(v => v.Visit.Failed ?? v.Mailbox.CountFailed(run.Id)),
        };
    }

    private static ItemOutcome OutcomeOf(MemoryMailbox mailbox, MemoryFolder folder, MemoryItem item) => new()
    {
        Mailbox = mailbox.Entry.Address,
        Destination = mailbox.Entry.DestinationAddress,
        FolderPath = folder.Entry.SourcePath,
        FolderId = folder.Entry.SourceId,
        Item = item.Item,
        State = item.State,
        Reason = item.Reason,
        Message = item.Failure?.Message,
        Code = item.Failure?.Code,
        Fidelity = item.IsWritten ? item.Intent?.Fidelity ?? ItemFidelity.Exact : ItemFidelity.Exact,
        Loss = item.IsWritten ? item.Receipt?.Loss ?? item.Intent?.Loss : null,
        Key = item.Intent?.Key,
        Sha256 = item.Intent?.Sha256,
        DestinationId = item.Receipt?.DestinationId,
        Run = item.Run,
        Change = item.Change,
    };

    private void Renew()
    {
        lock (Store)
        {
            foreach (var run in running.Keys)
            {
                run.Heartbeat = Now;
            }

            foreach (var mailbox in open.Keys.Where(m => !m.Renew()))
            {
                mailbox.Lose();
            }
        }
    }
}

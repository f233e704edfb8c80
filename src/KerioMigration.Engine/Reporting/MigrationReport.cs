using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Reporting;

/// <summary>
/// What became of every mailbox, folder and item, read from a ledger. Writes nothing; works while a run goes on and after a crash.
/// Calls may come from any thread.
/// </summary>
public sealed class MigrationReport : IAsyncDisposable
{
    private readonly ILedgerReader ledger;
    private readonly bool ownsLedger;

    /// <param name="ledger">Stays the caller's to dispose.</param>
    public MigrationReport(ILedgerReader ledger)
        : this(ledger, ownsLedger: false)
    {
    }

    private MigrationReport(ILedgerReader ledger, bool ownsLedger)
    {
        this.ledger = ledger;
        this.ownsLedger = ownsLedger;
    }

    /// <exception cref="MigrationException">
    /// No ledger there (<see cref="Reason.InvalidInput"/>), of a newer version, no ledger at all, or it cannot be read.
    /// </exception>
    public static async Task<MigrationReport> OpenAsync(string path, TimeProvider time, CancellationToken cancellationToken) =>
        new(await SqliteLedgerReader.OpenAsync(path, time, cancellationToken).ConfigureAwait(false), ownsLedger: true);

    public async Task<IReadOnlyList<MailboxReport>> ReadMailboxesAsync(ReportFilter filter, CancellationToken cancellationToken)
    {
        var status = new StatusFilter<MailboxState>(filter.Status);
        var mailboxes = await ReadMatchingAsync(filter, cancellationToken).ConfigureAwait(false);
        return [.. mailboxes.Where(m => status.Includes(m.State)).Select(m => m.ToReport())];
    }

    /// <summary>One mailbox by its address; a row in state NotStarted when the ledger does not know it.</summary>
    public async Task<MailboxReport> ReadMailboxAsync(string address, CancellationToken cancellationToken)
    {
        var mailbox = await ledger.ReadMailboxAsync(address, cancellationToken).ConfigureAwait(false);
        return (mailbox ?? new MailboxTotals { Mailbox = new MailboxEntry(address) }).ToReport();
    }

    /// <summary>Whatever an undo could be asked for: all mailboxes, then groups.</summary>
    public async Task<IReadOnlyList<UndoSubject>> ReadSubjectsAsync(CancellationToken cancellationToken)
    {
        var mailboxes = await ledger.ReadMailboxesAsync(cancellationToken).ConfigureAwait(false);
        var parts = (await ledger.ReadPartCountsAsync(cancellationToken).ConfigureAwait(false)).ToLookup(p => p.Mailbox, StringComparer.OrdinalIgnoreCase);
        var groups = await ledger.ReadGroupsAsync(cancellationToken).ConfigureAwait(false);
        return [.. mailboxes.Select(m => m.ToSubject(parts[m.Mailbox.Address])), .. groups.Select(g => g.ToSubject())];
    }

    public async Task<IReadOnlyList<FolderReport>> ReadFoldersAsync(ReportFilter filter, CancellationToken cancellationToken)
    {
        var status = ItemStatus(filter);
        var mailboxes = await ReadAddressesAsync(filter, cancellationToken).ConfigureAwait(false);
        var folders = await ledger.ReadFoldersAsync(cancellationToken).ConfigureAwait(false);
        return [.. folders
            .Where(f => mailboxes?.Contains(f.Mailbox) != false && (status.States is not { } states || states.Any(s => CountOf(f.Items, s) > 0)))
            .Select(f => f.ToReport())];
    }

    /// <summary>Items one after the other, so that any number of them fits.</summary>
    public async IAsyncEnumerable<ItemReport> ReadItemsAsync(ReportFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var status = ItemStatus(filter);
        var wanted = new ItemFilter
        {
            Mailboxes = await ReadAddressesAsync(filter, cancellationToken).ConfigureAwait(false),

            // What was stated and has no receipt yet is pending to whoever reads a report.
            States = status.States?.Contains(ItemState.Pending) == true ? [.. status.States, ItemState.Intended] : status.States,
        };
        await foreach (var item in ledger.ReadItemsAsync(wanted, cancellationToken).ConfigureAwait(false))
        {
            yield return item.ToReport();
        }
    }

    /// <summary>Names by which old mail knows the users; none of mailboxes whose account was not looked at.</summary>
    public async Task<IReadOnlyList<AliasReport>> ReadAliasesAsync(ReportFilter filter, CancellationToken cancellationToken)
    {
        var mailboxes = await ReadAddressesAsync(filter, cancellationToken).ConfigureAwait(false);
        var names = await ledger.ReadLegacyNamesAsync(cancellationToken).ConfigureAwait(false);
        return [.. names.Where(n => mailboxes?.Contains(n.Mailbox.Address) != false).Select(n => n.ToReport())];
    }

    /// <summary>What is not at the destination as it was: of the mailboxes first, then of their items one after the other.</summary>
    public async IAsyncEnumerable<LossReport> ReadLossesAsync(ReportFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mailboxes = await ReadAddressesAsync(filter, cancellationToken).ConfigureAwait(false);
        var groups = await ReadGroupsAsync(filter, cancellationToken).ConfigureAwait(false);
        foreach (var loss in await ledger.ReadLossesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (mailboxes?.Contains(loss.Mailbox) != false || (loss.Entry.Part == MailboxPart.Group && groups.Contains(loss.Mailbox)))
            {
                yield return loss.ToReport();
            }
        }

        await foreach (var item in ledger.ReadItemsAsync(new ItemFilter { Mailboxes = mailboxes, OnlyLosses = true }, cancellationToken).ConfigureAwait(false))
        {
            yield return item.ToLossReport();
        }
    }

    /// <summary>Runs, the oldest first. They have no identity to filter by.</summary>
    public async Task<IReadOnlyList<RunReport>> ReadRunsAsync(ReportFilter filter, CancellationToken cancellationToken)
    {
        var status = new StatusFilter<RunState>(filter.Status);
        var runs = await ledger.ReadRunsAsync(cancellationToken).ConfigureAwait(false);
        return [.. runs.Where(r => status.Includes(r.State)).Select(r => r.ToReport())];
    }

    /// <exception cref="InvalidOperationException">There is no such run.</exception>
    public async Task<RunReport> ReadRunAsync(long runId, CancellationToken cancellationToken)
    {
        var runs = await ledger.ReadRunsAsync(cancellationToken).ConfigureAwait(false);
        return runs.Single(r => r.Id == runId).ToReport();
    }

    /// <summary>
    /// Passwords that the migration gave to accounts, as far as they are known to open them: the only way out of the ledger for them.
    /// </summary>
    /// <exception cref="MigrationException"><see cref="Reason.AccessDenied"/>: the key is missing, open to others, or another one.</exception>
    public async Task<IReadOnlyList<KeptPassword>> ReadNewPasswordsAsync(ReportFilter filter, CancellationToken cancellationToken)
    {
        var mailboxes = await ReadAddressesAsync(filter, cancellationToken).ConfigureAwait(false);
        var passwords = await ledger.ReadPasswordsAsync(cancellationToken).ConfigureAwait(false);
        return [.. passwords.Where(p => !p.IsRefused && mailboxes?.Contains(p.Mailbox) != false)];
    }

    /// <summary>Those of the names that are no patterns and that no mailbox has: its address, display name or address at the destination.</summary>
    /// <param name="withGroups">Nor a distribution group.</param>
    public async Task<IReadOnlyList<string>> FindUnknownAsync(IReadOnlyList<string> names, bool withGroups, CancellationToken cancellationToken)
    {
        var mailboxes = await ledger.ReadMailboxesAsync(cancellationToken).ConfigureAwait(false);
        var groups = withGroups ? await ReadGroupNamesAsync(cancellationToken).ConfigureAwait(false) : [];
        return [.. names.Where(n => new WildcardPattern(n) is { IsLiteral: true } pattern
            && !mailboxes.Any(m => IsNamed(m.Mailbox, pattern)) && !groups.Any(g => IsNamed(g, pattern)))];
    }

    public ValueTask DisposeAsync() => ownsLedger ? ledger.DisposeAsync() : default;

    private static StatusFilter<ItemState> ItemStatus(ReportFilter filter) => new(filter.Status, ItemState.Intended);

    private static long CountOf(ItemTotals items, ItemState state) => state switch
    {
        ItemState.Migrated => items.Migrated,
        ItemState.Existing => items.Existing,
        ItemState.Filtered => items.Filtered,
        ItemState.Failed => items.Failed,
        ItemState.Held => items.Held,
        _ => items.Pending,
    };

    /// <summary>The addresses that the filter names; null when it names none and all are meant.</summary>
    private async Task<HashSet<string>?> ReadAddressesAsync(ReportFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Identity.Count == 0)
        {
            return null;
        }

        var mailboxes = await ReadMatchingAsync(filter, cancellationToken).ConfigureAwait(false);
        return new HashSet<string>(mailboxes.Select(m => m.Mailbox.Address), StringComparer.OrdinalIgnoreCase);
    }

    private async Task<IEnumerable<MailboxTotals>> ReadMatchingAsync(ReportFilter filter, CancellationToken cancellationToken)
    {
        var patterns = filter.Identity.Select(i => new WildcardPattern(i)).ToList();
        var mailboxes = await ledger.ReadMailboxesAsync(cancellationToken).ConfigureAwait(false);
        return mailboxes.Where(m => patterns.Count == 0 || patterns.Any(p => IsNamed(m.Mailbox, p)));
    }

    /// <summary>Addresses at the source of the groups that the filter names.</summary>
    private async Task<HashSet<string>> ReadGroupsAsync(ReportFilter filter, CancellationToken cancellationToken)
    {
        var patterns = filter.Identity.Select(i => new WildcardPattern(i)).ToList();
        var groups = patterns.Count == 0 ? [] : await ReadGroupNamesAsync(cancellationToken).ConfigureAwait(false);
        return new HashSet<string>(groups.Where(g => patterns.Any(p => IsNamed(g, p))).Select(g => g.Address), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Of a group for which nothing was done the losses alone are known, and they know no name.</summary>
    private async Task<IReadOnlyList<MailboxEntry>> ReadGroupNamesAsync(CancellationToken cancellationToken)
    {
        var groups = await ledger.ReadGroupsAsync(cancellationToken).ConfigureAwait(false);
        var losses = await ledger.ReadLossesAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. groups.Select(g => new MailboxEntry(g.Address) { DisplayName = g.Name, DestinationAddress = g.Destination }),
            .. losses.Where(l => l.Entry.Part == MailboxPart.Group).Select(l => new MailboxEntry(l.Mailbox) { DestinationAddress = l.Destination }),
        ];
    }

    private static bool IsNamed(MailboxEntry mailbox, WildcardPattern pattern) =>
        pattern.IsMatch(mailbox.Address) || pattern.IsMatch(mailbox.DisplayName) || pattern.IsMatch(mailbox.DestinationAddress);
}

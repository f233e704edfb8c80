using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer;

/// <summary>What a plan has to know of runs before, at one moment.</summary>
public sealed record EarlierRuns
{
    public static EarlierRuns None { get; } = new();

    /// <summary>By mailbox.</summary>
    public ILookup<string, FolderTotals> Folders { get; init; } = Array.Empty<FolderTotals>().ToLookup(f => f.Mailbox);

    public IReadOnlyDictionary<string, MailboxTotals> Mailboxes { get; init; } = new Dictionary<string, MailboxTotals>();

    /// <summary>Of accounts that runs made or whose password they set, by account; none when this account may not read them.</summary>
    public ILookup<string, KeptPassword> Passwords { get; init; } = Array.Empty<KeptPassword>().ToLookup(p => p.DestinationAddress);

    /// <summary>What runs have set beside items, by mailbox.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PartEntry>> Parts { get; init; } = new Dictionary<string, IReadOnlyList<PartEntry>>();

    /// <summary>Distribution groups for which runs have done something.</summary>
    public IReadOnlyList<GroupEntry> Groups { get; init; } = [];

    /// <summary>As <see cref="ILedgerReader.ReadMailboxesOfAsync"/>.</summary>
    public IReadOnlyList<MailboxEntry> MailboxesOf(string account) =>
    [
        .. Mailboxes.Values.Where(m => m.State != MailboxState.Undone && string.Equals(m.Mailbox.DestinationAddress, account, StringComparison.OrdinalIgnoreCase)).Select(m => m.Mailbox),
    ];

    public static async Task<EarlierRuns> ReadAsync(ILedgerReader ledger, CancellationToken cancellationToken)
    {
        var mailboxes = await ledger.ReadMailboxesAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, IReadOnlyList<PartEntry>> parts = new(StringComparer.OrdinalIgnoreCase);
        foreach (var mailbox in (await ledger.ReadPartCountsAsync(cancellationToken).ConfigureAwait(false)).Select(p => p.Mailbox).Distinct())
        {
            parts[mailbox] = await ledger.ReadPartsAsync(mailbox, cancellationToken).ConfigureAwait(false);
        }

        return new EarlierRuns
        {
            Folders = (await ledger.ReadFoldersAsync(cancellationToken).ConfigureAwait(false)).ToLookup(f => f.Mailbox, StringComparer.OrdinalIgnoreCase),
            Mailboxes = mailboxes.ToDictionary(m => m.Mailbox.Address, StringComparer.OrdinalIgnoreCase),
            Passwords = await ReadPasswordsAsync(ledger, cancellationToken).ConfigureAwait(false),
            Parts = parts,
            Groups = await ledger.ReadGroupsAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Passwords that the migration gave to accounts, by account; none when this account may not read them: the master login is left then.</summary>
    public static async Task<ILookup<string, KeptPassword>> ReadPasswordsAsync(ILedgerReader ledger, CancellationToken cancellationToken)
    {
        try
        {
            var kept = await ledger.ReadPasswordsAsync(cancellationToken).ConfigureAwait(false);
            return kept.ToLookup(k => k.DestinationAddress, StringComparer.OrdinalIgnoreCase);
        }
        catch (MigrationException e) when (e.Failure.Reason == Reason.AccessDenied)
        {
            return None.Passwords;
        }
    }
}

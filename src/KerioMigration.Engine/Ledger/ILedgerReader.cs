using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>
/// What a ledger knows, for reports. Calls may come from any thread, change nothing and wait for no writer: they work while a run goes
/// on, also in another process, and after one that crashed. Each call sees one moment of the ledger.
/// </summary>
/// <remarks>Errors as <see cref="ILedger"/>.</remarks>
public interface ILedgerReader : IAsyncDisposable
{
    /// <summary>All mailboxes by address, with the sums of their folders.</summary>
    Task<IReadOnlyList<MailboxTotals>> ReadMailboxesAsync(CancellationToken cancellationToken);

    /// <summary>One mailbox, or null when the ledger does not know it.</summary>
    Task<MailboxTotals?> ReadMailboxAsync(string address, CancellationToken cancellationToken);

    /// <summary>Mailboxes that runs took to this account and that were not undone since, by address.</summary>
    /// <param name="account">Its address; compared without case.</param>
    Task<IReadOnlyList<MailboxEntry>> ReadMailboxesOfAsync(string account, CancellationToken cancellationToken);

    /// <summary>All folders by mailbox and path.</summary>
    Task<IReadOnlyList<FolderTotals>> ReadFoldersAsync(CancellationToken cancellationToken);

    /// <summary>The folders of one mailbox by path; none when the ledger does not know it.</summary>
    Task<IReadOnlyList<FolderTotals>> ReadFoldersAsync(string address, CancellationToken cancellationToken);

    /// <summary>
    /// Items by mailbox and folder, read in pages while the caller goes on. Every item that was there when the call began comes at most
    /// once, with its state of the moment its page was read.
    /// </summary>
    IAsyncEnumerable<ItemOutcome> ReadItemsAsync(ItemFilter filter, CancellationToken cancellationToken);

    /// <summary>All runs, the oldest first.</summary>
    Task<IReadOnlyList<RunTotals>> ReadRunsAsync(CancellationToken cancellationToken);

    /// <summary>Names by which old mail knows the users, by mailbox.</summary>
    Task<IReadOnlyList<LegacyName>> ReadLegacyNamesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// What of the mailboxes, beside their items, is not at the destination as it was, by mailbox and part; behind them the same of groups, by
    /// group.
    /// </summary>
    Task<IReadOnlyList<MailboxLoss>> ReadLossesAsync(CancellationToken cancellationToken);

    /// <summary>What runs have set for mailboxes beside their items, by mailbox and part.</summary>
    Task<IReadOnlyList<PartCount>> ReadPartCountsAsync(CancellationToken cancellationToken);

    /// <summary>The same of one mailbox in full, by part, place and name; none when the ledger does not know it.</summary>
    Task<IReadOnlyList<PartEntry>> ReadPartsAsync(string address, CancellationToken cancellationToken);

    /// <summary>Distribution groups for which runs have done something, by address, with their members by address.</summary>
    Task<IReadOnlyList<GroupEntry>> ReadGroupsAsync(CancellationToken cancellationToken);

    /// <summary>Passwords of accounts that were created by us, by mailbox.</summary>
    /// <exception cref="MigrationException"><see cref="Reason.AccessDenied"/>: the key is missing, open to others, or another one.</exception>
    Task<IReadOnlyList<KeptPassword>> ReadPasswordsAsync(CancellationToken cancellationToken);

    /// <summary>The same of one account, whichever mailboxes went to it.</summary>
    /// <param name="account">Its address; compared without case.</param>
    /// <exception cref="MigrationException">As of all.</exception>
    Task<IReadOnlyList<KeptPassword>> ReadPasswordsOfAsync(string account, CancellationToken cancellationToken);
}

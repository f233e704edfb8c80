using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger.Leases;
using KerioMigration.Engine.Ledger.Sqlite;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>Reads a ledger's file without ever writing to it.</summary>
public sealed class SqliteLedgerReader : ILedgerReader
{
    private const int ItemsPerPage = 512;

    private readonly ReadConnections connections;
    private readonly LedgerHost host;
    private readonly string path;

    internal SqliteLedgerReader(string path, LedgerHost host)
    {
        this.path = path;
        this.host = host;
        connections = new ReadConnections(path);
    }

    /// <exception cref="Model.MigrationException"><see cref="Model.Reason.InvalidInput"/>: there is no such file; and as <see cref="ILedger"/>.</exception>
    public static Task<SqliteLedgerReader> OpenAsync(string path, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(path, LedgerHost.Create(time), cancellationToken);

    public Task<IReadOnlyList<MailboxTotals>> ReadMailboxesAsync(CancellationToken cancellationToken) =>
        ReadAsync(d => ReportQueries.Mailboxes(d, host), cancellationToken);

    public Task<MailboxTotals?> ReadMailboxAsync(string address, CancellationToken cancellationToken) =>
        ReadAsync(d => ReportQueries.Mailbox(d, host, address), cancellationToken);

    public Task<IReadOnlyList<MailboxEntry>> ReadMailboxesOfAsync(string account, CancellationToken cancellationToken) =>
        ReadAsync(d => MailboxTable.ReadOf(d, account), cancellationToken);

    public Task<IReadOnlyList<FolderTotals>> ReadFoldersAsync(CancellationToken cancellationToken) =>
        ReadAsync(d => ReportQueries.Folders(d), cancellationToken);

    public Task<IReadOnlyList<FolderTotals>> ReadFoldersAsync(string address, CancellationToken cancellationToken) =>
        ReadAsync(d => ReportQueries.Folders(d, address), cancellationToken);

    public Task<IReadOnlyList<RunTotals>> ReadRunsAsync(CancellationToken cancellationToken) =>
        ReadAsync(d => RunTable.ReadAll(d, host), cancellationToken);

    public Task<IReadOnlyList<LegacyName>> ReadLegacyNamesAsync(CancellationToken cancellationToken) =>
        ReadAsync(AccountDetailTable.ReadLegacyNames, cancellationToken);

    public Task<IReadOnlyList<MailboxLoss>> ReadLossesAsync(CancellationToken cancellationToken) => ReadAsync(
        d => (IReadOnlyList<MailboxLoss>)[.. LossTable.ReadAll(d), .. GroupLossTable.ReadAll(d)], cancellationToken);

    public Task<IReadOnlyList<PartCount>> ReadPartCountsAsync(CancellationToken cancellationToken) => ReadAsync(PartTable.Count, cancellationToken);

    public Task<IReadOnlyList<PartEntry>> ReadPartsAsync(string address, CancellationToken cancellationToken) =>
        ReadAsync(d => PartTable.Read(d, address), cancellationToken);

    public Task<IReadOnlyList<GroupEntry>> ReadGroupsAsync(CancellationToken cancellationToken) => ReadAsync(GroupTable.ReadAll, cancellationToken);

    public async IAsyncEnumerable<ItemOutcome> ReadItemsAsync(ItemFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mailboxes = filter.Mailboxes is { } addresses ? new HashSet<string>(addresses.Select(MailboxTable.KeyOf), StringComparer.Ordinal) : null;
        foreach (var (mailbox, folder) in await ReadAsync(ReportQueries.FolderList, cancellationToken).ConfigureAwait(false))
        {
            if (mailboxes?.Contains(MailboxTable.KeyOf(mailbox.Address)) == false || (filter.FolderId is { } id && !string.Equals(id, folder.SourceId, StringComparison.Ordinal)))
            {
                continue;
            }

            await foreach (var item in ReadItemsAsync(mailbox, folder, cancellationToken).ConfigureAwait(false))
            {
                if (filter.Includes(item))
                {
                    yield return item;
                }
            }
        }
    }

    public Task<IReadOnlyList<KeptPassword>> ReadPasswordsAsync(CancellationToken cancellationToken) => ReadPasswordsAsync(null, cancellationToken);

    public Task<IReadOnlyList<KeptPassword>> ReadPasswordsOfAsync(string account, CancellationToken cancellationToken) => ReadPasswordsAsync(account, cancellationToken);

    private async Task<IReadOnlyList<KeptPassword>> ReadPasswordsAsync(string? account, CancellationToken cancellationToken)
    {
        var protection = PasswordProtection.Create(path);
        var blobs = await ReadAsync(d => MailboxTable.ReadPasswords(d, account), cancellationToken).ConfigureAwait(false);
        return blobs
            .Select(b => new KeptPassword(b.Address, b.Destination, protection.Unprotect(MailboxTable.KeyOf(b.Address), b.Blob)) { IsRefused = b.IsRefused })
            .ToList();
    }

    public ValueTask DisposeAsync()
    {
        connections.Dispose();
        return default;
    }

    internal static async Task<SqliteLedgerReader> OpenAsync(string path, LedgerHost host, CancellationToken cancellationToken)
    {
        var reader = new SqliteLedgerReader(Path.GetFullPath(path), host);
        try
        {
            // Opening the first connection looks at the version.
            await reader.ReadAsync(_ => true, cancellationToken).ConfigureAwait(false);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    internal Task<T> ReadAsync<T>(Func<LedgerDatabase, T> work, CancellationToken cancellationToken) => connections.RunAsync(work, cancellationToken);

    private async IAsyncEnumerable<ItemOutcome> ReadItemsAsync(
        MailboxEntry mailbox, FolderEntry folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = "";
        IReadOnlyList<ItemOutcome> page;
        do
        {
            var last = after;
            page = await ReadAsync(d => ReportQueries.Items(d, mailbox, folder, last, ItemsPerPage), cancellationToken).ConfigureAwait(false);
            foreach (var item in page)
            {
                after = item.Item.Id;
                yield return FolderBalance.Place(folder, item);
            }
        }
        while (page.Count == ItemsPerPage);
    }
}

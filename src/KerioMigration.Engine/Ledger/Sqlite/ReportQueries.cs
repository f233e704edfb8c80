using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Ledger.Leases;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>Sums and pages for reports; each is called within one read transaction.</summary>
internal static class ReportQueries
{
    private const string CountItems =
        "SELECT folder_id, state, COUNT(*), COALESCE(SUM(CASE WHEN state = 2 THEN " + ItemTable.Bytes + " END), 0) FROM item ";

    private const string OfMailbox = "WHERE folder_id IN (SELECT id FROM folder WHERE mailbox_id = ?1) ";

    private const string ByState = "GROUP BY folder_id, state";

    private const string ItemColumns = ItemTable.Listed + """
        , state, reason, message, code, loss, message_id, key_date, key_size, destination_id, run_id, source_change, sha256, fidelity
        """;

    private static readonly Dictionary<ItemState, long> NoItems = [];

    public static IReadOnlyList<MailboxTotals> Mailboxes(LedgerDatabase database, LedgerHost host)
    {
        var leases = LeaseTable.ReadAll(database);
        var folders = Folders(FolderTable.ReadAll(database), database.Prepare(CountItems + ByState)).ToLookup(f => f.MailboxId);
        return MailboxTable.ReadAll(database)
            .Select(m => WithFolders(WithLease(m.Mailbox, leases.TryGetValue(m.Id, out var lease) ? lease : null, host), folders[m.Id]))
            .ToList();
    }

    public static MailboxTotals? Mailbox(LedgerDatabase database, LedgerHost host, string address)
    {
        if (MailboxTable.Find(database, address) is not { } found)
        {
            return null;
        }

        return WithFolders(WithLease(found.Mailbox, LeaseTable.Find(database, found.Id), host), FoldersOf(database, found.Id));
    }

    public static IReadOnlyList<FolderTotals> Folders(LedgerDatabase database)
    {
        var folders = Folders(FolderTable.ReadAll(database), database.Prepare(CountItems + ByState)).ToLookup(f => f.MailboxId);
        return MailboxTable.ReadAll(database)
            .SelectMany(m => folders[m.Id].Select(f => new FolderTotals(m.Mailbox.Mailbox.Address, f.Folder, f.Items)))
            .ToList();
    }

    public static IReadOnlyList<FolderTotals> Folders(LedgerDatabase database, string address) =>
        MailboxTable.Find(database, address) is { } found
            ? [.. FoldersOf(database, found.Id).Select(f => new FolderTotals(found.Mailbox.Mailbox.Address, f.Folder, f.Items))]
            : [];

    /// <summary>Folders in the order of reports, with their mailbox.</summary>
    public static IReadOnlyList<(MailboxEntry Mailbox, FolderEntry Folder)> FolderList(LedgerDatabase database)
    {
        var folders = FolderTable.ReadAll(database).ToLookup(f => f.MailboxId, f => f.Folder);
        return MailboxTable.ReadAll(database).SelectMany(m => folders[m.Id].Select(f => (m.Mailbox.Mailbox, f))).ToList();
    }

    /// <summary>The next items of a folder by source id; fewer than asked for are its last.</summary>
    public static IReadOnlyList<ItemOutcome> Items(LedgerDatabase database, MailboxEntry mailbox, FolderEntry folder, string after, int count)
    {
        var items = new List<ItemOutcome>();
        var rows = database.Prepare("SELECT " + ItemColumns + " FROM item WHERE folder_id = ?1 AND source_id > ?2 ORDER BY source_id LIMIT ?3")
            .Bind(1, folder.Id).Bind(2, after).Bind(3, count);
        while (rows.Step())
        {
            items.Add(ReadItem(rows, mailbox, folder));
        }

        return items;
    }

    private static ItemOutcome ReadItem(SqlStatement row, MailboxEntry mailbox, FolderEntry folder) => new()
    {
        Mailbox = mailbox.Address,
        Destination = mailbox.DestinationAddress,
        FolderPath = folder.SourcePath,
        FolderId = folder.SourceId,
        Item = ItemTable.ReadListed(row, 0),
        State = (ItemState)row.Long(7),
        Reason = row.Name<Reason>(8),
        Message = row.TextOrNull(9),
        Code = row.TextOrNull(10),
        Loss = row.TextOrNull(11),
        Key = row.IsNull(14) ? null : new ItemKey(row.TextOrNull(12), row.TimeOrNull(13), row.Long(14)),
        DestinationId = row.TextOrNull(15),
        Run = row.LongOrNull(16),
        Change = row.IsNull(17) ? null : (ItemChangeType)row.Long(17),
        Sha256 = row.BytesOrNull(18),
        Fidelity = (ItemFidelity)row.Long(19),
    };

    private static List<(long MailboxId, FolderEntry Folder, ItemTotals Items)> FoldersOf(LedgerDatabase database, long mailbox) => Folders(
        FolderTable.ReadOf(database, mailbox).Select(f => (mailbox, f)), database.Prepare(CountItems + OfMailbox + ByState).Bind(1, mailbox));

    private static List<(long MailboxId, FolderEntry Folder, ItemTotals Items)> Folders(
        IEnumerable<(long MailboxId, FolderEntry Folder)> entries, SqlStatement counted)
    {
        var counts = new Dictionary<long, Dictionary<ItemState, long>>();
        var bytes = new Dictionary<long, long>();
        while (counted.Step())
        {
            var folder = counted.Long(0);
            if (!counts.TryGetValue(folder, out var states))
            {
                counts.Add(folder, states = []);
                bytes.Add(folder, 0);
            }

            states.Add((ItemState)counted.Long(1), counted.Long(2));
            bytes[folder] += counted.Long(3);
        }

        return entries.Select(e => counts.TryGetValue(e.Folder.Id, out var states)
            ? (e.MailboxId, e.Folder, FolderBalance.Count(e.Folder, states, bytes[e.Folder.Id]))
            : (e.MailboxId, e.Folder, FolderBalance.Count(e.Folder, NoItems, 0))).ToList();
    }

    private static MailboxTotals WithFolders(MailboxTotals mailbox, IEnumerable<(long MailboxId, FolderEntry Folder, ItemTotals Items)> folders)
    {
        var items = folders.Select(f => f.Items).ToList();
        return mailbox with { Folders = items.Count, Items = items.Aggregate(ItemTotals.Zero, ItemTotals.Add) };
    }

    private static MailboxTotals WithLease(MailboxTotals mailbox, LeaseEntry? lease, LedgerHost host) =>
        mailbox.State != MailboxState.Running || (lease is not null && host.IsAlive(lease.Owner, lease.Heartbeat))
            ? mailbox
            : mailbox with
            {
                State = MailboxState.Interrupted,
                Reason = Reason.Interrupted,
                Ended = mailbox.Ended ?? lease?.Heartbeat,
            };
}

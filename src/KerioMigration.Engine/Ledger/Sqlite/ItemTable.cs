using System;
using System.Collections.Generic;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>The way of an item through its states. Open are 0 Pending, 4 Filtered, 5 Failed, 6 Held.</summary>
internal static class ItemTable
{
    /// <summary>What was listed about an item, in the order of <see cref="ReadListed"/>.</summary>
    public const string Listed = "source_id, kind, item_class, source_size, received, subject, search_key";

    /// <summary>
    /// Bytes as written; of what is no message, whose form at the destination is another on every server and whose key has no size, as the
    /// source stores them.
    /// </summary>
    public const string Bytes = "CASE WHEN key_size > 0 THEN key_size WHEN source_size > 0 THEN source_size ELSE 0 END";

    private const string This = " WHERE folder_id = ?1 AND source_id = ?2";

    private const string Open = " AND state IN (0, 4, 5, 6)";

    private const string NotCarried = " AND state NOT IN (2, 3)";

    private const string Insert = """
        INSERT INTO item (folder_id, source_id, state, kind, item_class, source_size, received, subject, reason, search_key)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (folder_id, source_id) DO NOTHING
        """;

    private const string Update = """
        UPDATE item SET state = ?3, kind = ?4, item_class = ?5, source_size = ?6, received = ?7, subject = COALESCE(?8, subject),
            reason = ?9, search_key = COALESCE(?10, search_key), message = NULL, code = NULL
        """ + This;

    private const string UpdatePending = Update + " AND state = 0";

    private const string UpdateOpen = Update + " AND state IN (4, 5, 6)";

    // A later change of the read flag (2) does not hide that the content changed (1). Where the other flags are not known it has to be
    // read. Of an item that was changed and then deleted (3) the size no longer says that it moved on unchanged.
    private const string NoteChange = """
        UPDATE item SET
            source_size = CASE WHEN ?3 = 3 AND source_change = 1 THEN -1 ELSE source_size END,
            source_change = CASE WHEN ?3 = 2 AND (source_change = 1 OR COALESCE(source_flags, flags) IS NULL) THEN 1 ELSE ?3 END,
            source_flags = CASE WHEN ?3 = 2 THEN (COALESCE(source_flags, flags) & ~1) | ?4 END
        """ + This + " AND state NOT IN (0, 4, 5, 6)";

    private const string NoteUpdate = """
        UPDATE item SET source_change = 1, source_flags = NULL, kind = ?4, item_class = ?5, source_size = ?6, received = ?7,
            subject = COALESCE(?8, subject), search_key = COALESCE(?10, search_key)
        """ + This + " AND state NOT IN (0, 4, 5, 6)";

    // A listing that starts over shows everything again: what was taken for deleted, and what changed in between, which its size may tell.
    private const string NoteSeenAgain = NoteUpdate + " AND (source_change = 3 OR source_size <> ?6)";

    private const string DeleteOpen = "DELETE FROM item" + This + Open;

    private const string SetState = "UPDATE item SET state = ?3, reason = ?4, message = NULL, code = NULL" + This + Open;

    private const string IntendOne = """
        UPDATE item SET state = 1, message_id = ?3, key_date = ?4, key_size = ?5, sha256 = ?6, subject = COALESCE(?7, subject),
            internal_date = ?8, fidelity = ?9, loss = ?10, flags = ?11, reason = NULL, message = NULL, code = NULL
        """ + This + NotCarried;

    private const string Succeed = """
        UPDATE item SET state = ?8, destination_id = ?3, loss = COALESCE(?4, loss), run_id = ?5, mark_number = ?6, sha256 = COALESCE(?7, sha256),
            reason = NULL, message = NULL, code = NULL
        """ + This + NotCarried + " RETURNING " + Bytes;

    private const string FailOne =
        "UPDATE item SET state = 5, reason = ?3, message = ?4, code = ?5, run_id = ?6, fidelity = 0, loss = NULL" + This + NotCarried;

    private const string NoteUnknown = "UPDATE item SET reason = ?3, message = ?4, code = ?5" + This + NotCarried;

    private const string DeleteVanished = DeleteOpen + " AND source_change = 3";

    private const string WithdrawOne = "UPDATE item SET state = 0, destination_id = NULL, fidelity = 0, loss = NULL, reason = NULL, message = NULL, code = NULL" + This + " AND state = 1";

    /// <summary>Enters a page; gives what became Pending by it, in its order.</summary>
    public static IReadOnlyList<ItemRef> Record(LedgerDatabase database, long folderId, IReadOnlyList<ItemListing> page)
    {
        var pending = new PendingItems(page.Count);
        var insert = database.Prepare(Insert);
        foreach (var listing in page)
        {
            if (listing.Change != ItemChangeType.Deleted && BindListing(insert, folderId, listing).Execute() == 1)
            {
                pending.Entered(listing);
            }
            else
            {
                RecordKnown(database, folderId, listing, pending);
            }
        }

        return pending.ToList();
    }

    public static void SetOpen(LedgerDatabase database, long folderId, IReadOnlyList<ItemListing> items)
    {
        var update = database.Prepare(SetState);
        foreach (var listing in items)
        {
            update.Bind(1, folderId).Bind(2, listing.Item.Id).Bind(3, (long)listing.State).Bind(4, NameOf(listing.Reason)).Execute();
        }
    }

    public static void Intend(LedgerDatabase database, long folderId, IReadOnlyList<ItemIntent> items)
    {
        var update = database.Prepare(IntendOne);
        foreach (var item in items)
        {
            update.Bind(1, folderId).Bind(2, item.SourceId).Bind(3, item.Key.MessageId).Bind(4, item.Key.Date).Bind(5, item.Key.Size)
                .Bind(6, item.Sha256).Bind(7, item.Subject).Bind(8, item.InternalDate)
                .Bind(9, (long)item.Fidelity).Bind(10, item.Loss).Bind(11, (long?)item.Flags);
            if (update.Execute() == 0)
            {
                throw new InvalidOperationException($"The item {item.SourceId} was not listed in folder {folderId}, or is at the destination already.");
            }
        }
    }

    /// <summary>Settles items; gives how many were migrated by this call, their bytes, and which took the place of an older copy.</summary>
    public static (long Items, long Bytes, ChangeCounts Changes) Confirm(
        LedgerDatabase database, long folderId, long runId, IReadOnlyList<ItemReceipt> receipts)
    {
        var markNumber = MarkNumber(database, folderId);
        var hasSuperseded = SupersededTable.Any(database);
        var changes = ChangeCounts.None;
        long items = 0;
        long bytes = 0;
        foreach (var receipt in receipts)
        {
            if (receipt.Failure is { } failure)
            {
                SettleFailure(database, folderId, runId, receipt.SourceId, failure);
                continue;
            }

            var update = database.Prepare(Succeed).Bind(1, folderId).Bind(2, receipt.SourceId).Bind(3, receipt.DestinationId)
                .Bind(4, receipt.Loss).Bind(5, runId).Bind(6, markNumber).Bind(7, receipt.Fingerprint)
                .Bind(8, (long)(receipt.WasThere ? ItemState.Existing : ItemState.Migrated));
            while (update.Step())
            {
                var change = hasSuperseded ? SupersededTable.ChangeBy(database, folderId, receipt.SourceId) : null;
                changes += change ?? ChangeCounts.None;
                items += change is null && !receipt.WasThere ? 1 : 0;
                bytes += change is { Moved: > 0 } || receipt.WasThere ? 0 : update.LongOrNull(0) ?? 0;
            }
        }

        return (items, bytes, changes);
    }

    public static void Withdraw(LedgerDatabase database, long folderId, IReadOnlyList<string> sourceIds)
    {
        var update = database.Prepare(WithdrawOne);
        foreach (var sourceId in sourceIds)
        {
            // Deleted at the source while it was on its way: there is nothing left to carry.
            if (update.Bind(1, folderId).Bind(2, sourceId).Execute() == 1 && IsVanished(database, folderId, sourceId)
                && !SupersededTable.GiveBack(database, folderId, sourceId))
            {
                database.Prepare(DeleteVanished).Bind(1, folderId).Bind(2, sourceId).Execute();
            }
        }
    }

    public static IReadOnlyList<ItemEntry> ReadOpen(LedgerDatabase database, long folderId)
    {
        var items = new List<ItemEntry>();
        var rows = database.Prepare("SELECT " + Listed + ", state, reason FROM item WHERE folder_id = ?1" + Open).Bind(1, folderId);
        while (rows.Step())
        {
            items.Add(new ItemEntry(ReadListed(rows, 0), (ItemState)rows.Long(7), rows.Name<Reason>(8)));
        }

        return items;
    }

    public static IReadOnlyList<ItemIntent> ReadIntents(LedgerDatabase database, long folderId)
    {
        var items = new List<ItemIntent>();
        var rows = database.Prepare("""
            SELECT source_id, message_id, key_date, key_size, sha256, subject, internal_date, fidelity, loss, destination_id, flags FROM item
            WHERE folder_id = ?1 AND state = 1
            """).Bind(1, folderId);
        while (rows.Step())
        {
            var key = new ItemKey(rows.TextOrNull(1), rows.TimeOrNull(2), rows.Long(3));
            items.Add(new ItemIntent(rows.Text(0), key, rows.BytesOrNull(4))
            {
                Subject = rows.TextOrNull(5),
                InternalDate = rows.TimeOrNull(6),
                Fidelity = (ItemFidelity)rows.Long(7),
                Loss = rows.TextOrNull(8),
                DestinationId = rows.TextOrNull(9),
                Flags = (MessageFlags?)rows.LongOrNull(10),
            });
        }

        return items;
    }

    /// <summary>How many items of a mailbox stand at the destination as a stub.</summary>
    public static long CountStubs(LedgerDatabase database, long mailboxId)
    {
        var row = database.Prepare("""
            SELECT COUNT(*) FROM item WHERE fidelity = 2 AND state = 2 AND folder_id IN (SELECT id FROM folder WHERE mailbox_id = ?1)
            """).Bind(1, mailboxId);
        row.Step();
        var count = row.Long(0);
        row.Reset();
        return count;
    }

    public static IReadOnlyList<ConfirmedItem> ReadConfirmedSinceMark(LedgerDatabase database, long folderId)
    {
        var items = new List<ConfirmedItem>();
        var rows = database.Prepare("""
            SELECT destination_id, message_id, key_date, key_size FROM item
            WHERE folder_id = ?1 AND state IN (2, 3) AND key_size IS NOT NULL AND EXISTS (
                SELECT 1 FROM folder WHERE id = ?1 AND (mark IS NULL OR mark_number = item.mark_number))
            UNION ALL SELECT destination_id, message_id, key_date, key_size FROM superseded WHERE folder_id = ?1
            """).Bind(1, folderId);
        while (rows.Step())
        {
            items.Add(new ConfirmedItem(rows.TextOrNull(0), new ItemKey(rows.TextOrNull(1), rows.TimeOrNull(2), rows.Long(3))));
        }

        return items;
    }

    /// <summary>The columns of <see cref="Listed"/>, from <paramref name="first"/> on.</summary>
    public static ItemRef ReadListed(SqlStatement row, int first) => new()
    {
        Id = row.Text(first),
        Kind = (ItemKind)row.Long(first + 1),
        ItemClass = row.TextOrNull(first + 2) ?? DefaultClass,
        Size = row.Long(first + 3),
        Received = row.TimeOrNull(first + 4),
        Subject = row.TextOrNull(first + 5),
        SearchKey = row.TextOrNull(first + 6),
    };

    private const string DefaultClass = "IPM.Note";

    private static void RecordKnown(LedgerDatabase database, long folderId, ItemListing listing, PendingItems pending)
    {
        if (listing.Change is ItemChangeType.Created or ItemChangeType.Updated)
        {
            if (BindListing(database.Prepare(UpdatePending), folderId, listing).Execute() == 1)
            {
                pending.Updated(listing);
                return;
            }

            if (BindListing(database.Prepare(UpdateOpen), folderId, listing).Execute() == 1)
            {
                pending.Entered(listing);
                return;
            }
        }

        if (listing.Change == ItemChangeType.Deleted && SupersededTable.GiveBack(database, folderId, listing.Item.Id))
        {
            pending.Removed(listing.Item.Id);
        }
        else if (listing.Change == ItemChangeType.Deleted && database.Prepare(DeleteOpen).Bind(1, folderId).Bind(2, listing.Item.Id).Execute() == 1)
        {
            pending.Removed(listing.Item.Id);
        }
        else if (listing.Change is ItemChangeType.Created or ItemChangeType.Updated)
        {
            BindListing(database.Prepare(listing.Change == ItemChangeType.Created ? NoteSeenAgain : NoteUpdate), folderId, listing).Execute();
        }
        else
        {
            database.Prepare(NoteChange).Bind(1, folderId).Bind(2, listing.Item.Id).Bind(3, (long)listing.Change)
                .Bind(4, listing.IsRead).Execute();
        }
    }

    private static SqlStatement BindListing(SqlStatement statement, long folderId, ItemListing listing)
    {
        var item = listing.Item;
        var itemClass = string.Equals(item.ItemClass, DefaultClass, StringComparison.Ordinal) ? null : item.ItemClass;
        return statement.Bind(1, folderId).Bind(2, item.Id).Bind(3, (long)listing.State).Bind(4, (long)item.Kind).Bind(5, itemClass)
            .Bind(6, item.Size).Bind(7, item.Received).Bind(8, item.Subject).Bind(9, NameOf(listing.Reason)).Bind(10, item.SearchKey);
    }

    private static void SettleFailure(LedgerDatabase database, long folderId, long runId, string sourceId, Failure failure)
    {
        var update = database.Prepare(failure.OutcomeUnknown ? NoteUnknown : FailOne).Bind(1, folderId).Bind(2, sourceId)
            .Bind(3, failure.Reason.ToString()).Bind(4, failure.Message).Bind(5, failure.Code);
        if (!failure.OutcomeUnknown)
        {
            update.Bind(6, runId);
        }

        update.Execute();
    }

    private static bool IsVanished(LedgerDatabase database, long folderId, string sourceId)
    {
        var row = database.Prepare("SELECT 1 FROM item" + This + " AND source_change = 3").Bind(1, folderId).Bind(2, sourceId);
        var isVanished = row.Step();
        row.Reset();
        return isVanished;
    }

    private static long MarkNumber(LedgerDatabase database, long folderId)
    {
        var row = database.Prepare("SELECT mark_number FROM folder WHERE id = ?1").Bind(1, folderId);
        var number = row.Step() ? row.Long(0) : 0;
        row.Reset();
        return number;
    }

    private static string? NameOf(Reason reason) => reason == Reason.None ? null : reason.ToString();
}

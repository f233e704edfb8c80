using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Canonical;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>
/// Writes items into one folder, several at once, and reads them back: a receipt says what the server shows, not what it answered. Used for
/// one call.
/// </summary>
internal sealed class DavWriter(DavClient client, DavResources resources, DestinationFolder folder, DavPlaces places)
{
    /// <summary>What a server has to put into one answer.</summary>
    private const long BytesPerRead = 8L << 20;

    private volatile Failure? final;
    private volatile MigrationException? unknown;

    /// <returns>One receipt each, in order.</returns>
    /// <exception cref="MigrationException">None is stored, or the outcome is unknown.</exception>
    public async Task<IReadOnlyList<ItemReceipt>> WriteAsync(IReadOnlyList<ConvertedItem> items, long? limit, CancellationToken cancellationToken)
    {
        List<DavWrite> writes = [.. items.Select(i => new DavWrite(i))];
        writes.ForEach(w => Place(w, limit));
        using var grace = new GracePeriod(client.Time, client.CancelGrace, cancellationToken);
        await PutAllAsync([.. writes.Where(w => w.Receipt is null && (!w.WasThere || w.Older is not null))], cancellationToken, grace.Token).ConfigureAwait(false);
        ThrowUnknown();
        await ReadBackAsync([.. writes.Where(w => w.Receipt is null)], grace.Token).ConfigureAwait(false);
        ThrowUnknown();
        return final is not null && writes.TrueForAll(w => w.Receipt!.Failure is not null)
            ? throw new MigrationException(final)
            : [.. writes.Select(w => w.Receipt!)];
    }

    /// <summary>Each has its address before anything is sent.</summary>
    private void Place(DavWrite write, long? limit)
    {
        if (string.IsNullOrEmpty(write.Uid))
        {
            write.Fail(Refused("The item has no UID, so that it could not be found again."));
        }
        else if (limit is { } most && !Fits(write, most))
        {
            write.Fail(DavFailures.TooLarge(client.Where, write.Item.Content.Length, most));
        }
        else if (!places.Take(write))
        {
            write.Fail(Taken());
        }
    }

    private Task PutAllAsync(IReadOnlyList<DavWrite> writes, CancellationToken stop, CancellationToken grace) => client.EachAsync(writes, async write =>
    {
        if (stop.IsCancellationRequested || final is not null || unknown is not null)
        {
            places.Drop(write);
            write.Fail(final ?? Interrupted());
            return false;
        }

        await WriteAsync(write, grace).ConfigureAwait(false);
        return true;
    });

    private static bool Fits(DavWrite write, long limit) => write.Content.Length <= limit || (write.LeaveFiles() && Fits(write, limit));

    private async Task WriteAsync(DavWrite write, CancellationToken cancellationToken)
    {
        try
        {
            await (write.Older is null ? PutAsync(write, cancellationToken) : ReplaceAsync(write, cancellationToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            Interrupt(write, e);
        }
        catch (MigrationException e)
        {
            await DoubtAsync(write, e, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Once more without its files where they may be what the server does not take.</summary>
    private async Task<DavAnswer> SendAsync(DavWrite write, string? tag, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(Put(write, tag), cancellationToken, write.Doubt).ConfigureAwait(false);
        if (!DavFailures.IsForFiles(answer) || !write.LeaveFiles())
        {
            return answer;
        }

        answer.Dispose();
        return await client.SendAsync(Put(write, tag), cancellationToken, write.Doubt).ConfigureAwait(false);
    }

    private async Task PutAsync(DavWrite write, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(write, null, cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccess)
        {
            return;
        }

        if (answer.Status == 412)
        {
            await TakenAsync(write, cancellationToken).ConfigureAwait(false);
        }
        else if (DavFailures.IsUidConflict(answer))
        {
            await ConflictAsync(write, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await RefusedAsync(write, answer, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReplaceAsync(DavWrite write, CancellationToken cancellationToken)
    {
        if (await new DavReplacement(client, resources, folder).WriteAsync(write, tag => SendAsync(write, tag, cancellationToken), cancellationToken).ConfigureAwait(false) is { } failure)
        {
            Refuse(write, failure);
        }
    }

    /// <param name="tag">Of what it is written over; null for a new one.</param>
    private DavRequest Put(DavWrite write, string? tag) => new("PUT", write.Path)
    {
        Content = write.Content,
        ContentType = folder.Kind == ItemKind.Contact ? "text/vcard; charset=utf-8" : "text/calendar; charset=utf-8",
        IfNew = write.Older is null,
        IfMatch = tag,
    };

    /// <summary>Something is at this address: our own, whose answer got lost, or anybody's.</summary>
    private async Task TakenAsync(DavWrite write, CancellationToken cancellationToken)
    {
        var there = await resources.ReadAsync(folder, [write.Path], cancellationToken).ConfigureAwait(false);
        if (there.Count > 0 && (write.Doubt.MayHaveActed || there[0].Object!.Uid == write.Uid))
        {
            write.WasThere = true;
            return;
        }

        places.Rename(write);
        using var answer = await SendAsync(write, null, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            Refuse(write, DavFailures.Item(answer, client.Where));
        }
    }

    private async Task ConflictAsync(DavWrite write, CancellationToken cancellationToken)
    {
        var found = await resources.FindAsync(folder, cancellationToken).ConfigureAwait(false);
        if (found.FirstOrDefault(i => i.Key.MessageId == write.Uid) is { } there)
        {
            write.WasThere = true;
            if (!places.MoveTo(write, there.DestinationId))
            {
                write.Fail(Taken());
            }

            return;
        }

        Refuse(write, Refused($"{client.Where} has an item with the same UID in another folder, and holds each UID once."));
    }

    private async Task RefusedAsync(DavWrite write, DavAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.IsGone || answer.Status == 409)
        {
            // RFC 4918 9.7.1: the folder may be missing. Says so by an exception.
            await resources.ListAsync(folder, cancellationToken).ConfigureAwait(false);
        }

        Refuse(write, DavFailures.Item(answer, client.Where));
    }

    private void Refuse(DavWrite write, Failure failure)
    {
        final ??= failure.Scope == FailureScope.Item ? null : failure;
        places.Drop(write);
        write.Fail(failure);
    }

    private void Interrupt(DavWrite write, OperationCanceledException e)
    {
        if (write.Doubt.MayHaveActed)
        {
            unknown ??= new MigrationException(Interrupted() with { Scope = FailureScope.Mailbox, OutcomeUnknown = true }, e);
        }

        places.Drop(write);
        write.Fail(Interrupted());
    }

    /// <summary>All attempts went unanswered. Whether it is there shows; where it does, this item alone is what the server breaks on.</summary>
    private async Task DoubtAsync(DavWrite write, MigrationException e, CancellationToken cancellationToken)
    {
        if (!write.Doubt.MayHaveActed)
        {
            Refuse(write, e.Failure);
            return;
        }

        try
        {
            var there = await resources.ReadAsync(folder, [write.Path], cancellationToken).ConfigureAwait(false);
            write.WasThere = there.Count > 0 && !write.IsOlder(there[0].Object!);
            if (write.WasThere)
            {
                return;
            }

            if (write.LeaveFiles())
            {
                await WriteAsync(write, cancellationToken).ConfigureAwait(false);
                return;
            }

            Refuse(write, DavFailures.Unanswered(e.Failure, client.Where, write.Content.Length));
        }
        catch (Exception again) when (again is MigrationException or OperationCanceledException)
        {
            unknown ??= new MigrationException(e.Failure with { OutcomeUnknown = true }, again);
            places.Drop(write);
            write.Fail(e.Failure);
        }
    }

    private async Task ReadBackAsync(List<DavWrite> writes, CancellationToken cancellationToken)
    {
        if (writes.Count == 0)
        {
            return;
        }

        try
        {
            Dictionary<string, CanonicalObject> stored = new(StringComparer.Ordinal);
            foreach (var page in Batches.Cut(writes, int.MaxValue, BytesPerRead, w => w.Content.Length))
            {
                var items = await resources.ReadAsync(folder, [.. page.Select(w => w.Path)], cancellationToken).ConfigureAwait(false);
                items.ToList().ForEach(i => stored[i.Path] = i.Object!);
            }

            if (writes.Exists(w => !stored.ContainsKey(w.Path)))
            {
                await FindRenamedAsync(writes, stored, cancellationToken).ConfigureAwait(false);
            }

            writes.ForEach(w => Settle(w, stored.TryGetValue(w.Path, out var found) ? found : null));
        }
        catch (OperationCanceledException e)
        {
            unknown ??= new MigrationException(Interrupted() with { Scope = FailureScope.Mailbox, OutcomeUnknown = true }, e);
        }
        catch (MigrationException e)
        {
            unknown ??= new MigrationException(e.Failure with { OutcomeUnknown = true }, e);
        }
    }

    /// <summary>Some servers give a new resource an address of their own.</summary>
    private async Task FindRenamedAsync(List<DavWrite> writes, Dictionary<string, CanonicalObject> stored, CancellationToken cancellationToken)
    {
        var listed = await resources.FindAsync(folder, cancellationToken).ConfigureAwait(false);
        var byUid = listed.Where(i => i.Key.MessageId is not null)
            .GroupBy(i => i.Key.MessageId!).ToDictionary(g => g.Key, g => g.First().DestinationId, StringComparer.Ordinal);
        foreach (var write in writes.Where(w => !stored.ContainsKey(w.Path) && byUid.ContainsKey(w.Uid!)))
        {
            places.MoveTo(write, byUid[write.Uid!]);
        }

        var renamed = await resources.ReadAsync(folder, [.. writes.Select(w => w.Path).Where(p => !stored.ContainsKey(p))], cancellationToken).ConfigureAwait(false);
        foreach (var item in renamed)
        {
            stored[item.Path] = item.Object!;
        }
    }

    private void Settle(DavWrite write, CanonicalObject? stored)
    {
        if (stored is null)
        {
            Refuse(write, Refused($"{client.Where} took the item, but does not show it."));
        }
        else if (write.WasThere && write.Older is null && !write.Doubt.MayHaveActed && !write.IsIn(stored))
        {
            // Whose it is, is not known: it is left as it is.
            places.Leave(write);
            write.Fail(Refused(
                "The folder holds another version of this item already (the same UID); it was left as it is. Remove it at the destination, and run the migration again."));
        }
        else
        {
            write.Store(stored);
        }
    }

    private void ThrowUnknown()
    {
        if (unknown is { } e)
        {
            throw new MigrationException(e.Failure, e);
        }
    }

    private static Failure Taken() => Refused(
        "Another item with the same UID is in this folder already; a calendar or address book holds each UID once. Compare the two at Exchange.");

    private static Failure Refused(string message) => new(FailureScope.Item, FailureRemedy.None, Reason.ItemRefused, message);

    private static Failure Interrupted() => new(FailureScope.Item, FailureRemedy.Retry, Reason.Interrupted, "The migration was stopped before this item was sent.");
}

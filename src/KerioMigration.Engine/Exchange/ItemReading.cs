using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Fallback;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>Reads items with their MIME, in requests of a bearable size, and finds out which single item is to blame when one fails.</summary>
internal sealed class ItemReading(EwsClient client, OpenedMailbox mailbox)
{
    /// <summary>A batch should end within the server's minute, also on a slow one.</summary>
    private const int ItemsPerRequest = 50;

    private const long BytesPerRequest = 8L << 20;

    private readonly EwsContext context = mailbox.Context;
    private readonly ItemFallback fallback = new(client, mailbox);

    public async Task<IReadOnlyList<SourceItem>> ReadAsync(IReadOnlyList<ItemRef> items, CancellationToken cancellationToken)
    {
        var results = new SourceItem?[items.Count];
        try
        {
            foreach (var batch in Split(items))
            {
                await ReadBatchAsync(items, batch, results, cancellationToken).ConfigureAwait(false);
            }

            return results!;
        }
        catch
        {
            Array.ForEach(results, r => r?.Dispose());
            throw;
        }
    }

    /// <summary>Indices of items that go together: bounded in number and bytes, a big one alone, messages apart from other kinds.</summary>
    internal static IEnumerable<List<int>> Split(IReadOnlyList<ItemRef> items)
    {
        List<int> batch = [];
        long bytes = 0;
        for (var i = 0; i < items.Count; i++)
        {
            var size = items[i].Size;
            var fits = batch.Count < ItemsPerRequest && bytes + size <= BytesPerRequest
                && (batch.Count == 0 || (items[batch[0]].Kind == ItemKind.Mail) == (items[i].Kind == ItemKind.Mail));
            if (batch.Count > 0 && !fits)
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(i);
            bytes += size;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private async Task ReadBatchAsync(IReadOnlyList<ItemRef> items, List<int> batch, SourceItem?[] results, CancellationToken cancellationToken)
    {
        List<int> open = [.. batch];
        List<int> alone = [];
        try
        {
            await client.RetryAsync(ReadAsync, context, FailureScope.Mailbox, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure is { Remedy: FailureRemedy.Retry, Scope: < FailureScope.Run } or { Scope: FailureScope.Item })
        {
            await DivideAsync(items, open, e.Failure, results, cancellationToken).ConfigureAwait(false);
        }

        foreach (var index in alone)
        {
            results[index] = await ReadAloneAsync(items[index], cancellationToken).ConfigureAwait(false);
        }

        ValueTask<bool> ReadAsync(CancellationToken token) => ReadRoundsAsync(items, open, alone, results, token);
    }

    // A request that fails again and again may do so because of one item in it.
    private async Task DivideAsync(IReadOnlyList<ItemRef> items, List<int> open, Failure failure, SourceItem?[] results, CancellationToken cancellationToken)
    {
        if (open.Count > 1)
        {
            var half = open.Count / 2;
            await ReadBatchAsync(items, open.GetRange(0, half), results, cancellationToken).ConfigureAwait(false);
            await ReadBatchAsync(items, open.GetRange(half, open.Count - half), results, cancellationToken).ConfigureAwait(false);
            return;
        }

        // Throws when it is not the item but the server or the mailbox that fails.
        await client.SendAsync(new GetFolder([EwsFolderId.Of(mailbox.RootId)]), context, FailureScope.Mailbox, cancellationToken).ConfigureAwait(false);
        results[open[0]] = await fallback.ReadAsync(items[open[0]], failure, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Asks until nothing is open. Ids that the server left out because it stopped the batch or got busy are asked for again, as long as
    /// each round settles some; a round that settles none is the pipeline's.
    /// </summary>
    private async ValueTask<bool> ReadRoundsAsync(
        IReadOnlyList<ItemRef> items, List<int> open, List<int> alone, SourceItem?[] results, CancellationToken cancellationToken)
    {
        while (open.Count > 0)
        {
            var asked = open.ToArray();
            var operation = new GetItem([.. asked.Select(i => items[i])]);
            var responses = await client.SendOnceAsync(operation, context, FailureScope.Item, cancellationToken).ConfigureAwait(false);
            Failure? reason = null;
            var owners = Owners(items, asked, responses);
            for (var i = 0; i < owners.Length; i++)
            {
                reason = owners[i] is { } index ? Settle(items, index, responses[i], alone, results) ?? reason : reason;
            }

            open.RemoveAll(index => results[index] is not null || alone.Contains(index));
            if (open.Count == asked.Length)
            {
                throw new MigrationException(reason ?? Incomplete());
            }
        }

        return true;
    }

    /// <summary>
    /// Whose answer is which: the one whose id it tells, else the one that was asked for at its place. Where items came in another order
    /// than they were asked for, an error tells nothing about its place: null, and the item stays open.
    /// </summary>
    private static int?[] Owners(IReadOnlyList<ItemRef> items, int[] asked, IReadOnlyList<EwsResponse<EwsItem>> responses)
    {
        var byId = asked.ToDictionary(index => items[index].Id, StringComparer.Ordinal);
        var told = new int?[Math.Min(asked.Length, responses.Count)];
        for (var i = 0; i < told.Length; i++)
        {
            told[i] = responses[i].Payload is { } item && byId.TryGetValue(item.Id, out var index) ? index : null;
        }

        var isInOrder = told.Zip(asked, (owner, index) => owner is null || owner == index).All(same => same);
        return isInOrder ? [.. told.Zip(asked, (_, index) => (int?)index)] : told;
    }

    /// <summary>Gives the reason why the item stays open; null when it is settled or shall be read alone.</summary>
    private Failure? Settle(IReadOnlyList<ItemRef> items, int index, EwsResponse<EwsItem> response, List<int> alone, SourceItem?[] results)
    {
        if (response.Payload is { Content: { Length: > 0 } content } read)
        {
            results[index] = Compose(items[index], read, content);
            return null;
        }

        response.Payload?.Content?.Dispose();
        var failure = response.Error is { } error ? client.Classify(error, FailureScope.Item, context) : null;
        if (failure is { Remedy: FailureRemedy.RetryAfter } or { Code: "ErrorBatchProcessingStopped" })
        {
            return failure;
        }

        if (failure is { Remedy: FailureRemedy.None, Reason: Reason.ItemNotFound or Reason.AccessDenied } or { Scope: > FailureScope.Item })
        {
            results[index] = Failed(items[index], failure);
            return null;
        }

        // First step of the ladder: errors of conversion, missing and broken MIME may come from the batch or from load.
        alone.Add(index);
        return null;
    }

    private async Task<SourceItem> ReadAloneAsync(ItemRef item, CancellationToken cancellationToken)
    {
        try
        {
            return await client.RetryAsync(token => ReadOneAsync(item, token), context, FailureScope.Item, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure is { Scope: FailureScope.Item })
        {
            return await fallback.ReadAsync(item, e.Failure, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<SourceItem> ReadOneAsync(ItemRef item, CancellationToken cancellationToken)
    {
        var responses = await client.SendOnceAsync(new GetItem([item]), context, FailureScope.Item, cancellationToken).ConfigureAwait(false);
        var response = responses.Count > 0 ? responses[0] : throw new MigrationException(Incomplete());
        if (response.Payload is { Content: { Length: > 0 } content } read)
        {
            return Compose(item, read, content);
        }

        response.Payload?.Content?.Dispose();
        throw new MigrationException(response.Error is { } error
            ? client.Classify(error, FailureScope.Item, context)
            : MissingContent(response.Payload is { HasMime: true, Content: null }));
    }

    private Failure MissingContent(bool isBroken) => isBroken
        ? new Failure(FailureScope.Item, FailureRemedy.None, Reason.ItemCorrupt, $"{client.Where} sent a MIME content that is no base64.")
        : new Failure(FailureScope.Item, FailureRemedy.None, Reason.ContentMissing, $"{client.Where} found the item and sent no MIME content for it.");

    private Failure Incomplete() =>
        new(FailureScope.Mailbox, FailureRemedy.Retry, Reason.UnexpectedAnswer, $"{client.Where} answered fewer items than were asked for.");

    private static SourceItem Failed(ItemRef item, Failure failure) =>
        new() { Ref = item, Failure = failure, Received = item.Received, Subject = item.Subject };

    private static SourceItem Compose(ItemRef item, EwsItem read, ItemContent content) => new()
    {
        Ref = item,
        Content = content,
        Flags = ItemFlags.Of(read),
        Received = read.Received ?? item.Received,
        Subject = read.Subject ?? item.Subject,
        Categories = read.Categories,
    };
}

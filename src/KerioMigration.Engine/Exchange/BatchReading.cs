using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>Reads a batch of items in one request, and finds out which single item is to blame when one fails.</summary>
/// <typeparam name="T">An item as an answer tells of it.</typeparam>
/// <typeparam name="TResult">What becomes of it.</typeparam>
internal abstract class BatchReading<T, TResult>(EwsClient client, OpenedMailbox mailbox)
    where T : class
    where TResult : class
{
    protected EwsClient Client { get; } = client;

    protected OpenedMailbox Mailbox { get; } = mailbox;

    protected EwsContext Context => Mailbox.Context;

    /// <param name="batch">Indices of <paramref name="items"/>; no two of one id.</param>
    /// <param name="results">By the same indices. Filled as far as it came, also when this throws.</param>
    public async Task ReadAsync(IReadOnlyList<ItemRef> items, List<int> batch, TResult?[] results, CancellationToken cancellationToken)
    {
        List<int> open = [.. batch];
        List<int> alone = [];
        try
        {
            await Client.RetryAsync(ReadOpenAsync, Context, FailureScope.Mailbox, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure is { Remedy: FailureRemedy.Retry, Scope: < FailureScope.Run } or { Scope: FailureScope.Item })
        {
            await DivideAsync(items, open, e.Failure, results, cancellationToken).ConfigureAwait(false);
        }

        foreach (var index in alone)
        {
            results[index] = await ReadAloneAsync(items[index], cancellationToken).ConfigureAwait(false);
        }

        ValueTask<bool> ReadOpenAsync(CancellationToken token) => ReadRoundsAsync(items, open, alone, results, token);
    }

    protected abstract EwsOperation<IReadOnlyList<EwsResponse<T>>> Ask(IReadOnlyList<ItemRef> items);

    /// <summary>The id that the answer tells; empty when it tells none.</summary>
    protected abstract string IdOf(T read);

    /// <summary>Null when what was read is not enough; owns it in either case.</summary>
    protected abstract TResult? Compose(ItemRef item, T read);

    /// <summary>Why <see cref="Compose"/> gave nothing.</summary>
    protected abstract Failure Missing(T? read);

    protected abstract TResult Failed(ItemRef item, Failure failure);

    /// <summary>What else can be tried with an item that does not come as usual.</summary>
    protected abstract Task<TResult> FallBackAsync(ItemRef item, Failure obstacle, CancellationToken cancellationToken);

    /// <summary>True: after this error of this request the next one will be another, and the item shall be in it.</summary>
    protected virtual bool Adapts(EwsOperation<IReadOnlyList<EwsResponse<T>>> asked, EwsError error) => false;

    // A request that fails again and again may do so because of one item in it.
    private async Task DivideAsync(IReadOnlyList<ItemRef> items, List<int> open, Failure failure, TResult?[] results, CancellationToken cancellationToken)
    {
        if (open.Count > 1)
        {
            var half = open.Count / 2;
            await ReadAsync(items, open.GetRange(0, half), results, cancellationToken).ConfigureAwait(false);
            await ReadAsync(items, open.GetRange(half, open.Count - half), results, cancellationToken).ConfigureAwait(false);
            return;
        }

        // Throws when it is not the item but the server or the mailbox that fails.
        await Client.SendAsync(new GetFolder([EwsFolderId.Of(Mailbox.RootId)]), Context, FailureScope.Mailbox, cancellationToken).ConfigureAwait(false);
        results[open[0]] = await FallBackAsync(items[open[0]], failure, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Asks until nothing is open. Ids that the server left out because it stopped the batch or got busy are asked for again, as long as
    /// each round settles some; a round that settles none is the pipeline's.
    /// </summary>
    private async ValueTask<bool> ReadRoundsAsync(
        IReadOnlyList<ItemRef> items, List<int> open, List<int> alone, TResult?[] results, CancellationToken cancellationToken)
    {
        while (open.Count > 0)
        {
            var asked = open.ToArray();
            var operation = Ask([.. asked.Select(i => items[i])]);
            var responses = await Client.SendOnceAsync(operation, Context, FailureScope.Item, cancellationToken).ConfigureAwait(false);
            var adapts = false;
            Failure? reason = null;
            var owners = Owners(items, asked, responses);
            for (var i = 0; i < owners.Length; i++)
            {
                if (responses[i] is { Payload: null, Error: { } error } && Adapts(operation, error))
                {
                    adapts = true;
                    continue;
                }

                reason = owners[i] is { } index ? Settle(items, index, responses[i], alone, results) ?? reason : reason;
            }

            open.RemoveAll(index => results[index] is not null || alone.Contains(index));
            if (open.Count < asked.Length)
            {
                Client.Progressed();
            }
            else if (!adapts)
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
    private int?[] Owners(IReadOnlyList<ItemRef> items, int[] asked, IReadOnlyList<EwsResponse<T>> responses)
    {
        var byId = asked.ToDictionary(index => items[index].Id, StringComparer.Ordinal);
        var told = new int?[Math.Min(asked.Length, responses.Count)];
        for (var i = 0; i < told.Length; i++)
        {
            told[i] = responses[i].Payload is { } item && byId.TryGetValue(IdOf(item), out var index) ? index : null;
        }

        var isInOrder = told.Zip(asked, (owner, index) => owner is null || owner == index).All(same => same);
        return isInOrder ? [.. told.Zip(asked, (_, index) => (int?)index)] : told;
    }

    /// <summary>Gives the reason why the item stays open; null when it is settled or shall be read alone.</summary>
    private Failure? Settle(IReadOnlyList<ItemRef> items, int index, EwsResponse<T> response, List<int> alone, TResult?[] results)
    {
        if (response.Payload is { } read && Compose(items[index], read) is { } result)
        {
            results[index] = result;
            return null;
        }

        var failure = response.Error is { } error ? Client.Classify(error, FailureScope.Item, Context) : null;
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

    private async Task<TResult> ReadAloneAsync(ItemRef item, CancellationToken cancellationToken)
    {
        try
        {
            return await Client.RetryAsync(token => ReadOneAsync(item, token), Context, FailureScope.Item, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure is { Scope: FailureScope.Item })
        {
            return await FallBackAsync(item, e.Failure, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<TResult> ReadOneAsync(ItemRef item, CancellationToken cancellationToken)
    {
        var responses = await Client.SendOnceAsync(Ask([item]), Context, FailureScope.Item, cancellationToken).ConfigureAwait(false);
        var response = responses.Count > 0 ? responses[0] : throw new MigrationException(Incomplete());
        return response.Payload is { } read && Compose(item, read) is { } result
            ? result
            : throw new MigrationException(response.Error is { } error ? Client.Classify(error, FailureScope.Item, Context) : Missing(response.Payload));
    }

    private Failure Incomplete() =>
        new(FailureScope.Mailbox, FailureRemedy.Retry, Reason.UnexpectedAnswer, $"{Client.Where} answered fewer items than were asked for.");
}

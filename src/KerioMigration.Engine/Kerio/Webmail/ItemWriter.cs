using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.JsonRpc;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Canonical;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>Writes items into one folder and reads back what became of them. Used for one call.</summary>
/// <param name="written">Ids of what this mailbox's door has written, by UID.</param>
internal sealed class ItemWriter(WebmailClient client, WebmailKind kind, string folderId, ConcurrentDictionary<string, string> written)
{
    private ItemReceipt?[] receipts = [];
    private ReferenceIndex? references;

    private bool HasStored => receipts.Any(r => r?.DestinationId is not null);

    /// <returns>One receipt each, in order.</returns>
    /// <exception cref="MigrationException">None is stored, or the outcome is unknown.</exception>
    public async Task<IReadOnlyList<ItemReceipt>> WriteAsync(IReadOnlyList<ConvertedItem> items, CancellationToken cancellationToken)
    {
        receipts = new ItemReceipt?[items.Count];
        var open = await ReadAsync(items, cancellationToken).ConfigureAwait(false);
        while (open.Count > 0)
        {
            var next = Next(open);
            open.RemoveAll(next.Contains);
            await WriteAsync(next, cancellationToken).ConfigureAwait(false);
        }

        // A full mailbox is no item's failure, unless some are in it.
        if (!HasStored && Array.TrueForAll(receipts, r => r!.Failure!.Scope != FailureScope.Item))
        {
            throw new MigrationException(receipts[0]!.Failure!);
        }

        return receipts!;
    }

    private async Task<List<ItemDraft>> ReadAsync(IReadOnlyList<ConvertedItem> items, CancellationToken cancellationToken)
    {
        var drafts = new List<ItemDraft>(items.Count);
        foreach (var item in items)
        {
            drafts.Add(await ItemDraft.ReadAsync(item, drafts.Count, cancellationToken).ConfigureAwait(false));
        }

        if (drafts.Exists(d => d.ReferredUids.Any()))
        {
            references = await ReferenceIndex.ReadAsync(client, folderId, cancellationToken).ConfigureAwait(false);
        }

        return drafts;
    }

    /// <summary>Those that refer to none of the others; a reference needs an id that is there already.</summary>
    private static List<ItemDraft> Next(List<ItemDraft> open)
    {
        var waiting = new HashSet<string>(open.Select(d => d.Uid).OfType<string>(), StringComparer.Ordinal);
        var ready = open.FindAll(d => !d.ReferredUids.Any(waiting.Contains));
        return ready.Count > 0 ? ready : open.GetRange(0, open.Count);
    }

    private async Task WriteAsync(List<ItemDraft> drafts, CancellationToken cancellationToken)
    {
        if (references is not null)
        {
            drafts.ForEach(d => d.Resolve(written, references));
        }

        while (drafts.Count > 0)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                FailAll(drafts, Interrupted());
                return;
            }

            drafts = await CreateAsync(drafts, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>Those that have to be tried once more.</returns>
    private async Task<List<ItemDraft>> CreateAsync(List<ItemDraft> drafts, CancellationToken cancellationToken)
    {
        RpcItemResults results;
        try
        {
            var inputs = new JArray(drafts.Select(d => new JObject(d.Content) { ["folderId"] = folderId }));
            results = new RpcItemResults(await client.ChangeAsync(kind.Method("create"), new JObject { [kind.Inputs] = inputs }, cancellationToken).ConfigureAwait(false));
        }
        catch (MigrationException e) when (!e.Failure.OutcomeUnknown && e.Failure.Reason == Reason.ItemTooLarge && drafts.Count > 1)
        {
            foreach (var draft in drafts)
            {
                await WriteAsync([draft], cancellationToken).ConfigureAwait(false);
            }

            return [];
        }
        catch (MigrationException e) when (!e.Failure.OutcomeUnknown && (HasStored || e.Failure.Scope == FailureScope.Item))
        {
            FailAll(drafts, e.Failure);
            return [];
        }

        var stored = new Dictionary<string, ItemDraft>(StringComparer.Ordinal);
        var again = new List<ItemDraft>();
        for (var input = 0; input < drafts.Count; input++)
        {
            if (results.IdOf(input) is { } id)
            {
                stored.Add(id, drafts[input]);
            }
            else
            {
                Settle(drafts[input], results.ErrorOf(input), again);
            }
        }

        await ConfirmAsync(stored, cancellationToken).ConfigureAwait(false);
        return again;
    }

    private void Settle(ItemDraft draft, RpcError? error, List<ItemDraft> again)
    {
        if (error is null)
        {
            throw new MigrationException(new Failure(
                FailureScope.Mailbox, FailureRemedy.Retry, Reason.UnexpectedAnswer, $"{client.Where} did not say what became of an item in {kind.Method("create")}.")
            {
                OutcomeUnknown = true,
            });
        }

        var failure = WebmailFailures.OfItem(error, $"{client.Where} did not take the item");
        if (failure.Remedy == FailureRemedy.RetryAfter && (again.Count > 0 || client.SlowDown(failure)))
        {
            again.Add(draft);
        }
        else
        {
            receipts[draft.Index] = new ItemReceipt(draft.Item.Source.Id) { Failure = failure };
        }
    }

    /// <summary>Whatever happens here: these items are stored.</summary>
    private async Task ConfirmAsync(IReadOnlyDictionary<string, ItemDraft> stored, CancellationToken cancellationToken)
    {
        var replaced = stored.Where(s => s.Value is { Uid: not null, Item.Replaces: not null })
            .GroupBy(s => s.Value.Item.Replaces!.DestinationId, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Last().Key, StringComparer.Ordinal);
        var astray = await TryFollowAsync(replaced, cancellationToken).ConfigureAwait(false);
        var seen = await TryReadAsync([.. stored.Keys], cancellationToken).ConfigureAwait(false);
        foreach (var pair in stored)
        {
            var draft = pair.Value;
            byte[]? fingerprint = null;
            if (seen.TryGetValue(pair.Key, out var there))
            {
                draft.Compare(kind, there);
                fingerprint = CanonicalJson.FingerprintOf(kind.Canonical(there));
            }
            else
            {
                draft.Lose("Kerio Connect stored it and did not show it again.");
            }

            if (draft.Uid is { } uid)
            {
                written[uid] = pair.Key;
            }

            if (astray is not null && draft.Item.Replaces is not null)
            {
                draft.Lose($"Lists that it is in may still refer to the copy before this one: {astray}");
            }

            receipts[draft.Index] = new ItemReceipt(draft.Item.Source.Id)
            {
                DestinationId = pair.Key,
                Loss = draft.Loss,
                Fingerprint = fingerprint is not null && draft.Item.Fingerprint is { } own && own.SequenceEqual(fingerprint) ? null : fingerprint,
            };
        }
    }

    /// <returns>Why lists do not follow to the new ids; null when they do.</returns>
    private async Task<string?> TryFollowAsync(IReadOnlyDictionary<string, string> successors, CancellationToken cancellationToken)
    {
        try
        {
            return (await ListLinks.FollowAsync(client, successors, cancellationToken).ConfigureAwait(false))?.Message;
        }
        catch (OperationCanceledException)
        {
            return Interrupted().Message;
        }
    }

    private async Task<Dictionary<string, JObject>> TryReadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        try
        {
            var answer = ids.Count == 0 ? [] : await client.CallAsync(kind.Method("getById"), new { ids }, cancellationToken).ConfigureAwait(false);
            return WebmailClient.Entries(answer["result"]).GroupBy(e => (string?)e["id"] ?? "", StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is MigrationException or OperationCanceledException)
        {
            return [];
        }
    }

    private void FailAll(IEnumerable<ItemDraft> drafts, Failure failure)
    {
        foreach (var draft in drafts)
        {
            receipts[draft.Index] = new ItemReceipt(draft.Item.Source.Id) { Failure = failure };
        }
    }

    private static Failure Interrupted() => new(FailureScope.Item, FailureRemedy.Retry, Reason.Interrupted, "The migration was stopped before this item was sent.");
}

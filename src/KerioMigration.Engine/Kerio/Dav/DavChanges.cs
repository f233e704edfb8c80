using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>Removes and moves resources, and no other state of them than the one just read.</summary>
internal sealed class DavChanges(DavClient client, DavResources resources)
{
    /// <summary>Gives the paths that are gone by this call.</summary>
    public async Task<IReadOnlyList<string>> RemoveAsync(DestinationFolder folder, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var tags = await TagsAsync(folder, paths, cancellationToken).ConfigureAwait(false);
        var gone = await client.EachAsync([.. paths.Where(tags.ContainsKey)], async path =>
            (path, IsGone: await RemoveAsync(folder, path, tags[path], cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
        List<string> removed = [.. gone.Where(g => g.IsGone).Select(g => g.path)];

        // Something between may have said yes in the server's place.
        var left = await TagsAsync(folder, removed, cancellationToken).ConfigureAwait(false);
        return [.. removed.Where(path => !left.ContainsKey(path))];
    }

    /// <summary>Gives those that were there, with their new paths.</summary>
    public async Task<IReadOnlyList<MovedItem>> MoveAsync(
        DestinationFolder from, IReadOnlyList<string> paths, DestinationFolder to, CancellationToken cancellationToken)
    {
        var there = await resources.LookUpAsync(from, paths, cancellationToken).ConfigureAwait(false);
        var moving = there.Where(i => paths.Contains(i.DestinationId)).ToList();
        var doubts = moving.ConvertAll(_ => new DavDoubt());
        var hasMoved = 0;
        try
        {
            var moved = await client.EachAsync([.. moving.Select((item, i) => (item, doubts[i]))], async m =>
            {
                var result = await MoveAsync(from, m.item, to, m.Item2, cancellationToken).ConfigureAwait(false);
                Interlocked.Increment(ref hasMoved);
                return result;
            }).ConfigureAwait(false);
            return [.. moved.OfType<MovedItem>()];
        }
        catch (MigrationException e) when (hasMoved > 0 || doubts.Exists(d => d.MayHaveActed))
        {
            throw new MigrationException(e.Failure with { OutcomeUnknown = true }, e);
        }
        catch (OperationCanceledException e) when (hasMoved > 0 || doubts.Exists(d => d.MayHaveActed))
        {
            var failure = new Failure(FailureScope.Mailbox, FailureRemedy.Retry, Reason.Interrupted, "The migration was stopped while items were moved.");
            throw new MigrationException(failure with { OutcomeUnknown = true }, e);
        }
    }

    private async Task<Dictionary<string, string?>> TagsAsync(DestinationFolder folder, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var items = await resources.ReadTagsAsync(folder, paths, cancellationToken).ConfigureAwait(false);
        return items.GroupBy(i => i.Path).ToDictionary(g => g.Key, g => g.First().ETag, StringComparer.Ordinal);
    }

    private async Task<bool> RemoveAsync(DestinationFolder folder, string path, string? tag, CancellationToken cancellationToken)
    {
        var doubt = new DavDoubt();
        using var answer = await client.SendAsync(new DavRequest("DELETE", path) { IfMatch = tag }, cancellationToken, doubt).ConfigureAwait(false);
        if (answer.IsSuccess || answer.IsGone)
        {
            // An attempt without an answer may have been ours.
            return answer.IsSuccess || doubt.MayHaveActed;
        }

        if (answer.Status != 412)
        {
            throw new MigrationException(DavFailures.Item(answer, client.Where));
        }

        // Somebody changed it just now, or the server does not know its own tag again.
        var now = await TagsAsync(folder, [path], cancellationToken).ConfigureAwait(false);
        if (!now.TryGetValue(path, out var again) || again != tag)
        {
            return false;
        }

        using var second = await client.SendAsync(new DavRequest("DELETE", path), cancellationToken).ConfigureAwait(false);
        return second.IsSuccess;
    }

    private async Task<MovedItem?> MoveAsync(DestinationFolder from, DestinationItem item, DestinationFolder to, DavDoubt doubt, CancellationToken cancellationToken)
    {
        var path = item.DestinationId;
        var target = to.FullName + DavPath.NameOf(path);
        using var answer = await client.SendAsync(new DavRequest("MOVE", path) { Destination = target }, cancellationToken, doubt).ConfigureAwait(false);
        if (answer.IsGone)
        {
            return doubt.MayHaveActed ? await ArrivedAsync(from, item, to, target, cancellationToken).ConfigureAwait(false) : null;
        }

        if (answer.Status == 412)
        {
            // The name is taken there.
            target = to.FullName + DavPath.HashName(path) + target.Substring(Math.Max(target.LastIndexOf('.'), to.FullName.Length));
            using var second = await client.SendAsync(new DavRequest("MOVE", path) { Destination = target }, cancellationToken, doubt).ConfigureAwait(false);
            return second.IsSuccess
                ? await ArrivedAsync(from, item, to, target, cancellationToken).ConfigureAwait(false)
                : throw new MigrationException(DavFailures.Item(second, client.Where));
        }

        return answer.IsSuccess
            ? await ArrivedAsync(from, item, to, target, cancellationToken).ConfigureAwait(false)
            : await CopyAsync(from, item, to, target, doubt, cancellationToken).ConfigureAwait(false);
    }

    private async Task<MovedItem> ArrivedAsync(
        DestinationFolder from, DestinationItem item, DestinationFolder to, string target, CancellationToken cancellationToken)
    {
        var there = await resources.LookUpAsync(to, [target], cancellationToken).ConfigureAwait(false);
        if (there.Count == 0)
        {
            // Some servers give a new resource an address of their own.
            there = [.. (await resources.FindAsync(to, cancellationToken).ConfigureAwait(false)).Where(i => i.Key == item.Key)];
        }

        var left = there.Count > 0 ? [] : await resources.LookUpAsync(from, [item.DestinationId], cancellationToken).ConfigureAwait(false);
        return left.Count == 0 ? new MovedItem(item.DestinationId, there.Count > 0 ? there[0].DestinationId : null) : throw NotMoved(from);
    }

    /// <summary>
    /// For servers without MOVE, or that do not read its Destination as they read addresses (Radicale 3.1): first there, then not here.
    /// </summary>
    private async Task<MovedItem?> CopyAsync(
        DestinationFolder from, DestinationItem item, DestinationFolder to, string target, DavDoubt doubt, CancellationToken cancellationToken)
    {
        using var read = await client.SendAsync(new DavRequest("GET", item.DestinationId), cancellationToken).ConfigureAwait(false);
        if (read.IsGone)
        {
            return null;
        }

        if (!read.IsSuccess || read.Object() is null)
        {
            throw new MigrationException(read.IsSuccess ? DavFailures.Garbled(read, client.Where) : DavFailures.Item(read, client.Where));
        }

        var put = new DavRequest("PUT", target)
        {
            Content = read.Body,
            ContentType = to.Kind == ItemKind.Contact ? "text/vcard; charset=utf-8" : "text/calendar; charset=utf-8",
            IfNew = true,
        };
        using var answer = await client.SendAsync(put, cancellationToken, doubt).ConfigureAwait(false);
        if (!answer.IsSuccess && !(answer.Status == 412 && doubt.MayHaveActed))
        {
            throw new MigrationException(DavFailures.Item(answer, client.Where));
        }

        doubt.MayHaveActed = true;
        var moved = await ArrivedAsync(from, item, to, target, cancellationToken).ConfigureAwait(false);
        return moved.NewDestinationId is not null && await RemoveAsync(from, item.DestinationId, read.ETag, cancellationToken).ConfigureAwait(false)
            ? moved
            : throw NotMoved(from);
    }

    private MigrationException NotMoved(DestinationFolder from) => new(
        new Failure(FailureScope.Folder, FailureRemedy.Retry, Reason.ItemRefused, $"{client.Where} did not move an item out of the folder {from.Path[0]}."));
}

using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Fallback;

/// <summary>
/// What is tried, step by step, when a message does not give its MIME together with its states: the MIME alone; a message built from
/// properties and attachments; a note in its place. A step that fails because the server does says nothing about the message: it then
/// stays failed and the next run tries again.
/// </summary>
internal sealed class ItemFallback(EwsClient client, OpenedMailbox mailbox)
{
    /// <summary>From everything down to what any item has.</summary>
    private static readonly MessageParts[] Attempts =
    [
        MessageParts.Structure | MessageParts.Body | MessageParts.Addresses,
        MessageParts.Structure | MessageParts.Body,
        MessageParts.Structure | MessageParts.Addresses,
        MessageParts.Summary,
    ];

    private readonly ItemQuestion question = new(client, mailbox.Context);

    /// <param name="obstacle">Why the item could not be read as usual.</param>
    public async Task<SourceItem> ReadAsync(ItemRef item, Failure obstacle, CancellationToken cancellationToken)
    {
        obstacle = obstacle with { Scope = FailureScope.Item, Remedy = FailureRemedy.None };
        if (!LiesInTheItem(obstacle))
        {
            return Failed(item, obstacle);
        }

        return await ReadMimeAloneAsync(item, obstacle, cancellationToken).ConfigureAwait(false)
            ?? await BuildAsync(item, obstacle, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An item that can be had once a right is given or a database is mounted must not be replaced by less.</summary>
    public static bool LiesInTheItem(Failure failure) =>
        failure.Reason is not (Reason.ItemNotFound or Reason.AccessDenied or Reason.MailboxUnavailable or Reason.ServerBusy);

    private static SourceItem Failed(ItemRef item, Failure failure) =>
        new() { Ref = item, Failure = failure, Received = item.Received, Subject = item.Subject };

    private async Task<SourceItem?> ReadMimeAloneAsync(ItemRef item, Failure obstacle, CancellationToken cancellationToken)
    {
        var mime = await question.AskAsync(new GetItem([item], withStates: false), cancellationToken).ConfigureAwait(false);
        if (mime.Payload?.Content is not { Length: > 0 } content)
        {
            mime.Payload?.Content?.Dispose();
            return null;
        }

        var states = await question.AskAsync(new GetItem([item], withMime: false), cancellationToken).ConfigureAwait(false);
        return new SourceItem
        {
            Ref = item,
            Content = content,
            Flags = states.Payload is { } read ? ItemFlags.Of(read) : MessageFlags.None,
            Received = states.Payload?.Received ?? item.Received,
            Subject = states.Payload?.Subject ?? item.Subject,
            Categories = states.Payload?.Categories ?? [],
            Losses = states.Payload is null ? [$"States (read, answered, flagged) and categories could not be read: {obstacle.Message}"] : [],
        };
    }

    private async Task<SourceItem> BuildAsync(ItemRef item, Failure obstacle, CancellationToken cancellationToken)
    {
        EwsMessage? read = null;
        Failure? last = null;
        foreach (var parts in Attempts)
        {
            (read, last) = await question.AskAsync(new GetMessage(item, parts), cancellationToken).ConfigureAwait(false);
            if (read is not null || last is { } failure && !LiesInTheItem(failure))
            {
                break;
            }
        }

        if (read is null && (last is null || last.Remedy != FailureRemedy.None || !LiesInTheItem(last)))
        {
            return Failed(item, obstacle);
        }

        return read is { Body: not null } or { Attachments.Count: > 0 }
            ? await RebuildAsync(item, read, obstacle, cancellationToken).ConfigureAwait(false)
            : Compose(item, read, obstacle, ItemFidelity.Stub, await StubMessage.WriteAsync(item, read, obstacle, cancellationToken).ConfigureAwait(false),
                [$"A note stands in its place: {obstacle.Message}"]);
    }

    private async Task<SourceItem> RebuildAsync(ItemRef item, EwsMessage read, Failure obstacle, CancellationToken cancellationToken)
    {
        List<string> losses = [$"Built anew from its properties and attachments: {obstacle.Message}"];
        if (read.Body is null)
        {
            losses.Add("Its text could not be read.");
        }

        try
        {
            foreach (var attachment in read.Attachments)
            {
                await ReadAttachmentAsync(attachment, losses, cancellationToken).ConfigureAwait(false);
            }

            var content = await RebuiltMessage.WriteAsync(item, read, cancellationToken).ConfigureAwait(false);
            return Compose(item, read, obstacle, ItemFidelity.Rebuilt, content, losses);
        }
        finally
        {
            read.Attachments.ForEach(a => a.Content?.Dispose());
        }
    }

    private async Task ReadAttachmentAsync(EwsAttachment attachment, List<string> losses, CancellationToken cancellationToken)
    {
        if (attachment.Kind == AttachmentKind.Reference)
        {
            losses.Add($"The attachment \"{attachment.Name}\" is a link to a file that is kept elsewhere.");
            return;
        }

        var (payload, failure) = await question.AskAsync(new GetAttachment(attachment), cancellationToken).ConfigureAwait(false);
        attachment.Content = payload?.Content;
        attachment.IsEmpty = payload is { IsEmpty: true };
        if (attachment.Content is null && !attachment.IsEmpty)
        {
            losses.Add($"The attachment \"{attachment.Name}\" could not be read ({failure?.Code ?? "no content"}).");
        }
    }

    private static SourceItem Compose(
        ItemRef item, EwsMessage? read, Failure obstacle, ItemFidelity fidelity, ItemContent content, IReadOnlyList<string> losses) => new()
    {
        Ref = item,
        Content = content,
        Fidelity = fidelity,
        Obstacle = obstacle,
        Flags = read is null ? MessageFlags.None : ItemFlags.Of(read.Item),
        Received = read?.Item.Received ?? item.Received,
        Subject = read?.Item.Subject ?? item.Subject,
        Categories = read?.Item.Categories ?? [],
        Losses = losses,
    };
}

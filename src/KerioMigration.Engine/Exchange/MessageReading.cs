using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Fallback;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>Reads messages with their MIME.</summary>
internal sealed class MessageReading(EwsClient client, OpenedMailbox mailbox) : BatchReading<EwsItem, SourceItem>(client, mailbox)
{
    private readonly ItemFallback fallback = new(client, mailbox);

    protected override EwsOperation<IReadOnlyList<EwsResponse<EwsItem>>> Ask(IReadOnlyList<ItemRef> items) => new GetItem(items);

    protected override string IdOf(EwsItem read) => read.Id;

    protected override SourceItem? Compose(ItemRef item, EwsItem read)
    {
        if (read.Content is not { Length: > 0 } content)
        {
            read.Content?.Dispose();
            return null;
        }

        return new SourceItem
        {
            Ref = item,
            Content = content,
            Flags = ItemFlags.Of(read),
            Received = read.Received ?? item.Received,
            Subject = read.Subject ?? item.Subject,
            Categories = read.Categories,
        };
    }

    protected override Failure Missing(EwsItem? read) => read is { HasMime: true, Content: null }
        ? new Failure(FailureScope.Item, FailureRemedy.None, Reason.ItemCorrupt, $"{Client.Where} sent a MIME content that is no base64.")
        : new Failure(FailureScope.Item, FailureRemedy.None, Reason.ContentMissing, $"{Client.Where} found the item and sent no MIME content for it.");

    protected override SourceItem Failed(ItemRef item, Failure failure) =>
        new() { Ref = item, Failure = failure, Received = item.Received, Subject = item.Subject };

    protected override Task<SourceItem> FallBackAsync(ItemRef item, Failure obstacle, CancellationToken cancellationToken) =>
        fallback.ReadAsync(item, obstacle, cancellationToken);
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Fallback;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>
/// Reads the properties of items of one kind. A field that the server refuses is left out from then on; of an item that does not give
/// everything, what it gives without text and attachments is taken.
/// </summary>
/// <param name="core">Asked for last: what such an item is nothing without.</param>
internal sealed class PropertyReading(EwsClient client, OpenedMailbox mailbox, PropertyShape shape, PropertyShape core)
    : BatchReading<Element, ReadProperties>(client, mailbox)
{
    private const int IdsPerRequest = 50;

    private static readonly string[] Heavy = ["item:Body", "item:TextBody", "item:Attachments"];

    private readonly ConcurrentDictionary<string, bool> refused = new(StringComparer.Ordinal);
    private readonly ItemQuestion question = new(client, mailbox.Context);

    /// <summary>Reads by ids alone what belongs to items; ids may repeat.</summary>
    public async Task<IReadOnlyDictionary<string, ReadProperties>> ReadAllAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        List<ItemRef> items = [.. ids.Distinct(StringComparer.Ordinal).Select(id => new ItemRef { Id = id })];
        var results = new ReadProperties?[items.Count];
        for (var start = 0; start < items.Count; start += IdsPerRequest)
        {
            List<int> batch = [.. Enumerable.Range(start, Math.Min(IdsPerRequest, items.Count - start))];
            await ReadAsync(items, batch, results, cancellationToken).ConfigureAwait(false);
        }

        return results.OfType<ReadProperties>().ToDictionary(r => r.Item.Id, StringComparer.Ordinal);
    }

    protected override EwsOperation<IReadOnlyList<EwsResponse<Element>>> Ask(IReadOnlyList<ItemRef> items) =>
        new GetProperties([.. items.Select(i => i.Id)], shape.Without(refused.Keys));

    protected override bool Adapts(EwsOperation<IReadOnlyList<EwsResponse<Element>>> asked, EwsError error)
    {
        if (error.Code != "ErrorInvalidPropertyRequest" || error.Value("FieldURI") is not { } field || asked is not GetProperties request || !request.Shape.Asks(field))
        {
            return false;
        }

        refused[field] = true;
        return true;
    }

    protected override string IdOf(Element read) => read.Child("ItemId")?.Attribute("Id") ?? "";

    protected override ReadProperties Compose(ItemRef item, Element read) => new(item, read, null);

    protected override Failure Missing(Element? read) =>
        new(FailureScope.Item, FailureRemedy.None, Reason.ContentMissing, $"{Client.Where} found the item and told nothing about it.");

    protected override ReadProperties Failed(ItemRef item, Failure failure) => new(item, null, failure);

    protected override async Task<ReadProperties> FallBackAsync(ItemRef item, Failure obstacle, CancellationToken cancellationToken)
    {
        obstacle = obstacle with { Scope = FailureScope.Item, Remedy = FailureRemedy.None };
        (PropertyShape Shape, string Loss)[] attempts =
        [
            (shape.Without([.. refused.Keys, .. Heavy]), $"Its text and its attachments could not be read: {obstacle.Message}"),
            (core, $"Most of it could not be read: {obstacle.Message}"),
        ];
        foreach (var (less, loss) in ItemFallback.LiesInTheItem(obstacle) ? attempts : [])
        {
            var (element, failure) = await question.AskAsync(new GetProperties([item.Id], less), cancellationToken).ConfigureAwait(false);
            if (element is not null)
            {
                return new ReadProperties(item, element, null) { Obstacle = obstacle, Losses = [loss] };
            }

            if (failure is { } other && (!ItemFallback.LiesInTheItem(other) || other.Remedy != FailureRemedy.None))
            {
                break;
            }
        }

        return Failed(item, obstacle);
    }
}

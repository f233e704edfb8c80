using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Fallback;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>Reads items that are no messages. Safe from any thread.</summary>
internal sealed class PropertyItems
{
    private readonly Dictionary<ItemKind, KindReading> kinds;
    private readonly ItemQuestion question;
    private readonly string where;

    public PropertyItems(EwsClient client, OpenedMailbox mailbox, MailboxZone zone)
    {
        where = client.Where;
        question = new ItemQuestion(client, mailbox.Context);
        var people = new AddressBook(client, mailbox.Context);
        kinds = new Dictionary<ItemKind, KindReading>
        {
            [ItemKind.Calendar] = new AppointmentReading(client, mailbox, people, zone),
            [ItemKind.Contact] = new ContactReading(client, mailbox, people, zone),
            [ItemKind.DistributionList] = new ListReading(client, mailbox, people),
            [ItemKind.Task] = new TaskReading(client, mailbox, zone),
            [ItemKind.Note] = new NoteReading(client, mailbox, zone),
        };
    }

    /// <param name="form">As which they are read.</param>
    /// <param name="batch">Their indices.</param>
    /// <param name="results">By the same indices.</param>
    public async Task ReadAsync(ItemKind form, IReadOnlyList<ItemRef> items, List<int> batch, SourceItem?[] results, CancellationToken cancellationToken)
    {
        var kind = kinds[form];
        var outcomes = new ReadProperties?[items.Count];
        await kind.Reading.ReadAsync(items, batch, outcomes, cancellationToken).ConfigureAwait(false);
        ReadProperties[] read = [.. batch.Select(i => outcomes[i]!).Where(o => o.Element is not null)];
        var composed = await kind.ComposeAsync(read, cancellationToken).ConfigureAwait(false);
        var properties = read.Zip(composed, (r, p) => (r.Item.Id, Properties: p)).ToDictionary(p => p.Id, p => p.Properties);
        foreach (var index in batch)
        {
            var outcome = outcomes[index]!;
            results[index] = outcome.Element is { } element ? Compose(outcome, element, properties[outcome.Item.Id])
                : form == ItemKind.Calendar ? await ReadCalendarAsync(outcome.Item, outcome.Failure!, cancellationToken).ConfigureAwait(false)
                : Failed(outcome.Item, outcome.Failure!);
        }
    }

    /// <summary>What is left of an appointment whose properties cannot be read: what the server itself makes of it.</summary>
    private async Task<SourceItem> ReadCalendarAsync(ItemRef item, Failure obstacle, CancellationToken cancellationToken)
    {
        var read = ItemFallback.LiesInTheItem(obstacle) ? (await question.AskAsync(new GetItem([item], withStates: false), cancellationToken).ConfigureAwait(false)).Payload : null;
        using var content = read?.Content;
        if (content is null)
        {
            return Failed(item, obstacle);
        }

        using var reader = new StreamReader(content.OpenRead(), Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 4096, leaveOpen: true);
        var text = await reader.ReadToEndAsync().ConfigureAwait(false);
        return !text.StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase) ? Failed(item, obstacle) : new SourceItem
        {
            Ref = item,
            Properties = new ServerCalendar(text),
            Fidelity = ItemFidelity.Rebuilt,
            Obstacle = obstacle,
            Received = item.Received,
            Subject = item.Subject,
        };
    }

    private SourceItem Compose(ReadProperties read, Element element, ItemProperties? properties) => properties is null
        ? Failed(read.Item, read.Obstacle ?? new Failure(FailureScope.Item, FailureRemedy.None, Reason.ItemCorrupt, $"{where} told the item without its dates."))
        : new SourceItem
        {
            Ref = read.Item,
            Properties = properties,
            Fidelity = read.Obstacle is null ? ItemFidelity.Exact : ItemFidelity.Rebuilt,
            Obstacle = read.Obstacle,
            Losses = read.Losses,
            Received = element.Time("DateTimeReceived") ?? read.Item.Received,
            Subject = element.Value("Subject") ?? read.Item.Subject,
            Categories = element.Strings("Categories"),
        };

    private static SourceItem Failed(ItemRef item, Failure failure) =>
        new() { Ref = item, Failure = failure, Received = item.Received, Subject = item.Subject };
}

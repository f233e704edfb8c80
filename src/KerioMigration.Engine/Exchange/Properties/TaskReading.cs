using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Properties;

internal sealed class TaskReading(EwsClient client, OpenedMailbox mailbox, MailboxZone zone)
    : KindReading(new PropertyReading(client, mailbox, TaskFields.For(mailbox.Context.Schema), TaskFields.Core))
{
    private readonly PlainTexts texts = new(client, mailbox);

    public override async Task<IReadOnlyList<ItemProperties?>> ComposeAsync(IReadOnlyList<ReadProperties> read, CancellationToken cancellationToken)
    {
        var plain = await texts.ReadAsync(read, cancellationToken).ConfigureAwait(false);
        var own = read.Any(r => TaskFields.NeedsZone(r.Element!)) ? await zone.FindAsync(cancellationToken).ConfigureAwait(false) : null;
        foreach (var task in read.Where(r => r.Element!.Child("Recurrence") is { Children.Count: > 0 } recurrence && RecurrenceFields.Read(recurrence) is null))
        {
            task.Losses.Add("Its recurrence is of a kind that is not known; it is carried once.");
        }

        return [.. read.Select(r => TaskFields.Read(r.Element!, r.Item.Id, own, plain.TryGetValue(r.Item.Id, out var text) ? text : null))];
    }
}

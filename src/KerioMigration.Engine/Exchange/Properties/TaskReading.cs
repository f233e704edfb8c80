using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Tasks;

namespace KerioMigration.Engine.Exchange.Properties;

internal sealed class TaskReading(EwsClient client, OpenedMailbox mailbox, MailboxZone zone)
    : KindReading(new PropertyReading(client, mailbox, TaskFields.For(mailbox.Context.Schema), TaskFields.Core))
{
    private readonly PlainTexts texts = new(client, mailbox);
    private readonly ItemQuestion question = new(client, mailbox.Context);

    public override async Task<IReadOnlyList<ItemProperties?>> ComposeAsync(IReadOnlyList<ReadProperties> read, CancellationToken cancellationToken)
    {
        var plain = await texts.ReadAsync(read, cancellationToken).ConfigureAwait(false);
        var own = read.Any(r => TaskFields.NeedsZone(r.Element!)) ? await zone.FindAsync(cancellationToken).ConfigureAwait(false) : null;
        foreach (var task in read.Where(r => r.Element!.Child("Recurrence") is { Children.Count: > 0 } recurrence && RecurrenceFields.Read(recurrence) is null))
        {
            task.Losses.Add("Its recurrence is of a kind that is not known; it is carried once.");
        }

        List<TaskItem> tasks = [];
        try
        {
            foreach (var task in read)
            {
                var files = await ReadFilesAsync(task, cancellationToken).ConfigureAwait(false);
                tasks.Add(TaskFields.Read(task.Element!, task.Item.Id, own, files, plain.TryGetValue(task.Item.Id, out var text) ? text : null));
            }

            return tasks;
        }
        catch
        {
            tasks.SelectMany(t => t.Files).DisposeAll();
            throw;
        }
    }

    private async Task<IReadOnlyList<AttachedFile>> ReadFilesAsync(ReadProperties task, CancellationToken cancellationToken)
    {
        var reading = new AttachedFiles(question, task.Losses);
        var files = await reading.ReadAsync(task.Element!, cancellationToken).ConfigureAwait(false);
        reading.TellLosses();
        return files;
    }
}

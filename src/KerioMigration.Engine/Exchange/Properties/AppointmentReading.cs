using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>Appointments and series. Of a series the changed occurrences are items of their own: those of a whole batch are read together.</summary>
internal sealed class AppointmentReading(EwsClient client, OpenedMailbox mailbox, AddressBook people, MailboxZone zone)
    : KindReading(new PropertyReading(client, mailbox, AppointmentFields.For(mailbox.Context.Schema), AppointmentFields.Core(mailbox.Context.Schema)))
{
    private readonly PlainTexts texts = new(client, mailbox);
    private readonly ItemQuestion question = new(client, mailbox.Context);

    public override async Task<IReadOnlyList<ItemProperties?>> ComposeAsync(IReadOnlyList<ReadProperties> read, CancellationToken cancellationToken)
    {
        var changed = await Reading.ReadAllAsync(read.SelectMany(r => AppointmentFields.OccurrenceIds(r.Element!)), cancellationToken).ConfigureAwait(false);
        ReadProperties[] all = [.. read, .. changed.Values.Where(c => c.Element is not null)];
        await people.LookUpAsync(all.SelectMany(r => AppointmentFields.People(r.Element!)), cancellationToken).ConfigureAwait(false);
        var own = await zone.FindAsync(cancellationToken).ConfigureAwait(false) is { } found ? new ZoneDefinition(found.Id) : null;
        var plain = await texts.ReadAsync(all, cancellationToken).ConfigureAwait(false);
        foreach (var series in read)
        {
            AddLosses(series, changed);
        }

        var files = await ReadFilesAsync(read, changed, cancellationToken).ConfigureAwait(false);
        var occurrences = changed.Values.ToDictionary(c => c.Item.Id, c => c.Element is null ? null : Compose(c, NoOccurrences), StringComparer.Ordinal);
        return [.. read.Select(r => Compose(r, occurrences))];

        Appointment? Compose(ReadProperties item, IReadOnlyDictionary<string, Appointment?> known) => AppointmentFields.Read(
            item.Element!, item.Item.Id, people, known, files.TryGetValue(item.Item.Id, out var attached) ? attached : [], plain.TryGetValue(item.Item.Id, out var text) ? text : null, own);
    }

    /// <summary>By the ids of items and occurrences.</summary>
    private async Task<Dictionary<string, IReadOnlyList<AttachedFile>>> ReadFilesAsync(
        IReadOnlyList<ReadProperties> read, IReadOnlyDictionary<string, ReadProperties> changed, CancellationToken cancellationToken)
    {
        Dictionary<string, IReadOnlyList<AttachedFile>> files = new(StringComparer.Ordinal);
        try
        {
            foreach (var series in read)
            {
                var reading = new AttachedFiles(question, series.Losses);
                var occurrences = AppointmentFields.OccurrenceIds(series.Element!).Where(changed.ContainsKey).Select(id => changed[id]).Where(c => c.Element is not null);
                foreach (var item in occurrences.Prepend(series))
                {
                    files[item.Item.Id] = await reading.ReadAsync(item.Element!, cancellationToken).ConfigureAwait(false);
                }

                reading.TellLosses();
            }

            return files;
        }
        catch
        {
            files.Values.SelectMany(f => f).DisposeAll();
            throw;
        }
    }

    private static IReadOnlyDictionary<string, Appointment?> NoOccurrences { get; } = new Dictionary<string, Appointment?>();

    private static void AddLosses(ReadProperties series, IReadOnlyDictionary<string, ReadProperties> changed)
    {
        var element = series.Element!;
        if (element.Child("Recurrence") is { Children.Count: > 0 } recurrence && RecurrenceFields.Read(recurrence) is null)
        {
            series.Losses.Add("Its recurrence is of a kind that is not known; the first occurrence alone is carried.");
        }

        foreach (var id in AppointmentFields.OccurrenceIds(element))
        {
            if (changed.TryGetValue(id, out var occurrence))
            {
                series.Losses.AddRange(occurrence.Losses.Select(l => "A changed occurrence: " + l));
                series.Losses.AddRange(occurrence.Failure is { } failure ? [$"A changed occurrence could not be read: {failure.Message}"] : []);
            }
        }
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Fallback;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>
/// Journal entries, which are carried as messages. Their MIME knows nothing of what makes them entries of a journal: that is put below
/// their text.
/// </summary>
internal sealed class JournalReading(EwsClient client, OpenedMailbox mailbox, MessageReading messages, MailboxZone zone)
{
    /// <summary>PidLidLogType, PidLidLogStart, PidLidLogEnd; PidLidLogDuration in minutes.</summary>
    private static readonly ExtendedField Type = new(ExtendedField.Log, 0x8700, "String");
    private static readonly ExtendedField Start = new(ExtendedField.Log, 0x8706, "SystemTime");
    private static readonly ExtendedField End = new(ExtendedField.Log, 0x8708, "SystemTime");
    private static readonly ExtendedField Duration = new(ExtendedField.Log, 0x8707, "Integer");

    /// <summary>PidLidLogTypeDesc: what the type is called where it was written. PidLidCompanies and PidLidContacts: whom it has to do with.</summary>
    private static readonly ExtendedField Label = new(ExtendedField.Log, 0x8712, "String");
    private static readonly ExtendedField Companies = new(ExtendedField.Common, 0x8539, "StringArray");
    private static readonly ExtendedField Contacts = new(ExtendedField.Common, 0x853A, "StringArray");

    private readonly PropertyReading details = new(client, mailbox, Shape, Shape);

    public static PropertyShape Shape { get; } = new([], [], [Type, Start, End, Duration, Label, Companies, Contacts]);

    /// <param name="batch">Indices of journal entries.</param>
    /// <param name="results">By the same indices. Filled as far as it came, also when this throws.</param>
    public async Task ReadAsync(IReadOnlyList<ItemRef> items, List<int> batch, SourceItem?[] results, CancellationToken cancellationToken)
    {
        await messages.ReadAsync(items, batch, results, cancellationToken).ConfigureAwait(false);
        List<int> open = [.. batch.Where(i => results[i] is { Content: not null, Fidelity: not ItemFidelity.Stub })];
        var own = await zone.FindAsync(cancellationToken).ConfigureAwait(false);
        var told = await details.ReadAllAsync(open.Select(i => items[i].Id), cancellationToken).ConfigureAwait(false);
        foreach (var index in open)
        {
            if (told[items[index].Id].Element is { } element && Lines(element, own) is { Count: > 0 } lines)
            {
                results[index] = await AddAsync(results[index]!, lines, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<SourceItem> AddAsync(SourceItem read, IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        var content = await AppendedText.WriteAsync(read.Content!, read.Ref.Id, lines, cancellationToken).ConfigureAwait(false);
        return read.With(content, content is null ? lines : ["Type, times and people of the journal entry stand below its text."]);
    }

    private static List<string> Lines(Element item, TimeZoneInfo? zone)
    {
        List<string> lines = [];
        Add("Entry type", Type.Of(item));
        Add("Label", Label.Of(item) == Type.Of(item) ? null : Label.Of(item));
        Add("Start", Say(Start.TimeOf(item), zone));
        Add("End", Say(End.TimeOf(item), zone));
        Add("Duration", Duration.NumberOf(item) is { } minutes and > 0 ? minutes.ToString(CultureInfo.InvariantCulture) + " minutes" : null);
        Add("Contacts", string.Join(", ", Contacts.AllOf(item)));
        Add("Companies", string.Join(", ", Companies.AllOf(item)));
        return lines;

        void Add(string label, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                lines.Add($"{label}: {value}");
            }
        }
    }

    private static string? Say(DateTimeOffset? time, TimeZoneInfo? zone) =>
        MailboxZone.In(time, zone)?.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}

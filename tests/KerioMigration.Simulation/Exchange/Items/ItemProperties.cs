using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>Values of extended properties of items, as text in the form of the answer; null where the item has none.</summary>
internal static class ItemProperties
{
    private static readonly string[] Sensitivities = ["Normal", "Personal", "Private", "Confidential"];

    private static readonly Dictionary<int, Func<SeededItem, string?>> ByTag = new()
    {
        [0x0017] = i => i.Importance switch { "Low" => "0", "High" => "2", _ => "1" },
        [0x001A] = i => i.ItemClass,
        [0x0036] = i => Text(Array.IndexOf(Sensitivities, i.Sensitivity)),
        [0x0037] = i => i.Subject,
        [0x0039] = i => Date(i.Sent),
        [0x007D] = i => i.IsDraft ? null : MessageHeaders.Block(i),
        [0x0C1A] = i => i.From?.Name,
        [0x0C1F] = i => i.From?.Address,
        [0x0C1E] = i => i.From?.RoutingType,
        [0x0E02] = i => Names(i.Bcc),
        [0x0E03] = i => Names(i.Cc),
        [0x0E04] = i => Names(i.To),
        [0x0E06] = i => Date(i.Received),
        [0x0E07] = i => Text(i.MessageFlags),
        [0x0E08] = i => Text(i.Size),
        [0x0E1B] = i => i.HasAttachments ? "true" : "false",
        [0x0E23] = i => Text(i.Number),
        [0x0FF9] = i => Binary(ExchangeIds.EntryId(i.Id)),
        [0x0FFF] = i => Binary(ExchangeIds.EntryId(i.Id)),
        [0x1035] = i => i.MessageId,
        [0x1039] = i => i.References,
        [0x1042] = i => i.InReplyTo,
        [0x1080] = i => i.LastVerb switch { 102 or 103 => "261", 104 => "262", _ => null },
        [0x1081] = i => i.LastVerb is { } verb ? Text(verb) : null,
        [0x1082] = i => Date(i.LastVerbTime),
        [0x1090] = i => i.FlagStatus == 0 ? null : Text(i.FlagStatus),
        [0x10F3] = i => Text(i.Number) + ".EML",
        [0x10F4] = i => i.IsAssociated ? "true" : null,
        [0x1000] = i => i.BodyIsHtml ? i.PlainBody : i.Body,
        [0x300B] = i => Binary(i.SearchKey),
        [0x3007] = i => Date(i.Created),
        [0x3008] = i => Date(i.Modified),
        [0x5D01] = i => i.From is { RoutingType: "SMTP" } from ? from.Address : null,
        [0x5D02] = i => i.From is { RoutingType: "SMTP" } from ? from.Address : null,
        [0x65E0] = i => Binary(ExchangeIds.EntryId(i.Id)?[^24..^2]),
        [0x670E] = i => "file://./backofficestorage/" + i.Folder?.Mailbox.Address + "/" + Text(i.Number) + ".EML",
    };

    public static string? Of(SeededItem item, ExtendedPath path)
    {
        if (item.Extended.TryGetValue(path.Key, out var seeded))
        {
            return seeded;
        }

        if (OfKind(item, path) is { } known)
        {
            return known;
        }

        if (path.Tag is { } tag)
        {
            return ByTag.TryGetValue(tag, out var value) ? value(item) : null;
        }

        return path switch
        {
            { SetName: "Common", Id: 0x8501 } => item.ReminderMinutes is { } minutes ? Text(minutes) : null,
            { SetName: "Common", Id: 0x8502 } => Date(item.ReminderDueBy),
            { SetName: "Common", Id: 0x8503 } => item.ReminderMinutes is null ? "false" : "true",
            { SetName: "Common", Id: 0x8560 } => Date(item.ReminderDueBy?.AddMinutes(-(item.ReminderMinutes ?? 0))),
            { SetName: "Common", Id: 0x8506 } => item.Sensitivity == "Private" ? "true" : null,
            { SetName: "Common", Id: 0x8530 } => item.FlagStatus == 2 ? "Follow up" : null,
            { SetName: "InternetHeaders", Name: { } name } =>
                MessageHeaders.Fields(item).FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase)).Value,
            _ => null,
        };
    }

    /// <summary>Multi-valued properties; null where the path is not one or the item has none.</summary>
    public static IReadOnlyList<string>? ListOf(SeededItem item, ExtendedPath path) =>
        path is { SetName: "PublicStrings", Name: "Keywords" } && item.Categories.Count > 0
            ? item.Categories
            : path.Type == "StringArray" && item.Extended.TryGetValue(path.Key, out var lines) ? lines.Split('\n')
            : item is SeededContact contact ? ContactProperties.ListOf(contact, path) : null;

    public static string Names(IReadOnlyList<SeededAddress> addresses) => string.Join("; ", addresses.Select(a => a.Name));

    public static string? Date(DateTimeOffset? date) =>
        date?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string? OfKind(SeededItem item, ExtendedPath path) => item switch
    {
        SeededAppointment appointment => AppointmentProperties.Of(appointment, path),
        SeededContact contact => ContactProperties.Of(contact, path),
        SeededTask task => TaskProperties.Of(task, path),
        SeededDistributionList list => path is { Tag: 0x3001 } or { SetName: "Address", Id: 0x8053 } ? list.Subject
            : path is { SetName: "Address", Id: 0x8005 } ? list.FileAs : null,
        _ => null,
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Binary(byte[]? bytes) => bytes is null ? null : Convert.ToBase64String(bytes);
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Conversion.Calendar;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Engine.Model.Contacts;
using KerioMigration.Engine.Model.Notes;
using KerioMigration.Engine.Model.Tasks;

namespace KerioMigration.Engine.Conversion.Messages;

/// <summary>What a reader of mail sees of an item that is none.</summary>
internal static class MessageText
{
    private const string Minute = "yyyy-MM-dd HH:mm zzz";
    private const string Day = "yyyy-MM-dd";

    public static string? SubjectOf(ItemProperties item) => FilledText.Filled(item switch
    {
        Appointment appointment => appointment.Subject,
        Contact contact => contact.DisplayName ?? contact.FileAs ?? contact.Company,
        DistributionList list => list.Name,
        TaskItem task => task.Subject,
        StickyNote note => note.Subject,
        _ => null,
    });

    public static DateTimeOffset? DateOf(ItemProperties item) => item switch
    {
        Appointment appointment => appointment.LastModified ?? appointment.Created,
        Contact contact => contact.LastModified,
        TaskItem task => task.LastModified ?? task.Created,
        StickyNote note => note.LastModified ?? note.Created,
        _ => null,
    };

    /// <summary>Its text below the most important of its fields.</summary>
    public static IEnumerable<string> LinesOf(ItemProperties item)
    {
        string[] fields = [.. FieldsOf(item).Where(f => FilledText.Filled(f.Value) is not null).Select(f => $"{f.Label}: {f.Value!.Trim()}")];
        var text = FilledText.Filled(TextOf(item))?.TrimEnd().Replace("\r\n", "\n").Split('\n') ?? [];
        return [.. fields, .. fields.Length > 0 && text.Length > 0 ? [""] : Array.Empty<string>(), .. text];
    }

    private static string? TextOf(ItemProperties item) => item switch
    {
        Appointment appointment => appointment.TextBody,
        Contact contact => contact.Notes,
        DistributionList list => list.Notes,
        TaskItem task => task.TextBody,
        StickyNote note => note.Text,
        _ => null,
    };

    private static IEnumerable<(string Label, string? Value)> FieldsOf(ItemProperties item) => item switch
    {
        Appointment appointment => FieldsOf(appointment),
        Contact contact => FieldsOf(contact),
        DistributionList list => [.. list.Members.Select(m => ("Member", Address(m.Name, m.Address))), ("Categories", Joined(list.Categories))],
        TaskItem task => FieldsOf(task),
        StickyNote note => [("Colour", note.Color == NoteColor.Yellow ? null : note.Color.ToString()), ("Categories", Joined(note.Categories))],
        _ => [],
    };

    private static IEnumerable<(string Label, string? Value)> FieldsOf(Appointment item) =>
    [
        ("Start", Time(item.Start, item)),
        ("End", Time(item.IsAllDay ? item.End.AddTicks(-1) : item.End, item)),
        ("Location", item.Location),
        ("Repeats", item.Recurrence is null ? null : "yes"),
        ("Organizer", item.Organizer is { } organizer ? Address(organizer.Name, organizer.Address) : null),
        ("Attendees", string.Join("; ", item.Attendees.Select(a => Address(a.Name, a.Address)))),
        .. item.OnlineMeetingUrls.Select(u => ("Online meeting", (string?)u)),
        ("Categories", Joined(item.Categories)),
    ];

    private static IEnumerable<(string Label, string? Value)> FieldsOf(Contact item) =>
    [
        ("Company", item.Company),
        ("Job title", item.JobTitle),
        .. item.Emails.Select(e => ("Mail", (string?)e.Address)),
        .. item.Phones.Select(p => (p.Kind.ToString(), (string?)p.Number)),
        ("Categories", Joined(item.Categories)),
    ];

    private static IEnumerable<(string Label, string? Value)> FieldsOf(TaskItem item) =>
    [
        ("Start", item.StartDate?.ToString(Day, CultureInfo.InvariantCulture)),
        ("Due", item.DueDate?.ToString(Day, CultureInfo.InvariantCulture)),
        ("Completed", item.CompleteDate?.ToString(Day, CultureInfo.InvariantCulture)),
        ("Status", item.Status.ToString()),
        ("Categories", Joined(item.Categories)),
    ];

    /// <summary>On the clock of the appointment, and a day alone where the day is meant.</summary>
    private static string Time(DateTimeOffset time, Appointment item)
    {
        var offset = (ZoneNames.Find(item.StartZone, time.Year) ?? ZoneNames.Find(item.MailboxZone, time.Year))?.OffsetAt(time.UtcDateTime) ?? TimeSpan.Zero;
        return time.ToOffset(offset).ToString(item.IsAllDay ? Day : Minute, CultureInfo.InvariantCulture);
    }

    private static string Address(string? name, string? address) => string.IsNullOrWhiteSpace(name) || name == address
        ? address ?? ""
        : address is null ? name! : $"{name} <{address}>";

    private static string Joined(IEnumerable<string> words) => string.Join(", ", words);
}

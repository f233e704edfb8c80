using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>Extended properties of appointments ([MS-OXPROPS]), as text in the form of the answer.</summary>
internal static class AppointmentProperties
{
    private static readonly string[] Responses = ["None", "Organizer", "Tentative", "Accept", "Decline", "NoResponseReceived"];
    private static readonly string[] Busy = ["Free", "Tentative", "Busy", "OOF", "WorkingElsewhere"];

    private static readonly Dictionary<(string Set, int Id), Func<SeededAppointment, string?>> Named = new()
    {
        [("Meeting", 0x0003)] = a => a.GlobalId is not { } id ? null
            : Convert.ToBase64String(a.OriginalStart is { } start ? GlobalObjectIds.On(id, start) : id),
        [("Meeting", 0x0023)] = a => a.GlobalId is { } id ? Convert.ToBase64String(GlobalObjectIds.Clean(id)) : null,
        [("Meeting", 0x0005)] = a => Text(a.Type is "Occurrence" or "Exception"),
        [("Common", 0x8516)] = a => ItemProperties.Date(a.UtcStart),
        [("Common", 0x8517)] = a => ItemProperties.Date(a.UtcEnd),
        [("Appointment", 0x8201)] = a => Text(a.SequenceNumber),
        [("Appointment", 0x8205)] = a => Text(Math.Max(0, Array.IndexOf(Busy, a.FreeBusy))),
        [("Appointment", 0x8208)] = a => a.Location,
        [("Appointment", 0x820D)] = a => ItemProperties.Date(a.UtcStart),
        [("Appointment", 0x820E)] = a => ItemProperties.Date(a.UtcEnd),
        [("Appointment", 0x8213)] = a => Text((long)(a.UtcEnd - a.UtcStart).TotalMinutes),
        [("Appointment", 0x8215)] = a => Text(a.IsAllDay),
        [("Appointment", 0x8217)] = a => Text(a.State),
        [("Appointment", 0x8218)] = a => Text(a.State == 0 ? 0 : Math.Max(0, Array.IndexOf(Responses, a.MyResponse))),
        [("Appointment", 0x8223)] = a => Text(a.Type == "RecurringMaster"),
        [("Appointment", 0x8228)] = a => a is { OriginalStart: { } start, Master: { } master } ? ItemProperties.Date(Zones.ToUtc(start, master.StartZone)) : null,
        [("Appointment", 0x8231)] = a => a.Recurrence is null ? "0" : a.Recurrence.Pattern switch
        {
            RecurrencePattern.Daily => "1",
            RecurrencePattern.Weekly => "2",
            RecurrencePattern.AbsoluteMonthly or RecurrencePattern.RelativeMonthly => "3",
            _ => "4",
        },
        [("Appointment", 0x8233)] = a => a is { Recurrence: not null, ZoneForm: not SeededZoneForm.None } ? ZoneProperties.Struct(a.StartZone) : null,
        [("Appointment", 0x8234)] = a => a.ZoneForm != SeededZoneForm.None ? a.StartZone.DisplayName : null,
        [("Appointment", 0x8235)] = a => ItemProperties.Date(a.UtcStart),
        [("Appointment", 0x825E)] = a => HasDefinitions(a) ? ZoneProperties.Definition(a.StartZone, 2) : null,
        [("Appointment", 0x825F)] = a => HasDefinitions(a) ? ZoneProperties.Definition(a.EndZone ?? a.StartZone, 2) : null,
        [("Appointment", 0x8260)] = a => HasDefinitions(a) && a.Recurrence is not null ? ZoneProperties.Definition(a.StartZone, 3) : null,
        [("Appointment", 0x8236)] = a => ItemProperties.Date(ClipEnd(a)),
    };

    /// <summary>Of a series: midnight of the day of its last occurrence, or a day in 4500 ([MS-OXOCAL] 2.2.1.15).</summary>
    private static DateTimeOffset ClipEnd(SeededAppointment item) => item.Recurrence switch
    {
        null => item.UtcEnd,
        { Count: null, EndDate: null } => new DateTimeOffset(4500, 8, 31, 23, 59, 0, TimeSpan.Zero),
        var series => new DateTimeOffset(OccurrenceDates.Of(series).Last(), TimeSpan.Zero),
    };

    public static string? Of(SeededAppointment item, ExtendedPath path) => path switch
    {
        { Tag: 0x0060 } => ItemProperties.Date(item.UtcStart),
        { Tag: 0x0061 } => ItemProperties.Date(item.UtcEnd),
        { SetName: { } set, Id: { } id } => Named.GetValueOrDefault((set, id))?.Invoke(item),
        _ => null,
    };

    private static bool HasDefinitions(SeededAppointment item) => item.ZoneForm is SeededZoneForm.Full or SeededZoneForm.Definitions;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Xml;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>What a CalendarItem has beyond every item, in the order of the schema.</summary>
internal static class CalendarFields
{
    public static IReadOnlyList<ItemField> All { get; } =
    [
        Fields.Text("calendar:UID", FieldBase.AllProperties, static (SeededAppointment a) => a.GlobalId is { } id ? GlobalObjectIds.Uid(id) : null),
        Fields.Date("calendar:RecurrenceId", FieldBase.AllProperties, static (SeededAppointment a) => Original(a)),
        Fields.Date("calendar:DateTimeStamp", FieldBase.AllProperties, static (SeededAppointment a) => a.Created),
        Fields.Date("calendar:Start", FieldBase.Default, static (SeededAppointment a) => a.UtcStart),
        Fields.Date("calendar:End", FieldBase.Default, static (SeededAppointment a) => a.UtcEnd),
        Fields.Date("calendar:OriginalStart", FieldBase.Default, static (SeededAppointment a) => Original(a)),
        Fields.Boolean("calendar:IsAllDayEvent", FieldBase.AllProperties, static (SeededAppointment a) => a.IsAllDay),
        Fields.Other("calendar:LegacyFreeBusyStatus", FieldBase.Default, static (AnswerWriter a, SeededAppointment i, ItemShape s) =>
            a.Element("t:LegacyFreeBusyStatus"u8, i.FreeBusy == "WorkingElsewhere" && s.Version < SchemaVersion.Exchange2013 ? "Free" : i.FreeBusy)),
        Fields.Text("calendar:Location", FieldBase.Default, static (SeededAppointment a) => a.Location),
        Fields.Text("calendar:When", FieldBase.AllProperties, static (SeededAppointment a) => a.Master is null ? null : a.Start.ToString("F", CultureInfo.InvariantCulture)),
        Fields.Boolean("calendar:IsMeeting", FieldBase.AllProperties, static (SeededAppointment a) => (a.State & 1) != 0),
        Fields.Boolean("calendar:IsCancelled", FieldBase.AllProperties, static (SeededAppointment a) => (a.State & 4) != 0),

        // 2010 was seen to say false of the master of a series.
        Fields.Other("calendar:IsRecurring", FieldBase.AllProperties, static (AnswerWriter a, SeededAppointment i, ItemShape s) => a.Element(
            "t:IsRecurring"u8, i.Type is "Occurrence" or "Exception" || (i.Type == "RecurringMaster" && s.Version >= SchemaVersion.Exchange2013) ? "true" : "false")),
        Fields.Boolean("calendar:MeetingRequestWasSent", FieldBase.AllProperties, static (SeededAppointment a) => a is { MyResponse: "Organizer", Required.Count: > 0 }),
        Fields.Boolean("calendar:IsResponseRequested", FieldBase.AllProperties, static (SeededAppointment a) => true),
        Fields.Text("calendar:CalendarItemType", FieldBase.Default, static (SeededAppointment a) => a.Type),
        Fields.Text("calendar:MyResponseType", FieldBase.Default, static (SeededAppointment a) => a.MyResponse),
        Fields.Other("calendar:Organizer", FieldBase.Default, static (AnswerWriter a, SeededAppointment i, ItemShape s) => AddressWriter.Recipient(a, "t:Organizer"u8, i.Organizer, s)),
        Fields.Other("calendar:RequiredAttendees", FieldBase.Default, static (AnswerWriter a, SeededAppointment i, ItemShape s) => AddressWriter.Attendees(a, "t:RequiredAttendees"u8, i.Required, s)),
        Fields.Other("calendar:OptionalAttendees", FieldBase.Default, static (AnswerWriter a, SeededAppointment i, ItemShape s) => AddressWriter.Attendees(a, "t:OptionalAttendees"u8, i.Optional, s)),
        Fields.Other("calendar:Resources", FieldBase.Default, static (AnswerWriter a, SeededAppointment i, ItemShape s) => AddressWriter.Attendees(a, "t:Resources"u8, i.Resources, s)),
        Fields.Number("calendar:ConflictingMeetingCount", FieldBase.AllProperties, static (SeededAppointment _) => 0),
        Fields.Number("calendar:AdjacentMeetingCount", FieldBase.AllProperties, static (SeededAppointment _) => 0),
        Fields.Text("calendar:Duration", FieldBase.AllProperties, static (SeededAppointment a) => XmlConvert.ToString(a.UtcEnd - a.UtcStart)),
        Fields.Text("calendar:TimeZone", FieldBase.AllProperties, static (SeededAppointment a) => TellsZone(a) ? a.StartZone.DisplayName : null),
        Fields.Date("calendar:AppointmentReplyTime", FieldBase.AllProperties, static (SeededAppointment a) => a.ReplyTime),
        Fields.Number("calendar:AppointmentSequenceNumber", FieldBase.AllProperties, static (SeededAppointment a) => a.SequenceNumber),
        Fields.Number("calendar:AppointmentState", FieldBase.AllProperties, static (SeededAppointment a) => a.State),
        Fields.Other("calendar:Recurrence", FieldBase.Default, static (AnswerWriter a, SeededAppointment i, ItemShape s) => RecurrenceWriter.Recurrence(a, i.Recurrence, i.StartZone, s)),
        Fields.Other("calendar:FirstOccurrence", FieldBase.Default, static (AnswerWriter a, SeededAppointment i, ItemShape _) => RecurrenceWriter.First(a, i)),
        Fields.Other("calendar:LastOccurrence", FieldBase.Default, static (AnswerWriter a, SeededAppointment i, ItemShape _) => RecurrenceWriter.Last(a, i)),
        Fields.Other("calendar:ModifiedOccurrences", FieldBase.Default, static (AnswerWriter a, SeededAppointment i, ItemShape _) => RecurrenceWriter.Modified(a, i)),
        Fields.Other("calendar:DeletedOccurrences", FieldBase.Default, static (AnswerWriter a, SeededAppointment i, ItemShape _) => RecurrenceWriter.Deleted(a, i)),
        Fields.Other("calendar:MeetingTimeZone", FieldBase.AllProperties, Zone((a, i) => ZoneWriter.Meeting(a, i.StartZone))),
        Fields.Other(
            "calendar:StartTimeZone",
            FieldBase.AllProperties,
            Zone((a, i) => ZoneWriter.Definition(a, "t:StartTimeZone", i.StartZone)),
            SchemaVersion.Exchange2010),
        Fields.Other(
            "calendar:EndTimeZone",
            FieldBase.AllProperties,
            Zone((a, i) => ZoneWriter.Definition(a, "t:EndTimeZone", i.EndZone ?? i.StartZone)),
            SchemaVersion.Exchange2010),
        Fields.Number("calendar:ConferenceType", FieldBase.AllProperties, static (SeededAppointment a) => a.IsOnlineMeeting ? 0 : null),
        Fields.Boolean("calendar:AllowNewTimeProposal", FieldBase.AllProperties, static (SeededAppointment _) => true),
        Fields.Boolean("calendar:IsOnlineMeeting", FieldBase.AllProperties, static (SeededAppointment a) => a.IsOnlineMeeting),
        Fields.Text("calendar:MeetingWorkspaceUrl", FieldBase.AllProperties, static (SeededAppointment a) => a.WorkspaceUrl),
        Fields.Text("calendar:NetShowUrl", FieldBase.AllProperties, static (SeededAppointment a) => a.NetShowUrl),
        Fields.Other(
            "calendar:EnhancedLocation",
            FieldBase.AllProperties,
            static (AnswerWriter a, SeededAppointment i, ItemShape _) => EnhancedLocation(a, i.Location),
            SchemaVersion.Exchange2013),
        Fields.Text("calendar:StartWallClock", FieldBase.AllProperties, static (SeededAppointment a) => TellsZone(a) ? WallClock(a.UtcStart, a.StartZone) : null, SchemaVersion.Exchange2013),
        Fields.Text("calendar:EndWallClock", FieldBase.AllProperties, static (SeededAppointment a) => TellsZone(a) ? WallClock(a.UtcEnd, a.EndZone ?? a.StartZone) : null, SchemaVersion.Exchange2013),
        Fields.Text("calendar:StartTimeZoneId", FieldBase.AllProperties, static (SeededAppointment a) => TellsZone(a) ? a.StartZone.Id : null, SchemaVersion.Exchange2013),
        Fields.Text("calendar:EndTimeZoneId", FieldBase.AllProperties, static (SeededAppointment a) => TellsZone(a) ? (a.EndZone ?? a.StartZone).Id : null, SchemaVersion.Exchange2013),
        Fields.Text("calendar:JoinOnlineMeetingUrl", FieldBase.AllProperties, static (SeededAppointment a) => a.JoinUrl, SchemaVersion.Exchange2013),
        Fields.Boolean("calendar:IsOrganizer", FieldBase.AllProperties, static (SeededAppointment a) => a.MyResponse == "Organizer", SchemaVersion.Exchange2013),
    ];

    private static bool TellsZone(SeededAppointment item) => item.ZoneForm == SeededZoneForm.Full;

    private static Action<AnswerWriter, SeededAppointment, ItemShape> Zone(Action<AnswerWriter, SeededAppointment> write) => (answer, item, _) =>
    {
        if (TellsZone(item))
        {
            write(answer, item);
        }
    };

    private static DateTimeOffset? Original(SeededAppointment item) =>
        item is { OriginalStart: { } start, Master: { } master } ? Zones.ToUtc(start, master.StartZone) : null;

    private static string WallClock(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    private static void EnhancedLocation(AnswerWriter answer, string? location)
    {
        if (!string.IsNullOrEmpty(location))
        {
            answer.Raw("<t:EnhancedLocation>"u8);
            answer.Element("t:DisplayName"u8, location);
            answer.Raw("<t:Annotation/><t:PostalAddress><t:LocationSource>None</t:LocationSource></t:PostalAddress></t:EnhancedLocation>"u8);
        }
    }
}

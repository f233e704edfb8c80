using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>t:CalendarItemType.</summary>
internal static class AppointmentFields
{
    /// <summary>Minutes that mean the default ([MS-OXORMDR] 2.2.1.3), which is a quarter of an hour.</summary>
    private const int DefaultReminder = 1525252321;

    /// <summary>PidLidGlobalObjectId: with the day of the series that an occurrence stands for.</summary>
    private static readonly ExtendedField GlobalId = new(ExtendedField.Meeting, 0x3, "Binary");

    /// <summary>PidLidCleanGlobalObjectId and the other, of which calendar:UID is made where it is there.</summary>
    private static readonly ExtendedField[] GlobalIds = [new(ExtendedField.Meeting, 0x23, "Binary"), GlobalId];

    /// <summary>What Skype for Business and Teams write, also where the server has no element for it: links, and an address for the program alone.</summary>
    private static readonly ExtendedField[] OnlineLinks =
        [.. new[] { "SkypeTeamsMeetingUrl", "OnlineMeetingExternalLink", "OnlineMeetingConfLink" }.Select(ExtendedField.Public)];

    private static readonly string[] Times =
        ["calendar:UID", "calendar:Start", "calendar:End", "calendar:IsAllDayEvent", "calendar:Recurrence", "calendar:ModifiedOccurrences", "calendar:DeletedOccurrences"];

    /// <summary>When it happens: a series that forgot its deleted occurrences would be worse than none.</summary>
    public static PropertyShape Core(EwsSchema schema) => new([.. Fields.Core, .. Times, .. Zones(schema)], [], ZoneBlobs.All);

    public static PropertyShape For(EwsSchema schema) => new(
        [
            .. Fields.Always, "item:ReminderIsSet", "item:ReminderMinutesBeforeStart", .. Times, "calendar:LegacyFreeBusyStatus", "calendar:Location",
            "calendar:IsCancelled", "calendar:CalendarItemType", "calendar:MyResponseType", "calendar:AppointmentReplyTime", "calendar:Organizer", "calendar:RequiredAttendees",
            "calendar:OptionalAttendees", "calendar:Resources", "calendar:AppointmentSequenceNumber", "calendar:MeetingWorkspaceUrl",
            "calendar:NetShowUrl", .. Zones(schema),
            .. schema >= EwsSchema.Exchange2013 ? ["item:TextBody", "calendar:JoinOnlineMeetingUrl"] : (string[])[],
        ],
        [],
        [.. GlobalIds, .. ZoneBlobs.All, .. OnlineLinks, .. FlagFields.All, Fields.SourceKey, Fields.RecordKey]);

    /// <summary>The ids of the changed occurrences.</summary>
    public static IEnumerable<string> OccurrenceIds(Element item) =>
        item.List("ModifiedOccurrences").Select(o => o.Child("ItemId")?.Attribute("Id")).OfType<string>();

    /// <summary>The people whose addresses have to be known.</summary>
    public static IEnumerable<Element> People(Element item) => new[] { item.Child("Organizer")?.Child("Mailbox") }
        .Concat(AttendeesOf(item).Select(a => a.Attendee.Child("Mailbox")))
        .OfType<Element>();

    /// <summary>Null when it has no start.</summary>
    /// <param name="occurrences">The changed ones, read before.</param>
    /// <param name="files">Its own, read before.</param>
    /// <param name="text">The body as text where the item tells none; null for none.</param>
    /// <param name="zone">The mailbox's own; null where nobody has told.</param>
    public static Appointment? Read(
        Element item,
        string id,
        AddressBook people,
        IReadOnlyDictionary<string, Appointment?> occurrences,
        IReadOnlyList<AttachedFile> files,
        string? text,
        ZoneDefinition? zone)
    {
        if (item.Time("Start") is not { } start)
        {
            return null;
        }

        var (startZone, endZone) = (ZoneFields.Find(item, "Start", ZoneBlobs.OfStart), ZoneFields.Find(item, "End", ZoneBlobs.OfEnd));
        var organizer = item.Child("Organizer")?.Child("Mailbox") is { } mailbox ? Person(mailbox, people) : null;
        return new Appointment
        {
            Uid = UidOf(item, id),
            OccurrenceDate = item.Value("CalendarItemType") is null or "Single" ? DateIn(GlobalId.BytesOf(item)) : null,
            Start = start,
            End = item.Time("End") ?? start,
            IsAllDay = item.Boolean("IsAllDayEvent"),
            StartZone = startZone,
            EndZone = endZone?.Id == startZone?.Id ? null : endZone,
            MailboxZone = zone,
            Recurrence = RecurrenceFields.Read(item.Child("Recurrence")),
            DeletedOccurrences = [.. item.List("DeletedOccurrences").Select(o => o.Time("Start")).OfType<DateTimeOffset>()],
            ModifiedOccurrences = [.. item.List("ModifiedOccurrences").Select(o => Occurrence(o, occurrences)).OfType<ModifiedOccurrence>()],
            Subject = item.Value("Subject"),
            Location = item.Value("Location"),
            TextBody = item.TextBody() ?? text,
            HtmlBody = item.Body(isHtml: true),
            FreeBusy = FreeBusyOf(item),
            Sensitivity = item.Choice("Sensitivity", Sensitivity.Normal),
            Importance = item.Choice("Importance", Importance.Normal),
            Categories = item.Strings("Categories"),
            Reminder = ReminderOf(item),
            IsCancelled = item.Boolean("IsCancelled"),
            Sequence = item.Number("AppointmentSequenceNumber") ?? 0,
            Created = item.Time("DateTimeCreated"),
            LastModified = item.Time("LastModifiedTime"),
            Organizer = organizer,
            Attendees = [.. Attendees(item, organizer, people)],
            OwnAnswer = item.Choice("MyResponseType", MeetingResponse.Unknown),
            Answered = item.Time("AppointmentReplyTime"),
            OnlineMeetingUrls = [.. OnlineUrls(item).OfType<string>().Select(u => u.Trim()).Where(u => u.Length > 0).Distinct(StringComparer.Ordinal)],
            FollowUp = FlagFields.Read(item),
            Files = files,
        };
    }

    private static IEnumerable<string?> OnlineUrls(Element item) =>
    [
        item.Value("JoinOnlineMeetingUrl"), OnlineLinks[0].Of(item), OnlineLinks[1].Of(item), item.Value("NetShowUrl"), item.Value("MeetingWorkspaceUrl"),
        OnlineLinks[2].Of(item),
    ];

    private static string[] Zones(EwsSchema schema) => schema switch
    {
        >= EwsSchema.Exchange2013 => ["calendar:StartTimeZone", "calendar:EndTimeZone", "calendar:StartTimeZoneId", "calendar:EndTimeZoneId"],
        >= EwsSchema.Exchange2010 => ["calendar:StartTimeZone", "calendar:EndTimeZone"],
        _ => ["calendar:MeetingTimeZone"],
    };

    private static string UidOf(Element item, string id) => item.Value("UID") is { } uid && !string.IsNullOrWhiteSpace(uid)
        ? uid
        : GlobalIds.Select(g => Hex(g.BytesOf(item))).FirstOrDefault(h => h is not null) ?? Fields.KeyOf(item, id);

    private static string? Hex(byte[]? bytes) => bytes is not null ? BitConverter.ToString(bytes).Replace("-", "") : null;

    /// <summary>[MS-OXOCAL] 2.2.1.27: year, month and day behind the sixteen bytes that all ids begin with; zeros for none.</summary>
    private static DateTime? DateIn(byte[]? id)
    {
        if (id is not { Length: > 19 } || id[18] is < 1 or > 12 || ((id[16] << 8) | id[17]) is var year && year is < 1 or > 9999)
        {
            return null;
        }

        return id[19] >= 1 && id[19] <= DateTime.DaysInMonth(year, id[18]) ? new DateTime(year, id[18], id[19]) : null;
    }

    private static ModifiedOccurrence? Occurrence(Element entry, IReadOnlyDictionary<string, Appointment?> occurrences)
    {
        var item = entry.Child("ItemId")?.Attribute("Id") is { } id && occurrences.TryGetValue(id, out var read) ? read : null;
        var (start, original) = (entry.Time("Start") ?? item?.Start, entry.Time("OriginalStart"));
        return (original ?? start) is { } slot
            ? new ModifiedOccurrence(slot, start ?? slot, entry.Time("End") ?? item?.End ?? start ?? slot, item)
            : null;
    }

    private static FreeBusyStatus FreeBusyOf(Element item) => item.Value("LegacyFreeBusyStatus")?.Trim() == "OOF"
        ? FreeBusyStatus.OutOfOffice
        : item.Choice("LegacyFreeBusyStatus", FreeBusyStatus.Busy);

    private static TimeSpan? ReminderOf(Element item)
    {
        var minutes = item.Number("ReminderMinutesBeforeStart") ?? 0;
        return item.Boolean("ReminderIsSet") ? TimeSpan.FromMinutes(minutes == DefaultReminder ? 15 : minutes) : null;
    }

    private static IEnumerable<(Element Attendee, AttendeeType Type)> AttendeesOf(Element item) =>
    [
        .. item.List("RequiredAttendees").Select(a => (a, AttendeeType.Required)),
        .. item.List("OptionalAttendees").Select(a => (a, AttendeeType.Optional)),
        .. item.List("Resources").Select(a => (a, AttendeeType.Resource)),
    ];

    // Outlook puts the organizer among those whom the meeting invites.
    private static IEnumerable<MeetingParticipant> Attendees(Element item, MeetingParticipant? organizer, AddressBook people)
    {
        var own = item.Choice("MyResponseType", MeetingResponse.Unknown);
        foreach (var (attendee, type) in AttendeesOf(item))
        {
            if (attendee.Child("Mailbox") is not { } mailbox)
            {
                continue;
            }

            var person = Person(mailbox, people) with
            {
                Type = type,
                Response = attendee.Choice("ResponseType", MeetingResponse.Unknown),
                Responded = attendee.Time("LastResponseTime"),
            };
            if (person.Response == MeetingResponse.Organizer || IsSame(person, organizer))
            {
                continue;
            }

            // In the copy of an attendee nobody's answer is known but the own one, which stands apart.
            var isOwn = person.Response == MeetingResponse.Unknown && string.Equals(person.Address, people.Mailbox, StringComparison.OrdinalIgnoreCase);
            yield return isOwn ? person with { Response = own } : person;
        }
    }

    private static bool IsSame(MeetingParticipant person, MeetingParticipant? organizer) =>
        person.Address is { } address && string.Equals(address, organizer?.Address, StringComparison.OrdinalIgnoreCase);

    private static MeetingParticipant Person(Element mailbox, AddressBook people) => new(mailbox.Value("Name"), people.SmtpOf(mailbox));
}

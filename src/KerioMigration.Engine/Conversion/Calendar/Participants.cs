using System.Collections.Generic;
using System.Linq;
using System.Text;
using KerioMigration.Engine.Conversion.ContentLines;
using KerioMigration.Engine.Model.Calendar;
using static System.FormattableString;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>Organizer and attendees in the form that the mode allows.</summary>
internal sealed class Participants
{
    private readonly AttendeeMode mode;
    private readonly CalendarZone zone;
    private readonly bool hasNoOrganizer;
    private readonly bool isInvited;
    private readonly MeetingParticipant? organizer;
    private readonly IReadOnlyList<MeetingParticipant> attendees;

    /// <param name="zone">On whose clock it is told when somebody answered.</param>
    public Participants(Appointment appointment, AttendeeMode mode, CalendarZone zone)
    {
        this.zone = zone;
        organizer = appointment.Organizer;
        attendees = appointment.Attendees;
        isInvited = appointment.OwnAnswer is not (MeetingResponse.Unknown or MeetingResponse.Organizer);
        // Attendees without an organizer could make the mailbox's owner theirs; an organizer without attendees says nothing to a server.
        hasNoOrganizer = mode == AttendeeMode.Guarded && (organizer is null || Uri(organizer) is null);
        this.mode = hasNoOrganizer || (mode == AttendeeMode.Guarded && attendees.Count == 0) ? AttendeeMode.Listed : mode;
    }

    // Exchange names the owner as the organizer of every appointment; only attendees or an answer make it a meeting.
    private bool IsMeeting => attendees.Count > 0 || isInvited;

    public IEnumerable<string> Losses()
    {
        if (!IsMeeting)
        {
            yield break;
        }

        if (mode == AttendeeMode.Listed)
        {
            yield return hasNoOrganizer
                ? "Attendees are carried as text, because the organizer has no SMTP address."
                : "Organizer and attendees are carried as text, so that no server writes to them.";
        }
        else if (mode == AttendeeMode.Omitted)
        {
            yield return attendees.Count == 0 ? "Organizer." : Invariant($"Organizer and {attendees.Count} attendees.");
        }
        else if (attendees.Where(a => Uri(a) is null).ToList() is { Count: > 0 } lost)
        {
            yield return $"Attendees without an SMTP address: {string.Join(", ", lost.Select(a => a.Name ?? "(nameless)"))}.";
        }
    }

    public void Write(ContentLineWriter writer)
    {
        if (!IsMeeting || mode == AttendeeMode.Omitted)
        {
            return;
        }

        var prefix = mode == AttendeeMode.Listed ? "X-EXCHANGE-" : "";
        if (organizer is not null && Uri(organizer) is { } address)
        {
            writer.Line(prefix + "ORGANIZER", address, [.. Name(organizer), .. Guard()]);
        }

        foreach (var attendee in attendees)
        {
            if (Uri(attendee) is { } uri)
            {
                writer.Line(prefix + "ATTENDEE", uri, [.. Name(attendee), .. Roles(attendee), ("PARTSTAT", Answer(attendee)), .. Responded(attendee), .. Guard()]);
            }
        }
    }

    /// <summary>With the people below, where they are listed. Null when there is nothing to say.</summary>
    public string? AddTo(string? text) => List() is { } list ? string.IsNullOrEmpty(text) ? list : $"{text!.TrimEnd()}\n\n{list}" : text;

    public string? AddToHtml(string? html) => html is not null && List() is { } list ? HtmlText.Append(html, list) : html;

    private string? List()
    {
        if (!IsMeeting || mode != AttendeeMode.Listed)
        {
            return null;
        }

        var list = new StringBuilder();
        if (organizer is not null)
        {
            list.Append("Organizer: ").Append(Say(organizer));
        }

        if (attendees.Count > 0)
        {
            list.Append(list.Length > 0 ? "\n" : "").Append("Attendees:");
            attendees.ToList().ForEach(a => list.Append("\n- ").Append(Say(a)).Append(Remarks(a)));
        }

        return list.Length > 0 ? list.ToString() : null;
    }

    private static string Say(MeetingParticipant person) =>
        (person.Name, person.Address) switch
        {
            ({ Length: > 0 } name, { Length: > 0 } address) when name != address => $"{name} <{address}>",
            (_, { Length: > 0 } address) => address,
            ({ Length: > 0 } name, _) => name,
            _ => "(nameless)",
        };

    private string Remarks(MeetingParticipant person)
    {
        var role = person.Type == AttendeeType.Required ? "" : ", " + person.Type.ToString().ToLowerInvariant();
        return role + (person.Response switch
        {
            MeetingResponse.Accept => ", accepted",
            MeetingResponse.Decline => ", declined",
            MeetingResponse.Tentative => ", tentative",
            _ => "",
        }) + (person.Responded is { } time ? $", {zone.Say(time)}" : "");
    }

    private static string? Uri(MeetingParticipant person) =>
        person.Address is { } address && address.IndexOf('@') > 0 && address.IndexOf(' ') < 0 ? "mailto:" + address : null;

    private static IEnumerable<(string, string)> Name(MeetingParticipant person) =>
        string.IsNullOrEmpty(person.Name) ? [] : [("CN", person.Name!)];

    private static IEnumerable<(string, string)> Responded(MeetingParticipant person) =>
        person.Responded is { } time ? [("X-EXCHANGE-RESPONDED", IcalTime.Utc(SeriesClock.Whole(time)))] : [];

    private IEnumerable<(string, string)> Guard() => mode == AttendeeMode.Guarded ? [("SCHEDULE-AGENT", "CLIENT")] : [];

    private static IEnumerable<(string, string)> Roles(MeetingParticipant person) => person.Type switch
    {
        AttendeeType.Resource => [("CUTYPE", "RESOURCE"), ("ROLE", "NON-PARTICIPANT")],
        AttendeeType.Optional => [("ROLE", "OPT-PARTICIPANT")],
        _ => [("ROLE", "REQ-PARTICIPANT")],
    };

    private static string Answer(MeetingParticipant person) => person.Response switch
    {
        MeetingResponse.Accept or MeetingResponse.Organizer => "ACCEPTED",
        MeetingResponse.Decline => "DECLINED",
        MeetingResponse.Tentative => "TENTATIVE",
        _ => "NEEDS-ACTION",
    };
}

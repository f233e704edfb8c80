using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model.Calendar;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>The lines below the description: what VEVENT has no property for that no server acts upon.</summary>
internal static class AppointmentDetails
{
    /// <param name="zone">On whose clock a time is told.</param>
    public static IEnumerable<(string Label, string? Value)> Of(Appointment item, CalendarZone zone) =>
    [
        ("My answer", AnswerOf(item, zone)),
        ("Follow-up", FlagText.Of(item.FollowUp)),

        // Kerio's own events have no URL.
        .. item.OnlineMeetingUrls.Where(u => item.TextBody?.Contains(u) != true).Select(u => ("Online meeting", (string?)u)),
    ];

    private static string? AnswerOf(Appointment item, CalendarZone zone)
    {
        var answer = item.OwnAnswer switch
        {
            MeetingResponse.Accept => "accepted",
            MeetingResponse.Decline => "declined",
            MeetingResponse.Tentative => "tentative",
            MeetingResponse.NoResponseReceived => "none yet",
            _ => null,
        };
        return item.Answered is { } time && answer is not null ? $"{answer}, {zone.Say(time)}" : answer;
    }
}

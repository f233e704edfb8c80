using System;
using System.Collections.Generic;
using KerioMigration.Engine.Model.Calendar;
using static System.FormattableString;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>The lines below the description: what VEVENT has no property for that no server acts upon.</summary>
internal static class AppointmentDetails
{
    /// <param name="zone">On whose clock a time is told.</param>
    public static IEnumerable<(string Label, string? Value)> Of(Appointment item, CalendarZone zone) => [("My answer", AnswerOf(item, zone))];

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
        return item.Answered is { } time && answer is not null ? $"{answer}, {Say(SeriesClock.Whole(time), zone)}" : answer;
    }

    private static string Say(DateTime utc, CalendarZone zone)
    {
        var offset = zone.OffsetAt(utc);
        return Invariant($"{zone.ToLocal(utc):yyyy-MM-dd HH:mm} {(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}");
    }
}

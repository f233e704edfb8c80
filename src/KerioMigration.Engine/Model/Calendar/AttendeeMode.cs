namespace KerioMigration.Engine.Model.Calendar;

/// <summary>
/// How a meeting's people are carried. A calendar server that schedules by itself (RFC 6638) writes to the attendees of whatever an
/// organizer puts there; whether Kerio heeds SCHEDULE-AGENT is not proven, so that the default shows it nobody.
/// </summary>
public enum AttendeeMode
{
    /// <summary>As text below the body, and in X-EXCHANGE-ORGANIZER and X-EXCHANGE-ATTENDEE, which no server acts upon.</summary>
    Listed,

    /// <summary>As ORGANIZER and ATTENDEE, each with SCHEDULE-AGENT=CLIENT.</summary>
    Guarded,

    /// <summary>Not at all.</summary>
    Omitted,
}

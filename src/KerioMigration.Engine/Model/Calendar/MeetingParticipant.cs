using System;

namespace KerioMigration.Engine.Model.Calendar;

/// <summary>The organizer of a meeting or one whom it invites.</summary>
/// <param name="Address">SMTP; null where only a legacy distinguished name is known.</param>
public sealed record MeetingParticipant(
    string? Name, string? Address, AttendeeType Type = AttendeeType.Required, MeetingResponse Response = MeetingResponse.Unknown)
{
    /// <summary>t:LastResponseTime; null when nobody has answered, or nobody knows when.</summary>
    public DateTimeOffset? Responded { get; init; }
}

/// <summary>The list of the meeting in which somebody stands.</summary>
public enum AttendeeType
{
    Required,
    Optional,
    Resource,
}

/// <summary>t:ResponseTypeType.</summary>
public enum MeetingResponse
{
    Unknown,
    Organizer,
    Tentative,
    Accept,
    Decline,
    NoResponseReceived,
}

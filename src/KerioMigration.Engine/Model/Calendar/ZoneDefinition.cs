using System;
using System.Collections.Generic;

namespace KerioMigration.Engine.Model.Calendar;

/// <summary>
/// t:TimeZoneDefinition with its references resolved (StartTimeZone since Exchange 2010), t:MeetingTimeZone of 2007 as one era, or an id
/// alone (StartTimeZoneId). Offsets are added to UTC: EWS tells biases, which are their negatives.
/// </summary>
/// <param name="Id">
/// A Windows id, <c>tzone://Microsoft/Utc</c>, <c>tzone://Microsoft/Custom</c>, an IANA id, or anything else an organizer's program wrote.
/// </param>
/// <param name="Eras">t:Transitions, in the order of time; empty when the source gives no rules.</param>
public sealed record ZoneDefinition(string? Id, IReadOnlyList<ZoneEra> Eras)
{
    public ZoneDefinition(string id)
        : this(id, [])
    {
    }
}

/// <summary>One t:TransitionsGroup and the time from which it holds.</summary>
/// <param name="From">Null for the first.</param>
/// <param name="Offset">All year round where there are no changes.</param>
/// <param name="Changes">Of every year.</param>
public sealed record ZoneEra(DateTime? From, TimeSpan Offset, IReadOnlyList<ZoneChange> Changes);

/// <summary>t:RecurringDayTransition, or t:RecurringDateTransition where <paramref name="DayOfWeek"/> is null.</summary>
/// <param name="Offset">From then on.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Occurrence">1 to 4, or -1 (or 5) for the month's last; without a day of the week: the day of the month.</param>
/// <param name="TimeOfDay">On the clock before the change.</param>
public sealed record ZoneChange(TimeSpan Offset, int Month, DayOfWeek? DayOfWeek, int Occurrence, TimeSpan TimeOfDay);

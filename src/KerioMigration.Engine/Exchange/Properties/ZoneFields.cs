using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model.Calendar;
using TimeZoneConverter;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>
/// t:TimeZoneDefinitionType with its references resolved, and t:TimeZoneType of 2007. Both tell biases: what is added to local time for UTC.
/// </summary>
internal static class ZoneFields
{
    /// <summary>Null when the item tells none.</summary>
    /// <param name="end">Start or End.</param>
    public static ZoneDefinition? Read(Element item, string end)
    {
        var element = item.Child(end + "TimeZone");
        var id = element?.Attribute("Id") is { Length: > 0 } own ? own : item.Value(end + "TimeZoneId") ?? element?.Attribute("Name");
        IReadOnlyList<ZoneEra> eras = element is null ? [] : Eras(element);
        if (id is null && eras.Count == 0)
        {
            return item.Child("MeetingTimeZone") is { } meeting ? ReadMeetingZone(meeting) : null;
        }

        return new ZoneDefinition(id, eras);
    }

    /// <summary>What the item tells, unless that says nothing and what Outlook has written into it says more.</summary>
    public static ZoneDefinition? Find(Element item, string end, Func<Element, ZoneDefinition?> blob)
    {
        var told = Read(item, end);
        return told is not null && (told.Eras.Count > 0 || (told.Id is { } id && TZConvert.TryGetTimeZoneInfo(id, out _))) ? told : blob(item) ?? told;
    }

    private static List<ZoneEra> Eras(Element zone)
    {
        Dictionary<string, TimeSpan> periods = new(StringComparer.Ordinal);
        foreach (var period in zone.List("Periods"))
        {
            periods[period.Attribute("Id") ?? ""] = -(Element.Duration(period.Attribute("Bias")) ?? TimeSpan.Zero);
        }

        var groups = zone.List("TransitionsGroups").GroupBy(g => g.Attribute("Id") ?? "", StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        List<ZoneEra> eras = [];
        foreach (var transition in zone.List("Transitions"))
        {
            // A reference that leads nowhere means no group: the transition then names a period itself.
            var group = transition.Child("To") is { } to && groups.TryGetValue(to.Text, out var named) && to.Attribute("Kind") != "Period" ? named : null;
            eras.Add(Era(From(transition), group?.Children ?? [transition], periods));
        }

        return [.. eras.OrderBy(e => e.From ?? DateTime.MinValue)];
    }

    private static ZoneEra Era(DateTime? from, IReadOnlyList<Element> transitions, Dictionary<string, TimeSpan> periods)
    {
        List<ZoneChange> changes = [.. transitions.Select(t => Change(t, Offset(t))).OfType<ZoneChange>().OrderBy(c => c.Month)];
        var offset = transitions.Where(t => Change(t, default) is null).Select(Offset).FirstOrDefault();
        return new ZoneEra(from, changes.Count > 0 ? changes[changes.Count - 1].Offset : offset, changes);

        TimeSpan Offset(Element transition) => periods.TryGetValue(transition.Child("To")?.Text ?? "", out var known) ? known : TimeSpan.Zero;
    }

    // On the clock of the zone, whatever is written behind it.
    private static DateTime? From(Element transition) =>
        DateTimeOffset.TryParse(transition.Value("DateTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.DateTime : null;

    private static ZoneChange? Change(Element transition, TimeSpan offset)
    {
        var (month, time) = (transition.Number("Month") ?? 0, Element.Duration(transition.Value("TimeOffset")) ?? TimeSpan.Zero);
        if (month is < 1 or > 12)
        {
            return null;
        }

        return transition.Name switch
        {
            "RecurringDayTransition" => new ZoneChange(offset, month, transition.Choice("DayOfWeek", DayOfWeek.Sunday), transition.Number("Occurrence") ?? 1, time),
            "RecurringDateTransition" => new ZoneChange(offset, month, null, transition.Number("Day") ?? 1, time),
            _ => null,
        };
    }

    private static ZoneDefinition ReadMeetingZone(Element zone)
    {
        var offset = -(Element.Duration(zone.Value("BaseOffset")) ?? TimeSpan.Zero);
        List<ZoneChange> changes = [.. new[] { zone.Child("Standard"), zone.Child("Daylight") }.OfType<Element>().Select(c => MeetingChange(c, offset)).OfType<ZoneChange>().OrderBy(c => c.Month)];
        var atNewYear = changes.Count > 0 ? changes[changes.Count - 1].Offset : offset;
        return new ZoneDefinition(zone.Attribute("TimeZoneName"), zone.Child("BaseOffset") is null ? [] : [new ZoneEra(null, atNewYear, changes)]);
    }

    private static ZoneChange? MeetingChange(Element change, TimeSpan standard)
    {
        var offset = standard - (Element.Duration(change.Value("Offset")) ?? TimeSpan.Zero);
        var time = TimeSpan.TryParse(change.Value("Time")?.TrimEnd('Z'), CultureInfo.InvariantCulture, out var at) ? at : TimeSpan.Zero;
        if (change.Child("RelativeYearlyRecurrence") is not { } rule)
        {
            return change.Day("AbsoluteDate") is { } date ? new ZoneChange(offset, date.Month, null, date.Day, time) : null;
        }

        var month = RecurrenceFields.Month(rule.Value("Month"));
        return month == 0 ? null : new ZoneChange(offset, month, rule.Choice("DaysOfWeek", DayOfWeek.Sunday), (int)RecurrenceFields.Index(rule), time);
    }
}

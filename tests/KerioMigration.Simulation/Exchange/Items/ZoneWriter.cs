using System;
using System.Globalization;
using System.Linq;
using System.Xml;
using KerioMigration.Simulation.Exchange.Wire;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>Time zones with all their rules. Offsets are biases: universal time = local time + bias.</summary>
internal static class ZoneWriter
{
    /// <summary>TimeZoneDefinitionType: StartTimeZone, EndTimeZone, TimeZoneDefinition.</summary>
    /// <param name="isFull">With the rules, not the names alone.</param>
    public static void Definition(AnswerWriter answer, string name, TimeZoneInfo zone, bool isFull = true)
    {
        answer.Ascii($"<{name} Id=\"");
        answer.Text(zone.Id);
        answer.Raw("\" Name=\""u8);
        answer.Text(zone.DisplayName);
        answer.Raw(isFull ? "\"><t:Periods>"u8 : "\"/>"u8);
        if (!isFull)
        {
            return;
        }

        var rules = zone.GetAdjustmentRules();
        Period(answer, zone, null);
        foreach (var rule in rules)
        {
            Period(answer, zone, rule);
        }

        answer.Raw("</t:Periods><t:TransitionsGroups>"u8);
        for (var i = 0; i < Math.Max(1, rules.Length); i++)
        {
            Group(answer, zone, rules.ElementAtOrDefault(i), i);
        }

        answer.Raw("</t:TransitionsGroups><t:Transitions>"u8);
        for (var i = 0; i < Math.Max(1, rules.Length); i++)
        {
            Transition(answer, i, i == 0 ? null : rules[i].DateStart);
        }

        answer.Ascii($"</t:Transitions></{name}>");
    }

    /// <summary>MeetingTimeZone, as 2007 knew zones: the rules of one year.</summary>
    public static void Meeting(AnswerWriter answer, TimeZoneInfo zone)
    {
        answer.Raw("<t:MeetingTimeZone TimeZoneName=\""u8);
        answer.Text(zone.Id);
        answer.Ascii($"\"><t:BaseOffset>{Bias(zone.BaseUtcOffset)}</t:BaseOffset>");
        if (zone.GetAdjustmentRules().LastOrDefault() is { } rule)
        {
            Change(answer, "Standard", TimeSpan.Zero, rule.DaylightTransitionEnd);
            Change(answer, "Daylight", rule.DaylightDelta, rule.DaylightTransitionStart);
        }

        answer.Raw("</t:MeetingTimeZone>"u8);
    }

    private static void Change(AnswerWriter answer, string name, TimeSpan delta, TimeZoneInfo.TransitionTime at) => answer.Ascii(
        $"<t:{name}><t:Offset>{Bias(delta)}</t:Offset><t:RelativeYearlyRecurrence><t:DaysOfWeek>{at.DayOfWeek}</t:DaysOfWeek>" +
        $"<t:DayOfWeekIndex>{Index(at.Week)}</t:DayOfWeekIndex><t:Month>{CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(at.Month)}</t:Month>" +
        $"</t:RelativeYearlyRecurrence><t:Time>{at.TimeOfDay:HH:mm:ss}</t:Time></t:{name}>");

    private static string Index(int week) => new[] { "First", "Second", "Third", "Fourth", "Last" }[week - 1];

    private static string PeriodId(TimeZoneInfo zone, TimeZoneInfo.AdjustmentRule? rule) => rule is null
        ? $"trule:Microsoft/Registry/{zone.Id}/1-Standard"
        : string.Create(CultureInfo.InvariantCulture, $"trule:Microsoft/Registry/{zone.Id}/{rule.DateStart.Year}-Daylight");

    private static void Period(AnswerWriter answer, TimeZoneInfo zone, TimeZoneInfo.AdjustmentRule? rule)
    {
        answer.Ascii($"<t:Period Bias=\"{Bias(zone.BaseUtcOffset + (rule?.DaylightDelta ?? TimeSpan.Zero))}\" Name=\"{(rule is null ? "Standard" : "Daylight")}\" Id=\"");
        answer.Text(PeriodId(zone, rule));
        answer.Raw("\"/>"u8);
    }

    private static void Group(AnswerWriter answer, TimeZoneInfo zone, TimeZoneInfo.AdjustmentRule? rule, int number)
    {
        answer.Ascii($"<t:TransitionsGroup Id=\"{number}\">");
        if (rule is null)
        {
            answer.Raw("<t:Transition>"u8);
            To(answer, "Period", PeriodId(zone, null));
            answer.Raw("</t:Transition>"u8);
        }
        else
        {
            Recurring(answer, PeriodId(zone, rule), rule.DaylightTransitionStart);
            Recurring(answer, PeriodId(zone, null), rule.DaylightTransitionEnd);
        }

        answer.Raw("</t:TransitionsGroup>"u8);
    }

    private static void Recurring(AnswerWriter answer, string period, TimeZoneInfo.TransitionTime at)
    {
        answer.Raw("<t:RecurringDayTransition>"u8);
        To(answer, "Period", period);
        answer.Ascii($"<t:TimeOffset>{XmlConvert.ToString(at.TimeOfDay.TimeOfDay)}</t:TimeOffset><t:Month>{at.Month}</t:Month>" +
            $"<t:DayOfWeek>{at.DayOfWeek}</t:DayOfWeek><t:Occurrence>{(at.Week == 5 ? -1 : at.Week)}</t:Occurrence></t:RecurringDayTransition>");
    }

    private static void Transition(AnswerWriter answer, int group, DateTime? since)
    {
        answer.Raw(since is null ? "<t:Transition>"u8 : "<t:AbsoluteDateTransition>"u8);
        To(answer, "Group", group.ToString(CultureInfo.InvariantCulture));
        if (since is { } date)
        {
            answer.Ascii($"<t:DateTime>{date:yyyy-MM-ddTHH:mm:ss}</t:DateTime>");
        }

        answer.Raw(since is null ? "</t:Transition>"u8 : "</t:AbsoluteDateTransition>"u8);
    }

    private static void To(AnswerWriter answer, string kind, string target)
    {
        answer.Ascii($"<t:To Kind=\"{kind}\">");
        answer.Text(target);
        answer.Raw("</t:To>"u8);
    }

    /// <summary>Exchange writes minutes without hours.</summary>
    private static string Bias(TimeSpan offset) => offset == TimeSpan.Zero ? "PT0S" : offset > TimeSpan.Zero
        ? string.Create(CultureInfo.InvariantCulture, $"-PT{offset.TotalMinutes}M")
        : string.Create(CultureInfo.InvariantCulture, $"PT{-offset.TotalMinutes}M");
}

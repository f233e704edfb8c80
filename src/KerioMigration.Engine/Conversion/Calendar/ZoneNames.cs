using System;
using System.Collections.Concurrent;
using System.Linq;
using KerioMigration.Engine.Model.Calendar;
using TimeZoneConverter;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>
/// Finds the IANA zone for what Exchange calls a zone. An id that is known decides, with the rules that this system knows for it today; the
/// rules that came with an appointment decide where the id says nothing.
/// </summary>
internal static class ZoneNames
{
    private const string ExchangeUtc = "tzone://Microsoft/Utc";
    private const string ExchangeCustom = "tzone://Microsoft/Custom";

    // Which of the zones with the same rules it was, nobody knows; the first one in the order of the alphabet is at least always the same.
    private static readonly string[] WindowsIds = [.. TZConvert.KnownWindowsTimeZoneIds.OrderBy(id => id, StringComparer.Ordinal)];

    private static readonly ConcurrentDictionary<string, CalendarZone?> Known = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="year">In which the rules of a custom zone must agree with a known one's, and in the two years after it.</param>
    /// <returns>Null when neither the id is known nor rules are there.</returns>
    public static CalendarZone? Find(ZoneDefinition? definition, int year)
    {
        if (definition is null)
        {
            return null;
        }

        var known = definition.Id is { Length: > 0 } id ? Known.GetOrAdd(id, FromId) : null;
        return known ?? (definition.Eras.Count == 0 ? null : FromRules(definition, year));
    }

    private static CalendarZone? FromId(string id)
    {
        if (id.Equals(ExchangeUtc, StringComparison.OrdinalIgnoreCase) || id is "UTC" or "Etc/UTC" or "GMT" or "Z")
        {
            return CalendarZone.Utc;
        }

        // On Windows PowerShell TimeZoneInfo knows Windows ids alone; TZConvert asks it in the way of the platform. It is asked for the name
        // that is written: several zones of IANA are one for Windows, and their pasts differ.
        var iana = TZConvert.TryWindowsToIana(id, out var name) ? name : id;
        return TZConvert.TryGetTimeZoneInfo(iana, out var zone) ? new CalendarZone(iana, zone.GetUtcOffset) : null;
    }

    private static CalendarZone FromRules(ZoneDefinition definition, int year)
    {
        var first = Math.Min(Math.Max(year, CalendarZone.FirstYear), CalendarZone.LastYear - 2);
        var rules = new DefinitionClock(definition.Eras);
        var custom = new CalendarZone(NameOf(definition), rules.OffsetAt);
        var transitions = custom.Probe(first, first + 2).ToList();
        var noon = new DateTime(first, 1, 1, 12, 0, 0, DateTimeKind.Utc);
        return WindowsIds.Select(id => Known.GetOrAdd(id, FromId))
            .FirstOrDefault(z => z is not null && z.OffsetAt(noon) == custom.OffsetAt(noon)
                && z.Transitions.Where(t => t.Utc.Year >= first && t.Utc.Year <= first + 2).SequenceEqual(transitions))
            ?? custom;
    }

    private static string NameOf(ZoneDefinition definition) =>
        string.IsNullOrWhiteSpace(definition.Id) || definition.Id == ExchangeCustom ? "Custom" : definition.Id!;
}

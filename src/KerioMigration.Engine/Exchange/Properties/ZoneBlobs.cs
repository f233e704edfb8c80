using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model.Calendar;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>Zones as Outlook writes them into appointments ([MS-OXOCAL] 2.2.1.39 and 2.2.1.41 to 2.2.1.43): what is left where EWS tells none.</summary>
internal static class ZoneBlobs
{
    private const int RuleLength = 66;
    private const int StructLength = 48;
    private const int EffectiveFlag = 2;

    private static readonly ExtendedField Recurrence = new(ExtendedField.Appointment, 0x8260, "Binary");
    private static readonly ExtendedField StartDisplay = new(ExtendedField.Appointment, 0x825E, "Binary");
    private static readonly ExtendedField EndDisplay = new(ExtendedField.Appointment, 0x825F, "Binary");
    private static readonly ExtendedField Struct = new(ExtendedField.Appointment, 0x8233, "Binary");
    private static readonly ExtendedField Description = new(ExtendedField.Appointment, 0x8234, "String");

    public static IReadOnlyList<ExtendedField> All { get; } = [Recurrence, StartDisplay, EndDisplay, Struct, Description];

    /// <summary>
    /// Of a series its own zone, which an older program may have changed in the struct alone: that one holds where they disagree. Else the
    /// zone in which the start is shown. Null when there is none.
    /// </summary>
    public static ZoneDefinition? OfStart(Element item)
    {
        var own = Definition(Recurrence.BytesOf(item), isEffectiveOnly: true);
        var old = OfStruct(Struct.BytesOf(item), Description.Of(item));
        return (own is not null && (old is null || IsSame(own.Eras[0], old.Eras[0])) ? own : old) ?? Definition(StartDisplay.BytesOf(item), isEffectiveOnly: false);
    }

    public static ZoneDefinition? OfEnd(Element item) => Definition(EndDisplay.BytesOf(item), isEffectiveOnly: false);

    private static bool IsSame(ZoneEra one, ZoneEra other) => one.Offset == other.Offset && one.Changes.SequenceEqual(other.Changes);

    /// <param name="isEffectiveOnly">The one rule that is marked holds for all years.</param>
    private static ZoneDefinition? Definition(byte[]? blob, bool isEffectiveOnly)
    {
        if (blob is not { Length: > 8 } || blob[0] != 2)
        {
            return null;
        }

        var (name, rules) = (8, 4 + BitConverter.ToUInt16(blob, 2));
        var nameLength = 2 * BitConverter.ToUInt16(blob, 6);
        if (rules < name + nameLength + 2 || rules > blob.Length)
        {
            return null;
        }

        List<(int Year, bool IsEffective, ZoneEra Era)> eras = [];
        for (var at = rules; at + RuleLength <= blob.Length && eras.Count < BitConverter.ToUInt16(blob, name + nameLength); at += RuleLength)
        {
            var era = Era(blob, bias: at + 22, standard: at + 34, daylight: at + 50);
            eras.Add((BitConverter.ToUInt16(blob, at + 6), (BitConverter.ToUInt16(blob, at + 4) & EffectiveFlag) != 0, era));
        }

        var effective = isEffectiveOnly ? eras.Where(e => e.IsEffective).Take(1).ToList() : [];
        List<ZoneEra> told = effective.Count > 0
            ? [effective[0].Era]
            : [.. eras.OrderBy(e => e.Year).Select((e, i) => e.Era with { From = i > 0 && e.Year is > 0 and < 9999 ? new DateTime(e.Year, 1, 1) : null })];
        return told.Count == 0 ? null : new ZoneDefinition(Encoding.Unicode.GetString(blob, name, nameLength), told);
    }

    private static ZoneDefinition? OfStruct(byte[]? blob, string? description) => blob is { Length: >= StructLength }
        ? new ZoneDefinition(description, [Era(blob, bias: 0, standard: 14, daylight: 32)])
        : null;

    /// <param name="bias">Where the three biases stand.</param>
    /// <param name="standard">Where the SYSTEMTIME of the change to standard time stands.</param>
    private static ZoneEra Era(byte[] blob, int bias, int standard, int daylight)
    {
        var offset = Minutes(bias);
        ZoneChange?[] changes = [Change(blob, standard, offset + Minutes(bias + 4)), Change(blob, daylight, offset + Minutes(bias + 8))];
        List<ZoneChange> told = changes.Contains(null) ? [] : [.. changes.Select(c => c!).OrderBy(c => c.Month)];
        return new ZoneEra(null, told.Count == 0 ? offset + Minutes(bias + 4) : told[1].Offset, told);

        TimeSpan Minutes(int at) => TimeSpan.FromMinutes(-BitConverter.ToInt32(blob, at));
    }

    /// <summary>SYSTEMTIME ([MS-DTYP] 2.3.13). Null without a month: the clock does not change.</summary>
    private static ZoneChange? Change(byte[] blob, int at, TimeSpan offset)
    {
        var (year, month, weekday, day) = (Word(0), Word(2), Word(4), Word(6));
        return month is < 1 or > 12 || weekday > 6 || day is < 1 or > 31 || Word(8) > 23 || Word(10) > 59
            ? null
            : new ZoneChange(offset, month, year == 0 ? (DayOfWeek)weekday : null, year == 0 && day >= 5 ? -1 : day, new TimeSpan(Word(8), Word(10), 0));

        int Word(int from) => BitConverter.ToUInt16(blob, at + from);
    }
}

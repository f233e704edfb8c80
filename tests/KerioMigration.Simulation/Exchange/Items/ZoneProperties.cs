using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Text;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>Zones in the structures of Outlook ([MS-OXOCAL] 2.2.1.39, 2.2.1.41), as base64.</summary>
internal static class ZoneProperties
{
    /// <summary>PidLidAppointmentTimeZoneDefinitionRecur and its siblings.</summary>
    /// <param name="effective">The flags of the last rule: 3 for a series, 2 for what is shown.</param>
    public static string Definition(TimeZoneInfo zone, ushort effective)
    {
        using var blob = new MemoryStream();
        using var writer = new BinaryWriter(blob);
        var rules = zone.GetAdjustmentRules();
        writer.Write([(byte)2, (byte)1]);
        writer.Write((ushort)(2 + 2 + 2 * zone.Id.Length + 2));
        writer.Write((ushort)2);
        writer.Write((ushort)zone.Id.Length);
        writer.Write(Encoding.Unicode.GetBytes(zone.Id));
        writer.Write((ushort)Math.Max(1, rules.Length));
        for (var i = 0; i < Math.Max(1, rules.Length); i++)
        {
            var rule = rules.ElementAtOrDefault(i);
            writer.Write([(byte)2, (byte)1]);
            writer.Write((ushort)0x3E);
            writer.Write(i == Math.Max(1, rules.Length) - 1 ? effective : (ushort)0);
            writer.Write((ushort)(rule is null || i == 0 ? 1601 : rule.DateStart.Year));
            writer.Write(new byte[14]);
            Biases(writer, zone, rule);
            writer.Write(SystemTime(rule?.DaylightTransitionEnd));
            writer.Write(SystemTime(rule?.DaylightTransitionStart));
        }

        return Convert.ToBase64String(blob.ToArray());
    }

    /// <summary>PidLidTimeZoneStruct: the rules of one year.</summary>
    public static string Struct(TimeZoneInfo zone)
    {
        using var blob = new MemoryStream();
        using var writer = new BinaryWriter(blob);
        var rule = zone.GetAdjustmentRules().LastOrDefault();
        Biases(writer, zone, rule);
        foreach (var change in new[] { rule?.DaylightTransitionEnd, rule?.DaylightTransitionStart })
        {
            writer.Write((ushort)0);
            writer.Write(SystemTime(change));
        }

        return Convert.ToBase64String(blob.ToArray());
    }

    private static void Biases(BinaryWriter writer, TimeZoneInfo zone, TimeZoneInfo.AdjustmentRule? rule)
    {
        writer.Write(-(int)zone.BaseUtcOffset.TotalMinutes);
        writer.Write(0);
        writer.Write(-(int)(rule?.DaylightDelta.TotalMinutes ?? 0));
    }

    private static byte[] SystemTime(TimeZoneInfo.TransitionTime? change)
    {
        var time = new byte[16];
        if (change is { } at)
        {
            var words = new[] { 0, at.Month, (int)at.DayOfWeek, at.Week, at.TimeOfDay.Hour, at.TimeOfDay.Minute, 0, 0 };
            for (var i = 0; i < words.Length; i++)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(time.AsSpan(2 * i), (ushort)words[i]);
            }
        }

        return time;
    }
}

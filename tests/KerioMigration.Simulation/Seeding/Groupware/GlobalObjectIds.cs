using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>PidLidGlobalObjectId ([MS-OXOCAL] 2.2.1.27): what a meeting is known by in every calendar.</summary>
public static class GlobalObjectIds
{
    private const int DateAt = 16;
    private const int SizeAt = 36;
    private static readonly byte[] ClassId = Convert.FromHexString("040000008200E00074C5B7101A82E008");

    /// <summary>An id as Outlook makes it, the same for the same name.</summary>
    public static byte[] Of(string name)
    {
        var id = Wrap(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
        BinaryPrimitives.WriteInt64LittleEndian(id.AsSpan(20), Seed.Now.UtcTicks);
        return id;
    }

    /// <summary>The id of an event that came from elsewhere with a UID of its own.</summary>
    public static byte[] OfForeign(string uid) => Wrap([.. "vCal-Uid"u8, 1, 0, 0, 0, .. Encoding.UTF8.GetBytes(uid), 0]);

    /// <summary>The id of one occurrence: the day stands in it.</summary>
    public static byte[] On(byte[] id, DateTime day)
    {
        var copy = (byte[])id.Clone();
        BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(DateAt), (ushort)day.Year);
        copy[DateAt + 2] = (byte)day.Month;
        copy[DateAt + 3] = (byte)day.Day;
        return copy;
    }

    /// <summary>PidLidCleanGlobalObjectId: the same for all occurrences.</summary>
    public static byte[] Clean(byte[] id)
    {
        var copy = (byte[])id.Clone();
        copy.AsSpan(DateAt, 4).Clear();
        return copy;
    }

    /// <summary>calendar:UID: the foreign one where there is one, else the clean id as hex.</summary>
    public static string Uid(byte[] id)
    {
        var data = id.AsSpan(SizeAt + 4);
        return data.StartsWith("vCal-Uid"u8) ? Encoding.UTF8.GetString(data[12..^1]) : Convert.ToHexString(Clean(id));
    }

    private static byte[] Wrap(ReadOnlySpan<byte> data)
    {
        var id = new byte[SizeAt + 4 + data.Length];
        ClassId.CopyTo(id, 0);
        BinaryPrimitives.WriteInt32LittleEndian(id.AsSpan(SizeAt), data.Length);
        data.CopyTo(id.AsSpan(SizeAt + 4));
        return id;
    }
}

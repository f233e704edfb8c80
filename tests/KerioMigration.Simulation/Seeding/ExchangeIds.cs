using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace KerioMigration.Simulation.Seeding;

/// <summary>
/// Ids as Exchange makes them: base64 over a type, the mailbox's GUID as text, and a store entry id ([MS-OXCDATA] 2.2.4) of 46 bytes
/// for a folder and 70 for a message. Clients must treat them as opaque; ConvertId alone looks inside.
/// </summary>
public static class ExchangeIds
{
    private const int HeaderLength = 4 + 36 + 2;
    private static readonly byte[] OccurrenceMark = [0x51, 0, 4, 0];

    /// <summary>The same address always gives the same GUID, so that a seed is the same in every process.</summary>
    public static Guid MailboxGuid(string address) => new(SHA256.HashData(Encoding.UTF8.GetBytes(address)).AsSpan(0, 16));

    public static string Folder(Guid mailbox, long number)
    {
        Span<byte> entry = stackalloc byte[46];
        FolderEntry(mailbox, number, 1, entry);
        return Wrap(mailbox, entry);
    }

    /// <param name="padding">Bytes to add at the end: there are ids of more than 512 characters.</param>
    public static string Item(Guid mailbox, long folderNumber, long number, int padding = 0)
    {
        Span<byte> entry = stackalloc byte[70 + padding];
        FolderEntry(mailbox, folderNumber, 7, entry);
        Database(mailbox, entry[46..62]);
        Counter(number, entry[62..68]);
        for (var i = 70; i < entry.Length; i++)
        {
            entry[i] = (byte)((number * 31) + (i * 7));
        }

        return Wrap(mailbox, entry);
    }

    public static string Attachment(string itemId, int index)
    {
        var item = Convert.FromBase64String(itemId);
        var bytes = new byte[item.Length + 18];
        item.CopyTo(bytes, 0);
        bytes[item.Length] = 1;
        bytes[item.Length + 1] = 0x10;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(item.Length + 2), index + 1);
        SHA256.HashData(bytes.AsSpan(0, item.Length + 6)).AsSpan(0, 12).CopyTo(bytes.AsSpan(item.Length + 6));
        return Convert.ToBase64String(bytes);
    }

    /// <summary>One occurrence of a series: the id of its master and the number of the occurrence.</summary>
    public static string Occurrence(string masterId, int number)
    {
        var master = Convert.FromBase64String(masterId);
        var bytes = new byte[master.Length + OccurrenceMark.Length + 4];
        master.CopyTo(bytes, 0);
        OccurrenceMark.CopyTo(bytes, master.Length);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(bytes.Length - 4), number);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>The master and the number in the id of an occurrence; null when it is the id of something else.</summary>
    public static (string MasterId, int Number)? OfOccurrence(string id)
    {
        var buffer = new byte[(id.Length * 3 / 4) + 3];
        if (!Convert.TryFromBase64String(id, buffer, out var length) || length < HeaderLength + OccurrenceMark.Length + 4)
        {
            return null;
        }

        var master = buffer.AsSpan(0, length - OccurrenceMark.Length - 4);
        return buffer.AsSpan(master.Length, OccurrenceMark.Length).SequenceEqual(OccurrenceMark)
            ? (Convert.ToBase64String(master), BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(length - 4)))
            : null;
    }

    public static string ItemChangeKey(Guid mailbox, long sequence) => ChangeKey(9, mailbox, sequence);

    public static string FolderChangeKey(Guid mailbox, long sequence) => ChangeKey(1, mailbox, sequence);

    /// <summary>The store entry id inside an id, or null when the text is no id.</summary>
    public static byte[]? EntryId(string id)
    {
        var buffer = new byte[(id.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(id, buffer, out var length) && length > HeaderLength && buffer[1] == 3 && buffer[2] == 0x24
            ? buffer[HeaderLength..length]
            : null;
    }

    /// <summary>Puts an entry id back into an id of this mailbox.</summary>
    public static string FromEntryId(Guid mailbox, byte[] entryId) => Wrap(mailbox, entryId);

    private static string Wrap(Guid mailbox, ReadOnlySpan<byte> entry)
    {
        Span<byte> bytes = stackalloc byte[HeaderLength + entry.Length];
        bytes[0] = 0;
        bytes[1] = 3;
        bytes[2] = 0x24;
        bytes[3] = 0;
        mailbox.TryFormat(bytes[4..40], out _);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[40..], (ushort)entry.Length);
        entry.CopyTo(bytes[HeaderLength..]);
        return Convert.ToBase64String(bytes);
    }

    private static void FolderEntry(Guid mailbox, long number, byte type, Span<byte> entry)
    {
        entry.Clear();
        mailbox.TryWriteBytes(entry[4..20]);
        entry[20] = type;
        Database(mailbox, entry[22..38]);
        Counter(number, entry[38..44]);
    }

    private static void Database(Guid mailbox, Span<byte> target)
    {
        mailbox.TryWriteBytes(target);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] ^= (byte)(0xA5 + (i * 29));
        }
    }

    private static void Counter(long number, Span<byte> target)
    {
        for (var i = 0; i < 6; i++)
        {
            target[5 - i] = (byte)(number >> (8 * i));
        }
    }

    private static string ChangeKey(byte type, Guid mailbox, long sequence)
    {
        Span<byte> bytes = stackalloc byte[30];
        bytes.Clear();
        bytes[0] = type;
        bytes[4] = 0x16;
        Database(mailbox, bytes[8..24]);
        Counter(sequence, bytes[24..30]);
        return Convert.ToBase64String(bytes);
    }
}

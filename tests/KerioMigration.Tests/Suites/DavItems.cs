using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using KerioMigration.Engine.Conversion;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Engine.Model.Canonical;
using KerioMigration.Tests.Support;

namespace KerioMigration.Tests.Suites;

/// <summary>Calendar objects and cards to write, without a source.</summary>
internal static class DavItems
{
    /// <summary>What our conversions make, one of each UID.</summary>
    public static IReadOnlyList<ConvertedItem> Golden(string kind) => [.. Directory
        .EnumerateFiles(Path.Combine(TestPaths.RepositoryRoot, "tests", "KerioMigration.Tests", "Golden", kind))
        .Order(StringComparer.Ordinal)
        .Select(f => File.ReadAllLines(f).Where(l => !l.StartsWith("Lost:", StringComparison.Ordinal)))
        .Select(lines => Of(string.Concat(lines.Select(l => l + "\r\n"))))
        .DistinctBy(i => i.Key.MessageId)];

    public static ConvertedItem Event(string uid, string summary = "Termin") => Of(
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:{Escaped(uid)}\r\nDTSTAMP:20240101T000000Z\r\nDTSTART:20240701T100000Z\r\nDTEND:20240701T110000Z\r\nSUMMARY:{summary}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        uid);

    /// <summary>With files, as our conversions make it.</summary>
    public static ConvertedItem WithFiles(ItemProperties properties)
    {
        var made = new ObjectConverter(AttendeeMode.Listed).Convert(properties);
        return new ConvertedItem
        {
            Source = new ItemRef { Id = "source-" + Guid.NewGuid().ToString("N") },
            Key = new ItemKey(made.Object.Uid, null, 0),
            Content = made.Object.Content,
            Fileless = made.Object.Fileless,
            Fingerprint = SHA256.HashData(made.Canonical),
        };
    }

    public static AttachedFile Attached(string name, int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return new AttachedFile(name, "application/octet-stream", ItemContent.Of(bytes));
    }

    public static Appointment Appointment(string uid, params AttachedFile[] files) => new()
    {
        Uid = uid,
        Subject = "Mit Anlagen",
        Start = new DateTimeOffset(2024, 7, 1, 8, 0, 0, TimeSpan.Zero),
        End = new DateTimeOffset(2024, 7, 1, 9, 0, 0, TimeSpan.Zero),
        StartZone = new ZoneDefinition("W. Europe Standard Time"),
        Files = files,
    };

    public static ConvertedItem Card(string uid, string name = "Muster") => Of(
        $"BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Test//EN\r\nUID:{Escaped(uid)}\r\nN:{name};;;;\r\nFN:{name}\r\nEND:VCARD\r\n", uid);

    private static ConvertedItem Of(string text, string? uid = null)
    {
        var canonical = CanonicalObject.Of(text);
        var bytes = Encoding.UTF8.GetBytes(text);
        using var builder = new ItemContentBuilder(bytes.Length);
        builder.Write(bytes);
        return new ConvertedItem
        {
            Source = new ItemRef { Id = "source-" + Guid.NewGuid().ToString("N") },
            Key = new ItemKey(uid ?? canonical.Uid, null, 0),
            Content = builder.Complete(),
            Fingerprint = canonical.Fingerprint,
        };
    }

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal);
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using Ical.Net.CalendarComponents;
using KerioMigration.Engine.Conversion;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Engine.Model.Canonical;
using KerioMigration.Engine.Model.Tasks;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Conversion.ContentLines;

/// <summary>The files of events and tasks, as Ical.Net reads them.</summary>
public sealed class ObjectContentTests
{
    private static readonly DateTimeOffset Start = new(2024, 6, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Any_file_is_read_as_it_was_written() => Gen.Select(Gen.Byte.Array[1, 300], Gen.String[Gen.Char["aÄ;:,📎 '.()"], 1, 40]).Sample(
        (bytes, end) =>
        {
            var name = "a" + end;
            using var made = Convert(new TaskItem { SourceKey = "x", Files = [File(name, bytes)] });
            var file = Assert.Single(Assert.Single(Load(made.Content).Todos).Attachments);
            Assert.Equal(bytes, file.Data);
            Assert.Equal("text/plain", file.FormatType);
            Assert.All(new[] { "FILENAME", "X-FILENAME", "X-APPLE-FILENAME" }, p => Assert.Equal(AnyText.Arrived(name), file.Parameters.Get(p)));
        },
        iter: 300, threads: 1);

    [Fact]
    public void Each_occurrence_has_its_own_and_without_them_the_rest_stays()
    {
        var large = new byte[3_000_000];
        new Random(5).NextBytes(large);
        var series = Event() with
        {
            Recurrence = new Recurrence(new DailyPattern(1)),
            Files = [File("a.pdf", large), File("b.txt", [1])],
            ModifiedOccurrences = [new ModifiedOccurrence(Start.AddDays(1), Start.AddDays(1), Start.AddDays(1), Event() with { Files = [File("a.pdf", [2, 3])] })],
        };
        using var made = Convert(series);
        var events = Load(made.Content).Events.OrderBy(e => e.RecurrenceIdentifier is not null).ToList();
        Assert.Equal([large, [1]], Bytes(events[0]));
        Assert.Equal([[2, 3]], Bytes(events[1]));
        Assert.False(made.Content.IsInMemory);

        Assert.Equal(["a.pdf", "b.txt"], made.Fileless!.FileNames);
        var bare = Convert(series with { Files = [], ModifiedOccurrences = [series.ModifiedOccurrences[0] with { Item = Event() }] });
        Assert.Equal(bare.Content.Sha256, made.Fileless.Content.Sha256);
        Assert.Null(bare.Fileless);
    }

    [Fact]
    public void What_is_compared_names_files_and_holds_none()
    {
        var large = new byte[5_000_000];
        using var made = Convert(Event() with { Files = [File("groß.bin", large)] });
        var canonical = CanonicalObject.Of(made.Content);
        Assert.InRange(canonical.Bytes.Length, 100, 1000);
        Assert.Contains("groß.bin", Encoding.UTF8.GetString(canonical.Bytes), StringComparison.Ordinal);
        Assert.Equal("ATTACH (groß.bin)", Assert.Single(canonical.DifferencesIn(CanonicalObject.Of(made.Fileless!.Content))).Name);
    }

    private static IEnumerable<byte[]?> Bytes(CalendarEvent read) => read.Attachments.Select(a => a.Data);

    private static AttachedFile File(string name, byte[] bytes) => new(name, "text/plain", ItemContent.Of(bytes));

    private static Appointment Event() => new() { Uid = "x", Start = Start, End = Start.AddHours(1), StartZone = new ZoneDefinition("UTC") };

    private static ItemObject Convert(ItemProperties properties) => new ObjectConverter(AttendeeMode.Listed).Convert(properties).Object;

    private static Ical.Net.Calendar Load(ItemContent content) => Assert.IsType<Ical.Net.Calendar>(Ical.Net.Calendar.Load(Encoding.UTF8.GetString(content.ToBytes())));
}

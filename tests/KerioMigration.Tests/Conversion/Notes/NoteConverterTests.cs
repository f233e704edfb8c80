using System;
using CsCheck;
using KerioMigration.Engine.Conversion.Notes;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Notes;
using Xunit;

namespace KerioMigration.Tests.Conversion.Notes;

public sealed class NoteConverterTests
{
    private static readonly DateTimeOffset Created = new(2019, 12, 31, 23, 5, 59, TimeSpan.FromHours(1));

    [Fact]
    public void What_Kerio_cannot_set_stands_below_the_text()
    {
        var converted = NoteConverter.Convert(new StickyNote
        {
            Text = "Milch\r\nEier 🥚\r\n\r\n",
            Color = NoteColor.Pink,
            Position = new NotePosition(10, 20, 300, 200),
            Created = Created,
            LastModified = Created.AddDays(200).ToOffset(TimeSpan.FromHours(2)),
            Categories = ["Einkauf", "Rot, wichtig"],
        });
        Assert.Equal(
            "Milch\nEier 🥚\n\nMore from Exchange:\nCreated: 2019-12-31 23:05 +01:00\nChanged: 2020-07-19 00:05 +02:00\nCategories: Einkauf, Rot, wichtig",
            converted.Text);
        Assert.Equal(("Pink", new NotePosition(10, 20, 300, 200)), (converted.Color, converted.Position));
        Assert.Empty(converted.Losses);
    }

    [Fact]
    public void A_note_that_was_never_changed_has_one_date() => Assert.Equal(
        "A\n\nMore from Exchange:\nCreated: 2019-12-31 23:05 +01:00",
        NoteConverter.Convert(new StickyNote { Text = "A", Created = Created, LastModified = Created.AddMilliseconds(300) }).Text);

    [Theory]
    [InlineData(null, "Betreff", "Betreff")]
    [InlineData(" \r\n", "\u0001", "(empty)")]
    [InlineData("  two\nlines ", "two", "  two\nlines ")]
    public void Its_first_line_is_never_missing(string? text, string? subject, string expected) =>
        Assert.Equal(expected, NoteConverter.Convert(new StickyNote { Text = text, Subject = subject }).Text);

    [Theory]
    [InlineData(0, "Blue")]
    [InlineData(1, "Green")]
    [InlineData(2, "Pink")]
    [InlineData(3, "Yellow")]
    [InlineData(4, "White")]
    [InlineData(7, "Yellow")]
    public void The_numbers_of_Exchange_are_colours_of_Kerio(int color, string expected) =>
        Assert.Equal(expected, NoteConverter.Convert(new StickyNote { Text = "A", Color = (NoteColor)color }).Color);

    [Fact]
    public void A_private_note_is_said_to_be_none_in_Kerio() =>
        Assert.Equal("Sensitivity Private.", Assert.Single(NoteConverter.Convert(new StickyNote { Text = "A", Sensitivity = Sensitivity.Private }).Losses));

    [Fact]
    public void Any_text_arrives_but_for_what_no_text_holds() => AnyText.UpTo(100).Sample(
        text => Assert.Equal(AnyText.Arrived(text), NoteConverter.Convert(new StickyNote { Text = text }).Text), iter: 1000, threads: 1);
}

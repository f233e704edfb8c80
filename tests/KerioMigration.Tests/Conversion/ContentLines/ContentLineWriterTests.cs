using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using KerioMigration.Engine.Conversion.ContentLines;
using Xunit;

namespace KerioMigration.Tests.Conversion.ContentLines;

public sealed class ContentLineWriterTests
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [Fact]
    public void Components_and_lines_end_with_CRLF() =>
        Assert.Equal("BEGIN:VEVENT\r\nDTSTART:20240312T090000Z\r\nEND:VEVENT\r\n", Write(w =>
        {
            w.Begin("VEVENT");
            w.Line("DTSTART", "20240312T090000Z");
            w.End("VEVENT");
        }));

    [Fact]
    public void Text_is_escaped_and_a_line_break_of_any_kind_is_one() =>
        Assert.Equal("NOTE:a\\, b\\; c\\\\d\\ne\\nf\\ng: \"h\"\r\n", Write(w => w.Text("NOTE", "a, b; c\\d\r\ne\rf\ng: \"h\"")));

    [Fact]
    public void Missing_text_writes_nothing_and_empty_text_an_empty_value() => Assert.Equal("A:\r\n", Write(w =>
    {
        w.Text("B", null);
        w.Text("A", "");
    }));

    [Fact]
    public void Control_characters_go_but_the_tab() =>
        Assert.Equal("NOTE:a\tbcd\r\n", Write(w => w.Text("NOTE", "\0a\tb\u001ac\u007f\u0085d\u000b")));

    [Fact]
    public void No_value_can_begin_a_line_of_its_own() =>
        Assert.Equal("URL;CN=a b:x:ATTENDEE:mailto:y\r\n", Write(w => w.Line("URL", "x:\r\nATTENDEE:mailto:y", ("CN", "a\r\nb"))));

    [Fact]
    public void Parameters_are_quoted_where_they_need_it() => Assert.Equal(
        "ATTENDEE;ROLE=CHAIR;CN=\"Doe, 'J'; x:y\":mailto:j@x\r\n",
        Write(w => w.Line("ATTENDEE", "mailto:j@x", ("ROLE", "CHAIR"), ("CN", "Doe, \"J\"; x:y"))));

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Assert.Equal("A:\uFFFDb\uFFFD\uFFFD😀\r\n", Write(w => w.Text("A", "\uD83Db\uDE00\uD83D😀")));

    [Fact]
    public void A_line_of_75_octets_is_whole_and_one_of_76_is_folded()
    {
        Assert.Equal($"A:{new string('x', 73)}\r\n", Write(w => w.Line("A", new string('x', 73))));
        Assert.Equal($"A:{new string('x', 73)}\r\n x\r\n", Write(w => w.Line("A", new string('x', 74))));
    }

    [Theory]
    [InlineData("é")]
    [InlineData("שלום")]
    [InlineData("漢")]
    [InlineData("👨‍👩‍👧‍👦")]
    public void A_megabyte_is_folded_without_loss(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 1_000_000 / Encoding.UTF8.GetByteCount(unit)));
        AssertFolded("DESCRIPTION:" + text, Write(w => w.Text("DESCRIPTION", text)));
    }

    [Fact]
    public void Any_text_fits_the_grammar_and_comes_back() => Gen.OneOf(Gen.Char, Gen.OneOf('\\', ',', ';', ':', '"', 'n', '\r', '\n', '\t', ' ', 'é', '\u202e'))
        .Array[0, 300].Select(a => new string(a))
        .Sample(text => AssertFolded($"NOTE:{ContentLineWriter.Escape(text)}", Write(w => w.Text("NOTE", text))), iter: 2000, threads: 1);

    // Each physical line is valid UTF-8 by itself, within 75 octets, and unfolding gives the logical line.
    private static void AssertFolded(string line, string written)
    {
        Assert.EndsWith("\r\n", written, StringComparison.Ordinal);
        IReadOnlyList<string> physical = written[..^2].Split("\r\n");
        Assert.All(physical, l => Assert.InRange(Utf8.GetByteCount(l), 0, 75));
        Assert.All(physical.Skip(1), l => Assert.Equal(' ', l[0]));
        Assert.DoesNotContain(written.Replace("\r\n", "", StringComparison.Ordinal), c => char.IsControl(c) && c != '\t');
        Assert.Equal(line, written[..^2].Replace("\r\n ", "", StringComparison.Ordinal));
    }

    private static string Write(Action<ContentLineWriter> write)
    {
        var writer = new ContentLineWriter();
        write(writer);
        return writer.ToString();
    }
}

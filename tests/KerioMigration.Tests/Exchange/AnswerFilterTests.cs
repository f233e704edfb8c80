using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Exchange;

public sealed class AnswerFilterTests
{
    private static readonly byte[] Message = Encoding.ASCII.GetBytes("Subject: x\r\n\r\nSome text that is long enough, 8-bit: \xE4\r\n");

    [Fact]
    public void Any_split_gives_the_same_contents_and_skeleton()
    {
        var answer = Encoding.UTF8.GetBytes(
            "<?xml version='1.0'?><s:Envelope xmlns:s=\"e\"><!-- <t:MimeContent>no</t:MimeContent> > --><s:Body a='>' b=\"<t:MimeContent>\"><Item><t:MimeContent CharacterSet=\"UTF-8\">"
            + Convert.ToBase64String(Message) + "</t:MimeContent><t:Subject>Ärger &amp; <![CDATA[<MimeContent>]]> é</t:Subject></Item><MimeContent/><x:MimeContent\n>"
            + Wrapped(Message, 8, "&#xD;\n ") + "</x:MimeContent><MimeContentUTF8>AAAA</MimeContentUTF8><MimeContent> ***</MimeContent><MimeContent>QUJD</MimeContent></s:Body></s:Envelope >"
            + "<html>never seen</html>");
        var whole = Run(answer);
        Assert.Equal(["M", "null", "M", "null", "ABC"], whole.Contents);
        Assert.Contains("<t:Subject>Ärger &amp; <![CDATA[<MimeContent>]]> é</t:Subject>", whole.Skeleton, StringComparison.Ordinal);
        Assert.Contains("<MimeContentUTF8>AAAA</MimeContentUTF8>", whole.Skeleton, StringComparison.Ordinal);
        Assert.Contains("<!-- <t:MimeContent>no</t:MimeContent> > -->", whole.Skeleton, StringComparison.Ordinal);
        Assert.EndsWith("</s:Envelope >", whole.Skeleton, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Message), whole.Skeleton, StringComparison.Ordinal);

        for (var split = 0; split <= answer.Length; split++)
        {
            var halves = Run(answer[..split], answer[split..]);
            Assert.Equal(whole.Contents, halves.Contents);
            Assert.Equal(whole.Skeleton, halves.Skeleton);
        }

        var single = Run([.. answer.Select(b => new[] { b })]);
        Assert.Equal(whole.Contents, single.Contents);
        Assert.Equal(whole.Skeleton, single.Skeleton);
    }

    [Fact]
    public void Pieces_of_random_sizes_give_the_bytes_of_large_contents()
    {
        var random = new Random(7);
        for (var round = 0; round < 60; round++)
        {
            var bytes = new byte[random.Next(0, 300_000)];
            random.NextBytes(bytes);
            var text = round % 2 == 0 ? Convert.ToBase64String(bytes) : Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks);
            var answer = Encoding.ASCII.GetBytes("<E><MimeContent>" + text + "</MimeContent></E>");
            using var filter = new AnswerFilter("MimeContent");
            for (var at = 0; at < answer.Length;)
            {
                var count = Math.Min(random.Next(1, 70_000), answer.Length - at);
                filter.Feed(answer.AsSpan(at, count));
                at += count;
            }

            using var content = filter.TakeContent();
            Assert.Equal(bytes, content!.ToBytes());
        }
    }

    [Theory]
    [InlineData("QUJ")]
    [InlineData("QUJD*")]
    [InlineData("QQ==QUJD")]
    [InlineData("QUJD====")]
    [InlineData("QUJD&#65;")]
    [InlineData("QUJD&#xD")]
    [InlineData("QUJD=")]
    public void What_is_no_base64_is_a_broken_content_and_the_next_one_is_whole(string text)
    {
        using var filter = new AnswerFilter("MimeContent");

        filter.Feed(Encoding.ASCII.GetBytes($"<E><MimeContent>{text}</MimeContent><MimeContent>QUJD</MimeContent></E>"));

        Assert.Null(filter.TakeContent());
        using var next = filter.TakeContent();
        Assert.Equal("ABC"u8.ToArray(), next!.ToBytes());
    }

    [Theory]
    [InlineData("QUJD&#13;&#10;RUZH")]
    [InlineData("\t QU JD\r\nRUZH &#x20;&#x9;&#9;&#32;&#xA;&#xd;")]
    public void Blanks_in_any_form_are_passed_over(string text)
    {
        using var filter = new AnswerFilter("MimeContent");

        filter.Feed(Encoding.ASCII.GetBytes($"<E><MimeContent>{text}</MimeContent></E>"));

        using var content = filter.TakeContent();
        Assert.Equal("ABCEFG"u8.ToArray(), content!.ToBytes());
    }

    [Fact]
    public void Characters_that_xml_forbids_become_replacement_characters()
    {
        byte[] answer = [.. "<E><S>a"u8, 0x00, 0x1A, .. "b"u8, 0xC3, .. "c"u8, 0xEF, 0xBF, 0xBF, .. "d&#x1;&#x0;&#xFFFE;e&#xD;\n</S></E>"u8];
        using var xml = SkeletonReader.Open(answer, out var buffer);
        using (buffer)
        {
            var reader = new ElementReader(xml);
            Assert.True(reader.MoveToRoot());
            Assert.True(reader.NextChild(reader.Depth));
            Assert.Equal("a\uFFFD\uFFFDb\uFFFDc\uFFFDd\u0001\0\uFFFEe\r\n", reader.Text());
        }
    }

    [Fact]
    public void A_document_type_is_refused()
    {
        using var xml = SkeletonReader.Open("<!DOCTYPE E [<!ENTITY a 'b'>]><E>&a;</E>"u8, out var buffer);
        using (buffer)
        {
            Assert.ThrowsAny<System.Xml.XmlException>(() => xml.MoveToContent());
        }
    }

    private static (List<string> Contents, string Skeleton) Run(params byte[][] pieces)
    {
        using var filter = new AnswerFilter("MimeContent");
        foreach (var piece in pieces)
        {
            filter.Feed(piece);
        }

        Assert.True(filter.HasEnded);
        List<string> contents = [];
        for (var i = 0; i < 5; i++)
        {
            using var content = filter.TakeContent();
            contents.Add(content is null ? "null" : content.ToBytes().SequenceEqual(Message) ? "M" : Encoding.ASCII.GetString(content.ToBytes()));
        }

        Assert.Null(filter.TakeContent());
        return (contents, Encoding.UTF8.GetString(filter.Skeleton.Span));
    }

    private static string Wrapped(byte[] bytes, int width, string separator) =>
        string.Join(separator, Convert.ToBase64String(bytes).Chunk(width).Select(c => new string(c)));
}

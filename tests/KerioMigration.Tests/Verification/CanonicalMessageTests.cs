using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using KerioMigration.Engine.Verification;
using KerioMigration.Tests.Support;
using MimeKit;
using Xunit;

namespace KerioMigration.Tests.Verification;

public sealed class CanonicalMessageTests
{
    private const string Corpus = "corpus/mail";
    private const string Gromox = "corpus/ews-gromox";

    private const string Plain = "From: Anna <anna@example.org>\r\nSubject: Hello\r\nDate: Mon, 1 Jan 2024 10:00:00 +0100\r\nMessage-ID: <1@example.org>\r\n\r\nText\r\n";

    [Theory]
    [InlineData("Subject: Hello", "Subject:\r\n Hello")]
    [InlineData("Subject: Hello", "Subject: =?utf-8?B?SGVsbG8=?=")]
    [InlineData("Anna <anna@example.org>", "\"Anna\" <anna@example.org>")]
    [InlineData("10:00:00 +0100", "09:00:00 +0000")]
    [InlineData("Subject: Hello", "Received: from here\r\nX-Mailer: another\r\nSubject: Hello")]
    [InlineData("\r\n", "\n")]
    [InlineData("Text\r\n", "Text")]
    [InlineData("<1@example.org>\r\n\r\nText", "<1@example.org>\r\nContent-Transfer-Encoding: base64\r\n\r\nVGV4dA==")]
    [InlineData("<1@example.org>\r\n\r\nText", "<1@example.org>\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nTe=\r\nxt")]
    public void Is_blind_to_spelling(string one, string other) => Assert.Equal(HashOf(Plain), HashOf(Plain.Replace(one, other, StringComparison.Ordinal)));

    [Theory]
    [InlineData("Hello", "Hallo")]
    [InlineData("Anna <", "Anne <")]
    [InlineData("anna@", "anne@")]
    [InlineData("10:00:00", "10:00:01")]
    [InlineData("<1@", "<2@")]
    [InlineData("Text", "text")]
    [InlineData("Text", "Te\r\nxt")]
    [InlineData("Text", "\r\nText")]
    [InlineData("\r\n\r\nText", "\r\nContent-Type: text/html\r\n\r\nText")]
    [InlineData("\r\n\r\nText", "\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\nText")]
    [InlineData("\r\n\r\nText", "\r\nContent-Type: text/plain; name=a.txt\r\n\r\nText")]
    [InlineData("Subject:", "To: bob@example.org\r\nSubject:")]
    [InlineData("Subject:", "In-Reply-To: <0@example.org>\r\nSubject:")]
    public void Sees_what_a_reader_sees(string one, string other) => Assert.NotEqual(HashOf(Plain), HashOf(Plain.Replace(one, other, StringComparison.Ordinal)));

    [Fact]
    public void The_date_of_what_never_was_sent_does_not_count() => Assert.Equal(
        HashOf("Subject: draft\r\nDate: Mon, 1 Jan 2024 10:00:00 +0100\r\n\r\nText\r\n"),
        HashOf("Subject: draft\r\nDate: Tue, 2 Jan 2024 10:00:00 +0100\r\n\r\nText\r\n"));

    [Fact]
    public void Line_ends_of_a_file_behind_base64_count()
    {
        const string head = "Subject: file\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n";
        Assert.NotEqual(HashOf(head + "YQ0KYg==\r\n"), HashOf(head + "YQpi\r\n"));
    }

    [Theory]
    [InlineData("DTSTAMP:20240101T000000Z\r\n", "DTSTAMP:20250101T000000Z\r\n", true)]
    [InlineData("DTSTAMP:20240101T000000Z\r\n", "DTSTAMP;VALUE=DATE-TIME:20250101T000000Z\r\n", true)]
    [InlineData("DTSTAMP:20240101T000000Z\r\n", "", true)]
    [InlineData("UID:1\r\n", "UID:2\r\n", false)]
    [InlineData("X:1\r\n", "X:1\r\nY:2\r\n", false)]
    [InlineData("X:1\r\n", "\r\nX:1\r\n", false)]
    public void The_time_at_which_a_calendar_was_rendered_does_not_count(string one, string other, bool same)
    {
        const string calendar = "Content-Type: text/calendar\r\n\r\nBEGIN:VEVENT\r\nDTSTAMP:20240101T000000Z\r\nUID:1\r\nX:1\r\nEND:VEVENT\r\n";
        Assert.Equal(same, HashOf(calendar).SequenceEqual(HashOf(calendar.Replace(one, other, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("no header at all")]
    [InlineData("\0\u0001\u0002")]
    [InlineData("Content-Type: multipart/mixed\r\n\r\nno boundary")]
    [InlineData("Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\n")]
    [InlineData("Content-Type: message/rfc822\r\n\r\n\r\n")]
    public void Takes_what_is_no_message(string text)
    {
        Assert.Equal(HashOf(text), HashOf(text));
        Assert.NotEqual(HashOf(text), HashOf(text + "more"));
    }

    [SharedFact(Gromox)]
    public void A_recorded_server_that_writes_items_anew_gives_one_hash_for_each()
    {
        var reads = RecordedReads().GroupBy(r => r.Id, r => r.Mime).ToList();
        var several = reads.Where(g => g.Count() > 1).ToList();

        Assert.True(reads.Count > 150 && several.Count >= 8, $"{reads.Count} items, {several.Count} read again");
        Assert.Contains(several, g => g.Select(Convert.ToHexString).Distinct().Count() > 1);
        Assert.All(several, g => Assert.Single(g.Select(m => Convert.ToHexString(HashOf(m))).Distinct()));
        // One event, with one UID, lies there as two items.
        Assert.Equal(reads.Count - 1, reads.Select(g => Convert.ToHexString(HashOf(g.First()))).Distinct().Count());
    }

    [SharedFact(Corpus)]
    public void Real_messages_keep_their_hash_when_they_are_written_anew()
    {
        var seen = 0;
        foreach (var file in Messages())
        {
            var bytes = File.ReadAllBytes(file);
            var expected = HashOf(bytes);
            Assert.True(expected.SequenceEqual(HashOf(WithLineEnds(bytes, "\n"))), $"{file} with LF");
            Assert.True(expected.SequenceEqual(HashOf(WithLineEnds(bytes, "\r\n"))), $"{file} with CRLF");
            Assert.True(expected.SequenceEqual(HashOf(WrittenAnew(bytes))), $"{file} written anew");
            seen++;
        }

        Assert.True(seen > 25, $"{seen} messages");
    }

    [SharedFact(Corpus)]
    public void Real_messages_differ_from_each_other_and_from_themselves_with_one_letter_changed()
    {
        var hashes = new Dictionary<string, string>();
        // One differs from another in a blank line before a boundary alone, which no reader sees.
        foreach (var file in Messages().Where(f => !f.EndsWith("no-blank-line.txt", StringComparison.Ordinal)))
        {
            var bytes = File.ReadAllBytes(file);
            Assert.True(hashes.TryAdd(Convert.ToHexString(HashOf(bytes)), file), $"{file} and {hashes[Convert.ToHexString(HashOf(bytes))]}");
            Assert.False(HashOf(bytes).SequenceEqual(HashOf(WithOneLetterChanged(bytes))), file);
        }
    }

    [Fact]
    public void Needs_little_memory_for_a_large_message()
    {
        using var message = new LargeMessage(150 << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();

        CanonicalMessage.Hash(message, default);

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 16 << 20, $"{allocated:N0} bytes allocated");
    }

    private static byte[] HashOf(string text) => HashOf(Encoding.Latin1.GetBytes(text));

    private static byte[] HashOf(byte[] message)
    {
        using var stream = new MemoryStream(message, writable: false);
        return CanonicalMessage.Hash(stream, default);
    }

    private static IEnumerable<string> Messages() => Directory.EnumerateFiles(TestPaths.Shared(Corpus))
        .Where(f => !f.Contains(".mbox", StringComparison.Ordinal) && !f.EndsWith("LICENSE", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static byte[] WithLineEnds(byte[] bytes, string end) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", end, StringComparison.Ordinal));

    /// <summary>Other boundaries, other transfer encodings, headers folded anew.</summary>
    private static byte[] WrittenAnew(byte[] bytes)
    {
        using var message = MimeMessage.Load(new MemoryStream(bytes));
        Rewrite(message.Body);
        using var written = new MemoryStream();
        message.WriteTo(new FormatOptions { NewLineFormat = NewLineFormat.Dos, MaxLineLength = 60 }, written);
        return written.ToArray();
    }

    private static void Rewrite(MimeEntity? entity)
    {
        switch (entity)
        {
            case Multipart { Count: > 0 } multipart:
                multipart.Boundary = "anew-" + Guid.NewGuid().ToString("N");
                (multipart.Preamble, multipart.Epilogue) = ("Another preamble.", null);
                multipart.ToList().ForEach(Rewrite);
                break;
            case MessagePart part:
                Rewrite(part.Message?.Body);
                break;
            case TextPart text when text.ContentTransferEncoding != ContentEncoding.Base64:
                text.ContentTransferEncoding = ContentEncoding.Base64;
                break;
            case TextPart text:
                text.ContentTransferEncoding = ContentEncoding.QuotedPrintable;
                break;
        }
    }

    private static byte[] WithOneLetterChanged(byte[] bytes)
    {
        using var message = MimeMessage.Load(new MemoryStream(bytes));
        message.Subject = "x" + message.Subject;
        using var written = new MemoryStream();
        message.WriteTo(written);
        return written.ToArray();
    }

    private static IEnumerable<(string Id, byte[] Mime)> RecordedReads()
    {
        foreach (var folder in Directory.GetDirectories(TestPaths.Shared(Gromox)))
        {
            var text = File.ReadAllText(Path.Combine(folder, "response.xml"));
            if (!text.Contains("MimeContent", StringComparison.Ordinal))
            {
                continue;
            }

            // Items inside attachments have no id.
            foreach (var mime in XDocument.Parse(text).Descendants().Where(e => e.Name.LocalName == "MimeContent" && e.Value.Length > 0))
            {
                if (mime.Parent!.Elements().FirstOrDefault(e => e.Name.LocalName == "ItemId") is { } id)
                {
                    yield return (id.Attribute("Id")!.Value, Convert.FromBase64String(mime.Value));
                }
            }
        }
    }
}

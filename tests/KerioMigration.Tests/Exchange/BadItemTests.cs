using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using MimeKit;
using Xunit;

namespace KerioMigration.Tests.Exchange;

/// <summary>What becomes of a message that Exchange cannot give as MIME: as much of it as Exchange can give, and the rest named.</summary>
public sealed class BadItemTests
{
    private const string Conversion = "ErrorMimeContentConversionFailed";

    [Theory]
    [InlineData("ErrorItemPropertyRequestFailed")]
    [InlineData("ErrorInvalidPropertyRequest")]
    public async Task A_message_whose_states_cannot_be_read_keeps_its_bytes(string code)
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var (item, seeded) = await SeedAsync(server, change: i => i.PropertyErrorCode = code);

        using var read = await ReadAsync(server, item);

        Assert.Equal(seeded.Mime.ToArray(), read.Content!.ToBytes());
        Assert.Equal((ItemFidelity.Exact, MessageFlags.None), (read.Fidelity, read.Flags));
        Assert.Contains(code, Assert.Single(read.Losses), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Conversion)]
    [InlineData("ErrorContentConversionFailed")]
    [InlineData("ErrorCorruptData")]
    [InlineData("ErrorInternalServerError")]
    [InlineData("ErrorSomethingNobodyKnows")]
    public async Task A_message_that_cannot_be_converted_is_built_from_its_properties(string code)
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var (item, seeded) = await SeedAsync(server, change: i => i.MimeErrorCode = code);

        using var read = await ReadAsync(server, item);
        var message = Parse(read);

        Assert.Equal(ItemFidelity.Rebuilt, read.Fidelity);
        Assert.Equal((code, FailureRemedy.None, FailureScope.Item), (read.Obstacle!.Code, read.Obstacle.Remedy, read.Obstacle.Scope));
        Assert.Contains(code, Assert.Single(read.Losses), StringComparison.Ordinal);
        Assert.Equal((MessageFlags.Seen | MessageFlags.Answered, seeded.Received), (read.Flags, read.Received));
        Assert.Equal(("Qüote ✓", seeded.Sent, seeded.MessageId!.Trim('<', '>')), (message.Subject, message.Date, message.MessageId));
        Assert.Equal("Hello,\n\nÄrger & more\n", message.TextBody!.ReplaceLineEndings("\n"));
        Assert.DoesNotMatch("(?<!\r)\n|\r(?!\n)|[^\u0000-\u007E]", Encoding.Latin1.GetString(read.Content!.ToBytes()));
        Assert.Equal("\"Bob Smith\" <bob@example.org>", message.From.ToString());
    }

    [Fact]
    public async Task A_rebuilt_message_keeps_the_headers_it_arrived_with()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var (item, seeded) = await SeedAsync(server, change: i =>
        {
            i.MimeErrorCode = Conversion;
            i.Content = MailContent.Of(Encoding.ASCII.GetBytes(
                "Received: from a\r\n\tby b; Mon, 1 Jan 2024 10:00:00 +0000\r\nX-Odd: kept as it is\r\nContent-Type: application/ms-tnef\r\n"
                + "MIME-Version: 1.0\r\nFrom: Old <old@example.net>\r\nno header\r\nSubject: from the block\r\n\r\nbody"));
        });

        using var read = await ReadAsync(server, item);
        var text = Encoding.ASCII.GetString(read.Content!.ToBytes());

        Assert.StartsWith("Received: from a\r\n\tby b; Mon, 1 Jan 2024 10:00:00 +0000\r\nX-Odd: kept as it is\r\nFrom: Old <old@example.net>\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ms-tnef", text, StringComparison.Ordinal);
        Assert.Equal(("from the block", seeded.MessageId!.Trim('<', '>')), (Parse(read).Subject, Parse(read).MessageId));
    }

    [Fact]
    public async Task A_rebuilt_message_keeps_its_recipients_also_those_who_have_no_address()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var (item, _) = await SeedAsync(server, change: i =>
        {
            i.MimeErrorCode = Conversion;
            i.Content = null;
            i.OtherMessageFlags |= 8;
            i.To = [new("Müller, Jörg", "joerg@example.org"), new("Gone", "/o=Org/cn=gone", "EX")];
            i.Cc = [new("carl@example.org", "carl@example.org")];
            i.Bcc = [new("Secret", "secret@example.org")];
        });

        using var read = await ReadAsync(server, item);
        var message = Parse(read);

        Assert.Equal("\"Müller, Jörg\" <joerg@example.org>, Gone: ;", message.To.ToString());
        Assert.Equal("carl@example.org", message.Cc.ToString());
        Assert.Equal("\"Secret\" <secret@example.org>", message.Bcc.ToString());
        Assert.True(read.Flags.HasFlag(MessageFlags.Draft));
    }

    [Fact]
    public async Task A_rebuilt_message_keeps_its_attachments()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var mail = new MailMaker(Seed.Domain, Seed.Now);
        var nested = mail.Text("Inside");
        SeededAttachment[] files =
        [
            MailMaker.File("Bilänz.pdf", 300_000, "application/pdf"),
            MailMaker.File("large.bin", 3_000_000),
            MailMaker.File("empty.txt", 0, "text/plain"),
            MailMaker.File("mail.eml", 500, "message/rfc822"),
            new SeededAttachment { Name = "logo.png", ContentType = "image/png", ContentId = "logo@1", IsInline = true, Content = new byte[] { 1, 2, 3 } },
            new SeededAttachment { Name = "Inside", Item = nested },
        ];
        var (item, _) = await SeedAsync(server, files, i =>
        {
            i.MimeErrorCode = Conversion;
            (i.Body, i.BodyIsHtml) = ("<p>See <img src=\"cid:logo@1\"></p>", true);
        });

        using var read = await ReadAsync(server, item);
        var message = Parse(read);

        Assert.Equal("<p>See <img src=\"cid:logo@1\"></p>", message.HtmlBody!.TrimEnd());
        var parts = message.BodyParts.OfType<MimePart>().Where(p => p is not TextPart || p.FileName is not null).ToDictionary(p => p.FileName!);
        foreach (var file in files.Where(f => f.Item is null))
        {
            Assert.Equal(file.Content.ToArray(), Decode(parts[file.Name]));
        }

        Assert.Equal(("application/pdf", "logo@1", ContentDisposition.Inline), (parts["Bilänz.pdf"].ContentType.MimeType, parts["logo.png"].ContentId, parts["logo.png"].ContentDisposition!.Disposition));
        Assert.Equal("Inside", Assert.Single(message.BodyParts.OfType<MessagePart>()).Message!.Subject);
        Assert.Single(read.Losses);
    }

    [Fact]
    public async Task An_attachment_that_cannot_be_read_is_named_and_the_rest_kept()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var bad = MailMaker.File("winmail.dat", 100);
        bad.ErrorCode = "ErrorCannotOpenFileAttachment";
        var (item, _) = await SeedAsync(server, [bad, MailMaker.File("good.bin", 10)], i => i.MimeErrorCode = Conversion);

        using var read = await ReadAsync(server, item);
        var message = Parse(read);

        Assert.Equal(["missing attachment.txt", "good.bin"], message.Attachments.Select(a => a.ContentDisposition!.FileName));
        Assert.Contains("winmail.dat", ((TextPart)message.Attachments.First()).Text, StringComparison.Ordinal);
        Assert.Contains(read.Losses, l => l.Contains("winmail.dat", StringComparison.Ordinal) && l.Contains("ErrorCannotOpenFileAttachment", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_whose_text_is_broken_keeps_its_attachments()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var (item, _) = await SeedAsync(server, [MailMaker.File("good.bin", 10)], i => (i.MimeErrorCode, i.BodyErrorCode) = ("ErrorItemCorrupt", "ErrorItemCorrupt"));

        using var read = await ReadAsync(server, item);

        Assert.Equal(ItemFidelity.Rebuilt, read.Fidelity);
        Assert.Equal("good.bin", Assert.Single(Parse(read).Attachments).ContentDisposition!.FileName);
        Assert.Contains("could not be read", Parse(read).TextBody!, StringComparison.Ordinal);
        Assert.Equal(2, read.Losses.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_of_which_nothing_is_left_is_replaced_by_a_note_that_says_so(bool hasSummary)
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var (item, seeded) = await SeedAsync(server, change: i =>
        {
            (i.MimeErrorCode, i.BodyErrorCode) = ("ErrorItemCorrupt", "ErrorItemCorrupt");
            i.PropertyErrorCode = hasSummary ? null : "ErrorItemCorrupt";
        });

        using var read = await ReadAsync(server, item);
        var message = Parse(read);

        Assert.Equal((ItemFidelity.Stub, "ErrorItemCorrupt"), (read.Fidelity, read.Obstacle!.Code));
        Assert.Contains("ErrorItemCorrupt", Assert.Single(read.Losses), StringComparison.Ordinal);
        Assert.Equal((seeded.Received, hasSummary ? MessageFlags.Seen | MessageFlags.Answered : MessageFlags.None), (read.Received, read.Flags));
        Assert.Equal("[Not migrated] Qüote ✓", message.Subject);
        Assert.NotEqual(seeded.MessageId!.Trim('<', '>'), message.MessageId);
        string[] words = ["Subject: Qüote ✓", "Kind: IPM.Note", "Received: 2024-", "ErrorItemCorrupt", .. hasSummary ? ["Bob Smith <bob@example.org>"] : (string[])[]];
        Assert.All(words, w => Assert.Contains(w, message.TextBody!, StringComparison.Ordinal));
        Assert.Equal(hasSummary ? "Bob Smith" : null, message.From.FirstOrDefault()?.Name);
    }

    [Fact]
    public async Task A_note_and_a_rebuilt_message_have_the_same_bytes_at_every_reading()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var (built, _) = await SeedAsync(server, [MailMaker.File("a.bin", 10)], i => i.MimeErrorCode = Conversion);
        var (stub, _) = await SeedAsync(server, change: i => i.ErrorCode = "ErrorItemCorrupt");
        foreach (var item in new[] { built, stub })
        {
            using var first = await ReadAsync(server, item);
            using var second = await ReadAsync(server, item);
            Assert.Equal(first.Content!.ToBytes(), second.Content!.ToBytes());
        }
    }

    [Theory]
    [InlineData("ErrorAccessDenied", Reason.AccessDenied)]
    [InlineData("ErrorItemNotFound", Reason.ItemNotFound)]
    [InlineData("ErrorMailboxStoreUnavailable", Reason.MailboxUnavailable)]
    [InlineData("ErrorInternalServerError", Reason.ServerFault)]
    public async Task What_may_be_readable_later_is_not_replaced(string code, Reason reason)
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var (item, _) = await SeedAsync(server, change: i => i.ErrorCode = code);

        using var read = await ReadAsync(server, item);

        Assert.Null(read.Content);
        Assert.Equal((reason, code, FailureScope.Item), (read.Failure!.Reason, read.Failure.Code, read.Failure.Scope));
    }

    [Fact]
    public async Task Content_that_stays_missing_is_built_from_properties()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var (item, _) = await SeedAsync(server);
        server.Exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.MissingContent, Target = item.Id, Count = int.MaxValue });

        using var read = await ReadAsync(server, item);

        Assert.Equal((ItemFidelity.Rebuilt, Reason.ContentMissing), (read.Fidelity, read.Obstacle!.Reason));
    }

    [Fact]
    public async Task One_bad_message_among_many_costs_the_others_nothing()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        await SeedAsync(server, change: i => i.MimeErrorCode = Conversion);
        var items = await server.ListInboxAsync();

        var read = await server.Anna.ReadItemsAsync(items, default);

        Assert.Equal(1, read.Count(r => r.Fidelity == ItemFidelity.Rebuilt));
        foreach (var item in read)
        {
            using (item)
            {
                Assert.True(item.Fidelity == ItemFidelity.Rebuilt || item.Content!.ToBytes().SequenceEqual(server.Seeded.FindItem(item.Ref.Id)!.Mime.ToArray()));
            }
        }
    }

    private static async Task<SourceItem> ReadAsync(ExchangeTestServer server, ItemRef item) => Assert.Single(await server.Anna.ReadItemsAsync([item], default));

    private static async Task<(ItemRef Item, SeededItem Seeded)> SeedAsync(
        ExchangeTestServer server, SeededAttachment[]? files = null, Action<SeededItem>? change = null)
    {
        var mail = new MailMaker(Seed.Domain, new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero));
        const string Body = "Hello,\r\n\r\nÄrger & more\r\n";
        var item = files is null ? mail.Text("Qüote ✓", Body) : mail.WithFiles("Qüote ✓", Body, files);
        (item.IsRead, item.LastVerb) = (true, 102);
        change?.Invoke(item);
        server.Seeded.AddItem(server.Seeded["inbox"], item);
        var listed = await server.ListInboxAsync();
        return (listed.Single(i => i.Id == item.Id), item);
    }

    private static MimeMessage Parse(SourceItem item) => MimeMessage.Load(new System.IO.MemoryStream(item.Content!.ToBytes()));

    private static byte[] Decode(MimePart part)
    {
        using var memory = new System.IO.MemoryStream();
        part.Content!.DecodeTo(memory);
        return memory.ToArray();
    }
}

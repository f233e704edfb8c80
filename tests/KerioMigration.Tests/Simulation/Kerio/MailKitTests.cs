using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Tests.Support;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using MimeKit;
using Xunit;

namespace KerioMigration.Tests.Simulation.Kerio;

/// <summary>What MailKit, which we did not write, makes of the server: the same tests on memory and on Dovecot.</summary>
public sealed class MailKitTests
{
    private static readonly DateTimeOffset Date = new(2015, 10, 9, 10, 2, 4, TimeSpan.FromHours(-7));

    [Theory]
    [Backends]
    public async Task Signs_in_over_starttls_and_over_tls(bool dovecot)
    {
        await using var server = await TwoBackends.StartAsync(dovecot);
        foreach (var secure in (bool[])[false, true])
        {
            using var client = await SignInAsync(server, secure);
            Assert.True(client.IsSecure && client.IsAuthenticated);
            Assert.True(client.Capabilities.HasFlag(ImapCapabilities.MultiAppend | ImapCapabilities.UidPlus | ImapCapabilities.LiteralPlus));
            await client.DisconnectAsync(quit: true);
        }
    }

    [Theory]
    [Backends]
    public async Task Finds_special_folders_by_their_use(bool dovecot)
    {
        await using var server = await TwoBackends.StartAsync(dovecot);
        using var client = await SignInAsync(server);
        Assert.Equal("Sent Items", client.GetFolder(SpecialFolder.Sent)!.FullName);
        Assert.Equal("Deleted Items", client.GetFolder(SpecialFolder.Trash)!.FullName);
        Assert.Equal("Junk E-mail", client.GetFolder(SpecialFolder.Junk)!.FullName);
        Assert.Equal("Drafts", client.GetFolder(SpecialFolder.Drafts)!.FullName);
    }

    [Theory]
    [Backends]
    public async Task Creates_folders_with_any_name_at_any_level(bool dovecot)
    {
        await using var server = await TwoBackends.StartAsync(dovecot);
        using var client = await SignInAsync(server);
        var names = new[] { "Größe & Gewicht", "日本語", "a.b", "trailing ", "\"quoted\\", new string('n', 200), "Emoji 😀" };
        var parent = (await client.GetFolder(client.PersonalNamespaces[0])!.CreateAsync("Top", true))!;
        foreach (var name in names)
        {
            var folder = (await parent.CreateAsync(name, true))!;
            await folder.SubscribeAsync();
        }

        using var again = await SignInAsync(server);
        var found = await (await again.GetFolderAsync("Top")).GetSubfoldersAsync(subscribedOnly: true);
        Assert.Equal(names.Order(StringComparer.Ordinal), found.Select(f => f.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [Backends]
    public async Task Renames_and_deletes_folders(bool dovecot)
    {
        await using var server = await TwoBackends.StartAsync(dovecot);
        using var client = await SignInAsync(server);
        var root = client.GetFolder(client.PersonalNamespaces[0])!;
        var old = (await root.CreateAsync("Old", true))!;
        var inner = (await old.CreateAsync("Inner", true))!;
        await old.RenameAsync(root, "New");
        await inner.DeleteAsync();

        // MailKit remembers folders: another session shows what the server has.
        using var again = await SignInAsync(server);
        Assert.Equal("New", (await again.GetFolderAsync("New")).FullName);
        await Assert.ThrowsAsync<FolderNotFoundException>(() => again.GetFolderAsync("New/Inner"));
        await Assert.ThrowsAsync<FolderNotFoundException>(() => again.GetFolderAsync("Old"));
    }

    [Theory]
    [Backends]
    public async Task Gives_back_what_was_appended(bool dovecot)
    {
        await using var server = await TwoBackends.StartAsync(dovecot);
        using var client = await SignInAsync(server);
        var message = Message("Grüße", withFile: true);
        var uid = await client.Inbox.AppendAsync(message, MessageFlags.Seen | MessageFlags.Flagged, Date);
        var stored = Assert.Single((await DestinationMailbox.ReadAsync(server.Kerio, TwoBackends.User)).Single(f => f.Path == "INBOX").Messages);
        Assert.Equal(uid!.Value.Id, stored.Uid);
        Assert.Equal(Bytes(message), stored.Bytes);
        Assert.Equal(["\\Flagged", "\\Seen"], stored.Flags.Order(StringComparer.Ordinal));
        Assert.Equal(Date, stored.InternalDate);
    }

    [Theory]
    [Backends]
    public async Task Takes_many_messages_in_one_append(bool dovecot)
    {
        await using var server = await TwoBackends.StartAsync(dovecot);
        using var client = await SignInAsync(server);
        var requests = Enumerable.Range(0, 20).Select(i => new AppendRequest(Message($"Number {i}"), MessageFlags.None, Date)).ToArray<IAppendRequest>();
        var uids = await client.Inbox.AppendAsync(requests);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (uint)i), uids.Select(u => u.Id));
        if (!dovecot)
        {
            Assert.Single(server.Kerio.Calls, c => c.Name == "APPEND");
        }

        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        var subjects = await client.Inbox.FetchAsync(0, -1, MessageSummaryItems.Envelope);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"Number {i}"), subjects.Select(s => s.Envelope!.Subject));
    }

    [Theory]
    [Backends]
    public async Task Tells_envelope_structure_and_parts(bool dovecot)
    {
        await using var server = await TwoBackends.StartAsync(dovecot);
        using var client = await SignInAsync(server);
        await client.Inbox.AppendAsync(Message("Mit Anhang: größer", withFile: true));
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        var summary = Assert.Single(await client.Inbox.FetchAsync(0, -1,
            MessageSummaryItems.Envelope | MessageSummaryItems.BodyStructure | MessageSummaryItems.Size | MessageSummaryItems.UniqueId));
        Assert.Equal("Mit Anhang: größer", summary.Envelope!.Subject);
        Assert.Equal("Jürgen, \"the\" Boss", summary.Envelope!.From.Mailboxes.Single().Name);
        Assert.Equal(["a@example.com", "b@example.com"], summary.Envelope!.To.Mailboxes.Select(m => m.Address));
        var file = Assert.IsType<BodyPartBasic>(Assert.Single(summary.Attachments));
        Assert.Equal(("data.bin", "application/octet-stream"), (file.FileName, file.ContentType.MimeType));
        var text = Assert.IsType<TextPart>(await client.Inbox.GetBodyPartAsync(summary.UniqueId, summary.TextBody!));
        Assert.Equal("Hello", text.Text!.Trim());
        var part = Assert.IsType<MimePart>(await client.Inbox.GetBodyPartAsync(summary.UniqueId, file));
        using var content = new MemoryStream();
        await part.Content!.DecodeToAsync(content);
        Assert.Equal(Enumerable.Range(0, 256).Select(i => (byte)i), content.ToArray());
        var headers = await client.Inbox.GetHeadersAsync(summary.UniqueId);
        Assert.Equal("<m@example.com>", headers["Message-ID"]);
        var whole = await client.Inbox.GetMessageAsync(summary.UniqueId);
        Assert.Equal(2, Assert.IsType<Multipart>(whole.Body).Count);
    }

    [Theory]
    [Backends]
    public async Task Reads_a_message_inside_a_message(bool dovecot)
    {
        await using var server = await TwoBackends.StartAsync(dovecot);
        using var client = await SignInAsync(server);
        var outer = Message("outer");
        outer.Body = new Multipart("mixed") { new TextPart("plain") { Text = "see" }, new MessagePart { Message = Message("inner", withFile: true) } };
        await client.Inbox.AppendAsync(outer);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        var summary = Assert.Single(await client.Inbox.FetchAsync(0, -1, MessageSummaryItems.BodyStructure | MessageSummaryItems.UniqueId));
        var inner = Assert.IsType<BodyPartMessage>(Assert.IsType<BodyPartMultipart>(summary.Body).BodyParts[1]);
        Assert.Equal("inner", inner.Envelope!.Subject);
        Assert.Equal(2, Assert.IsType<BodyPartMultipart>(inner.Body).BodyParts.Count);
        var fetched = Assert.IsType<MessagePart>(await client.Inbox.GetBodyPartAsync(summary.UniqueId, inner));
        Assert.Equal("inner", fetched.Message!.Subject);
    }

    [Theory]
    [Backends]
    public async Task Searches_by_header_date_flag_size_and_text(bool dovecot)
    {
        await using var server = await TwoBackends.StartAsync(dovecot);
        using var client = await SignInAsync(server);
        var inbox = client.Inbox;
        var first = await inbox.AppendAsync(Message("Alpha", id: "first@example.com"), MessageFlags.Seen, Date);
        var second = await inbox.AppendAsync(Message("Beta", withFile: true, id: "second@example.com"), MessageFlags.Answered, Date.AddDays(10));
        await inbox.OpenAsync(FolderAccess.ReadOnly);
        async Task FindsAsync(UniqueId? expected, SearchQuery query) => Assert.Equal([expected!.Value], await inbox.SearchAsync(query));
        await FindsAsync(first, SearchQuery.HeaderContains("Message-ID", "<first@example.com>"));
        await FindsAsync(second, SearchQuery.DeliveredAfter(Date.Date.AddDays(5)));
        await FindsAsync(first, SearchQuery.DeliveredBefore(Date.Date.AddDays(5)));
        await FindsAsync(first, SearchQuery.DeliveredOn(Date.Date));
        await FindsAsync(first, SearchQuery.Seen);
        await FindsAsync(second, SearchQuery.NotSeen.And(SearchQuery.Answered));
        await FindsAsync(second, SearchQuery.LargerThan(600));
        await FindsAsync(first, SearchQuery.SmallerThan(600));
        await FindsAsync(second, SearchQuery.SubjectContains("beta"));
        await FindsAsync(first, SearchQuery.FromContains("boss").And(SearchQuery.Not(SearchQuery.SubjectContains("Beta"))));
        await FindsAsync(second, SearchQuery.Uids([second!.Value]).Or(SearchQuery.Flagged));
        await FindsAsync(second, SearchQuery.MessageContains("data.bin"));
        Assert.Equal(2, (await inbox.SearchAsync(SearchQuery.All)).Count);
    }

    [Theory]
    [Backends]
    public async Task Changes_flags_copies_and_expunges(bool dovecot)
    {
        await using var server = await TwoBackends.StartAsync(dovecot);
        using var client = await SignInAsync(server);
        var inbox = client.Inbox;
        var one = (await inbox.AppendAsync(Message("One")))!.Value;
        var two = (await inbox.AppendAsync(Message("Two")))!.Value;
        await inbox.OpenAsync(FolderAccess.ReadWrite);
        Assert.Equal(2, inbox.Count);
        await inbox.AddFlagsAsync([one, two], MessageFlags.Seen, silent: false);
        await inbox.RemoveFlagsAsync(two, MessageFlags.Seen, silent: true);
        await inbox.AddFlagsAsync(two, MessageFlags.Answered, new HashSet<string> { "$Forwarded" }, silent: false);
        var flags = await inbox.FetchAsync(0, -1, MessageSummaryItems.Flags);
        Assert.Equal(MessageFlags.Seen, flags[0].Flags & ~MessageFlags.Recent);
        Assert.Equal(MessageFlags.Answered, flags[1].Flags & ~MessageFlags.Recent);
        Assert.Equal(["$Forwarded"], flags[1].Keywords);
        var copied = await inbox.CopyToAsync(two, client.GetFolder(SpecialFolder.Trash)!);
        Assert.Equal(1u, copied!.Value.Id);
        await inbox.AddFlagsAsync([one, two], MessageFlags.Deleted, silent: true);
        await inbox.ExpungeAsync([one]);
        Assert.Equal(1, inbox.Count);
        await inbox.ExpungeAsync();
        Assert.Equal(0, inbox.Count);
    }

    [Theory]
    [Backends]
    public async Task Tells_the_status_of_a_folder_that_is_not_open(bool dovecot)
    {
        await using var server = await TwoBackends.StartAsync(dovecot);
        using var client = await SignInAsync(server);
        var sent = client.GetFolder(SpecialFolder.Sent)!;
        await sent.AppendAsync(Message("a"), MessageFlags.Seen);
        await sent.AppendAsync(Message("b"));
        await sent.StatusAsync(StatusItems.Count | StatusItems.Unread | StatusItems.UidNext | StatusItems.UidValidity);
        Assert.Equal((2, 1, 3u), (sent.Count, sent.Unread, sent.UidNext!.Value.Id));
        Assert.NotEqual(0u, sent.UidValidity);
    }

    private static async Task<ImapClient> SignInAsync(TwoBackends server, bool secure = false)
    {
        var client = new ImapClient
        {
            CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == server.Kerio.Certificate.Thumbprint,
        };
        await client.ConnectAsync("localhost", secure ? server.Kerio.ImapsPort : server.Kerio.ImapPort,
            secure ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls);
        await client.AuthenticateAsync(TwoBackends.User, TwoBackends.Password);
        return client;
    }

    private static MimeMessage Message(string subject, bool withFile = false, string id = "m@example.com")
    {
        var message = new MimeMessage { Subject = subject, Date = Date, MessageId = id };
        message.From.Add(new MailboxAddress("Jürgen, \"the\" Boss", "boss@example.com"));
        message.To.Add(new MailboxAddress("A", "a@example.com"));
        message.To.Add(new MailboxAddress(null, "b@example.com"));
        var text = new TextPart("plain") { Text = "Hello\r\n" };
        message.Body = withFile ? new Multipart("mixed") { text, File() } : text;
        return message;
    }

    private static MimePart File() => new("application", "octet-stream")
    {
        Content = new MimeContent(new MemoryStream([.. Enumerable.Range(0, 256).Select(i => (byte)i)])),
        ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = "data.bin" },
        ContentTransferEncoding = ContentEncoding.Base64,
    };

    private static byte[] Bytes(MimeMessage message)
    {
        using var bytes = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        message.WriteTo(format, bytes);
        return bytes.ToArray();
    }
}

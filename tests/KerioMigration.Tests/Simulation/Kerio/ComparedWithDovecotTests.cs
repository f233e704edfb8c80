using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Tests.Support;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using Xunit;

namespace KerioMigration.Tests.Simulation.Kerio;

/// <summary>What the simulation tells about real, also broken, messages is what Dovecot tells.</summary>
public sealed class ComparedWithDovecotTests
{
    /// <summary>Files of several messages, and headers or nestings so broken that every parser has its own view of them.</summary>
    private static readonly string[] OpenToOpinion =
    [
        "content-length.mbox.txt", "simple.mbox.txt", "feedback-report.txt", "issue358.txt", "missing-subtype.txt", "rfc2060.txt",
        "stack-overflow.txt", "startrek.eml",
    ];

    [DebianFact("dovecot", Shared = "corpus/mail")]
    public async Task Envelopes_and_structures_of_real_messages_agree()
    {
        var messages = Directory.GetFiles(TestPaths.Shared("corpus/mail"), "*.*").Order(StringComparer.Ordinal)
            .Where(f => !OpenToOpinion.Contains(Path.GetFileName(f)))
            .Select(f => (Name: Path.GetFileName(f), Bytes: WithLineEnds(File.ReadAllBytes(f)))).ToArray();
        Assert.True(messages.Length > 20);
        var ours = await DescribeAsync(dovecot: false, messages.Select(m => m.Bytes));
        var theirs = await DescribeAsync(dovecot: true, messages.Select(m => m.Bytes));
        var differences = messages.Select((m, i) => (m.Name, ours[i], theirs[i])).Where(d => d.Item2 != d.Item3)
            .Select(d => $"{d.Name}\n  ours   {d.Item2}\n  theirs {d.Item3}");
        Assert.Empty(differences);
    }

    /// <summary>Dovecot stores LF and gives CRLF: sizes only agree when the message came that way.</summary>
    private static byte[] WithLineEnds(byte[] bytes) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).ReplaceLineEndings("\n").Replace("\n", "\r\n", StringComparison.Ordinal));

    private static async Task<IReadOnlyList<string>> DescribeAsync(bool dovecot, IEnumerable<byte[]> messages)
    {
        await using var server = await TwoBackends.StartAsync(dovecot);
        await using var raw = await RawImap.ConnectAsync(server.Kerio);
        await raw.EnterAsync(server.Kerio, TwoBackends.User);
        foreach (var message in messages)
        {
            await raw.SendAsync($"a APPEND INBOX {{{message.Length}+}}\r\n");
            await raw.SendAsync(message);
            await raw.SendAsync("\r\n");
            Assert.StartsWith("OK ", (await raw.ReadToAsync("a "))[^1], StringComparison.Ordinal);
        }

        using var client = new ImapClient();
        await client.ConnectAsync("localhost", server.Kerio.ImapPort, SecureSocketOptions.None);
        await client.AuthenticateAsync(TwoBackends.User, TwoBackends.Password);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        var items = await client.Inbox.FetchAsync(0, -1, MessageSummaryItems.Envelope | MessageSummaryItems.BodyStructure | MessageSummaryItems.Size);
        return [.. items.OrderBy(i => i.Index).Select(i => $"{i.Size} {i.Envelope} {i.Body}")];
    }
}

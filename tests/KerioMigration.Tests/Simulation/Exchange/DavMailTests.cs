using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Simulation.Exchange;

/// <summary>The proof by a client that nobody here wrote: what DavMail reads from the simulation and hands out by IMAP is the seed.</summary>
public sealed class DavMailTests
{
    /// <summary>
    /// Folders that DavMail cannot hand out, whatever the server: it finds folders by name with a comparison that ignores case, so that
    /// of names that differ only in case it opens the first; a folder called INBOX hides behind the real one; its IMAP commands cannot
    /// name a backslash; of folder classes it lists mail alone.
    /// </summary>
    private static readonly string[] Unreachable = ["Projekt", "PROJEKT", "INBOX", @"Back\slash", "RSS-Feeds"];

    [DebianFact("davmail", "java")]
    public async Task DavMail_delivers_every_message_with_the_bytes_of_the_seed()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        await using var davMail = await DavMailGateway.StartAsync(exchange);
        var anna = exchange.Organization.Users[0];
        using var imap = new PlainImap();
        await imap.ConnectAsync(davMail.ImapPort);
        imap.Login(anna.PrimarySmtpAddress, anna.Password);

        var delivered = new Dictionary<long, (string Line, byte[] Bytes)>();
        foreach (var name in imap.List().Where(n => !Unreachable.Contains(n) || n == "INBOX").Distinct(StringComparer.Ordinal))
        {
            var count = imap.Select(name);
            var messages = count == 0 ? [] : imap.Fetch().ToList();
            Assert.Equal(count, messages.Count);
            foreach (var (uid, line, bytes) in messages)
            {
                delivered.Add(uid, (line, bytes));
            }
        }

        var expected = Expected(anna.Mailbox);
        Assert.Equal(expected.Select(i => i.Number).Order(), delivered.Keys.Order());
        Assert.All(expected, item =>
        {
            Assert.Equal(item.Mime.ToArray(), delivered[item.Number].Bytes);
            Assert.Equal(item.IsRead, HasFlag(delivered[item.Number].Line, "\\Seen"));
            Assert.Equal(item.IsDraft, HasFlag(delivered[item.Number].Line, "\\Draft"));
            Assert.Equal(item.FlagStatus == 2, HasFlag(delivered[item.Number].Line, "\\Flagged"));
            Assert.Equal(item.LastVerb is 102 or 103, HasFlag(delivered[item.Number].Line, "\\Answered"));
        });
    }

    [DebianFact("davmail", "java")]
    public async Task DavMail_lists_every_mail_folder_of_the_tree()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo(), new SimulatedExchangeOptions { RecordBodies = true });
        await using var davMail = await DavMailGateway.StartAsync(exchange);
        var anna = exchange.Organization.Users[0];
        using var imap = new PlainImap();
        await imap.ConnectAsync(davMail.ImapPort);
        imap.Login(anna.PrimarySmtpAddress, anna.Password);
        var mailFolders = anna.Mailbox.Folders.Count(f => !f.IsHidden && f.FolderClass is "IPF.Note" or "");
        Assert.Equal(mailFolders, imap.List().Count());
        if (Directory.Exists(TestPaths.Shared(EwsSchema.Folder)))
        {
            Assert.All(exchange.Requests.Where(r => r.Body.Length > 0), r => Assert.Empty(EwsSchema.ViolationsOfEnvelope(r.Body)));
            Assert.All(exchange.Requests.Where(r => r.AnswerBody.Length > 0), r => Assert.Empty(EwsSchema.ViolationsOfEnvelope(r.AnswerBody)));
        }
    }

    private static List<SeededItem> Expected(SeededMailbox mailbox) => mailbox.Folders
        .Where(f => f.FolderClass is "IPF.Note" or "" && !Unreachable.Contains(f.DisplayName))
        .SelectMany(f => f.Items)
        .Where(i => i is { Content: not null, IsAssociated: false })
        .ToList();

    private static bool HasFlag(string line, string flag) => line.Contains(flag, StringComparison.Ordinal);
}

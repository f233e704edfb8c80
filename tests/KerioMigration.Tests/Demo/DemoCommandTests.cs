using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Demo.Proof;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Demo;

public sealed class DemoCommandTests
{
    private const string Event =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20240101T000000Z\r\nDTSTART:20240611T063000Z\r\n"
        + "DTEND:20240611T070000Z\r\nSUMMARY:Zahnarzt\r\nLOCATION:Praxis Dr. Groß\r\nCLASS:PRIVATE\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    private const string Card =
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nFN:Bob Smith\r\nN:Smith;Bob;;;\r\nORG:Example Ltd.\r\nEMAIL;TYPE=INTERNET:bob@example.org\r\n"
        + "TEL;TYPE=CELL:+1 212\r\n  5550100\r\nTEL;TYPE=WORK:+1 212 5550101\r\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\r\nEND:VCARD\r\n";

    private const string Todo =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VTODO\r\nUID:1\r\nDTSTAMP:20240101T000000Z\r\nDUE;VALUE=DATE:20240731\r\n"
        + "SUMMARY:Steuererklärung\r\nDESCRIPTION:Belege suchen.\r\nPERCENT-COMPLETE:40\r\nEND:VTODO\r\nEND:VCALENDAR\r\n";

    [Fact]
    public async Task Ends_with_the_proof_that_every_message_arrived_once()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(HostedEngine).Assembly.Location },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        string[] arrived =
        [
            "   4 appointments         anna@example.org Calendar 3, public folders Firma - Räume 1",
            "   3 contacts and lists   anna@example.org Contacts 2, public folders Firma - Lieferanten 1",
            "   2 tasks                anna@example.org Tasks 1, public folders Firma - Aufgaben 1",
            "   2 notes                anna@example.org Notes 1, public folders Firma - Merkzettel 1",
            "   1 journal entries      anna@example.org Journal 1",
            "   2 rights of others     bob@example.org in Calendar of anna@example.org, bob@example.org in Firma of public folders",
            "Each of them arrived once and unchanged; nobody was invited",
        ];
        Assert.Contains(string.Join('\n', arrived), output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var isWithCorpus = Directory.Exists(TestPaths.Shared("corpus/mail"));
        Assert.Matches(
            $@"^\d{{3}} messages in \d\d folders of {(isWithCorpus ? 8 : 7)} mailboxes: identical; 0 missing; 0 twice$",
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1]);
        Assert.Equal((0, ""), (process.ExitCode, await error));
        Assert.Contains("AccessDenied", output, StringComparison.Ordinal);
        Assert.Equal(isWithCorpus ? 7 : 6, output.Split('\n').Count(l => l.Contains(" Perfect ", StringComparison.Ordinal)));
        Assert.All(
            ["Test-MigrationConnection", "Get-ExchangeMailboxUser", "Start-KerioMigration", "Get-MigrationReport", "Test-MigrationResult"],
            command => Assert.Contains(output.Split('\n'), l => l.StartsWith("PS> ", StringComparison.Ordinal) && l.Contains(command, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_proof_finds_what_is_missing_twice_changed_and_elsewhere()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Domains = [new DomainOptions(Seed.Domain) { IsPrimary = true }] });
        var source = Seed.Tiny().Users[0].Mailbox;
        var destination = kerio.Store.AddUser("anna@" + Seed.Domain).Mailbox;
        var inbox = source["inbox"].Items;
        foreach (var item in inbox.Skip(2).Append(inbox[3]))
        {
            destination.Folder("INBOX").Append(item.Mime, default, default);
        }

        destination.Folder("INBOX").Append("Subject: never sent\r\n\r\n"u8.ToArray(), default, default);
        destination.Folder("INBOX").Append(source["sentitems"].Items[0].Mime, default, default);
        destination.Create("Other name")!.Append(source["drafts"].Items[0].Mime, default, default);

        var comparison = MailComparison.Of(source, destination);

        // Two of the inbox and the one of the folder below it are missing; the inbox, that folder and the sent items do not lie together.
        Assert.Equal("10 messages in 4 folders of 1 mailboxes: NOT identical, 1 with other bytes, 3 folders scattered; 3 missing; 1 twice", comparison.ToString());
        Assert.False(comparison.IsIdentical);
        Assert.Empty(kerio.Invitations);
    }

    [Theory]
    [InlineData("calendar", "Zahnarzt", Event, "", "")]
    [InlineData("calendar", "Zahnarzt", Event, "T063000Z", "T073000Z", "Start: 2024-06-11 06:30")]
    [InlineData("calendar", "Zahnarzt", Event, "Groß", "Klein", "Location: Praxis Dr. Groß")]
    [InlineData("calendar", "Zahnarzt", Event, "CLASS:PRIVATE\r\n", "", "Private: True")]
    [InlineData("calendar", "Zahnarzt", Event, "END:VEVENT", "RRULE:FREQ=DAILY;COUNT=2\r\nEND:VEVENT", "Occurrences: ")]
    [InlineData("contacts", "Bob Smith", Card, "", "")]
    [InlineData("contacts", "Bob Smith", Card, "5550100", "5550109", "Telephone: +1 212 5550100, +1 212 5550101")]
    [InlineData("contacts", "Bob Smith", Card, "bob@", "bobby@", "E-mail: bob@example.org")]
    [InlineData("contacts", "Bob Smith", Card, "/9j/4AAQ", "AAAA", "Photo: True")]
    [InlineData("tasks", "Steuererklärung", Todo, "", "")]
    [InlineData("tasks", "Steuererklärung", Todo, "20240731", "20240801", "Due: 2024-07-31")]
    [InlineData("tasks", "Steuererklärung", Todo, "COMPLETE:40", "COMPLETE:50", "Done: 40")]
    public async Task The_proof_finds_what_is_changed_in_an_item(string folder, string title, string copy, string right, string wrong, params string[] missing)
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Domains = [new DomainOptions(Seed.Domain) { IsPrimary = true }] });
        var seeded = Seed.Everything().Users[0].Mailbox[folder].Items.Single(i => i.Subject == title);
        var (kind, type) = folder switch
        {
            "contacts" => (FolderKind.Contacts, "text/vcard"),
            "tasks" => (FolderKind.Tasks, "text/calendar"),
            _ => (FolderKind.Calendar, "text/calendar"),
        };
        var text = right.Length > 0 ? copy.Replace(right, wrong, StringComparison.Ordinal) : copy;
        var stored = kerio.Store.AddUser("anna@" + Seed.Domain).Mailbox.Default(kind).Resources.Add(new NewResource(type, text, "1"));

        Assert.Equal(missing, SeededFacts.Of(seeded).MissingIn(StoredFacts.Of(stored)));
    }
}

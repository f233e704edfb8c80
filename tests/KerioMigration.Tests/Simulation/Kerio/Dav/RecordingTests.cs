using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Simulation.Kerio.Dav;

/// <summary>What the simulation says, beside what Kerio Connect 8.0.1 said to the same question about the same mailbox.</summary>
public sealed partial class RecordingTests : IAsyncLifetime
{
    private SimulatedKerio kerio = null!;
    private DavClient client = null!;

    private KerioMailbox Mailbox => kerio.Store.Mailbox("admin");

    public async Task InitializeAsync()
    {
        kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions
        {
            Domains = [new DomainOptions("localhost") { IsPrimary = true }],
            Version = "8.0.1",
        });
        client = new DavClient(kerio, "admin@localhost", kerio.Options.AdministratorPassword);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await kerio.DisposeAsync();
    }

    [SharedFact("corpus/kerio-dav/calendars_ok_4.xml")]
    public async Task A_home_lists_every_folder_as_8_0_1_did()
    {
        foreach (var name in (string[])["Ctvrty", "Druhy", "Treti"])
        {
            var calendar = Mailbox.Create(name, FolderKind.Calendar)!;
            (calendar.Color, calendar.Order, calendar.Description) = ("#8CE773FF", 1, string.Empty);
        }

        var reply = await client.PropFindAsync(
            "/full-calendars/localhost/admin/", "1", "D:displayname", "I:calendar-color", "C:calendar-description", "I:calendar-order", "S:getctag");
        var recorded = XElement.Load(TestPaths.Shared("corpus/kerio-dav/calendars_ok_4.xml"));
        Assert.Equal(15, recorded.Elements().Count());
        Assert.Equal(Listing(recorded), Listing(reply.Xml));
        Assert.Equal("Multi status", reply.Reason);
    }

    [SharedFact("corpus/kerio-dav/vcard_xml_report.txt")]
    public async Task A_report_tells_cards_as_8_0_1_did()
    {
        var recording = await File.ReadAllTextAsync(TestPaths.Shared("corpus/kerio-dav/vcard_xml_report.txt"));
        var recorded = recording[recording.IndexOf("<?xml", StringComparison.Ordinal)..].Trim();
        var contacts = Mailbox.Default(FolderKind.Contacts);
        foreach (var (name, text) in Cards(XElement.Parse(recorded)))
        {
            // The first card was written by a client and changed once; five that came after it have been deleted.
            var isMade = name.EndsWith(".eml", StringComparison.Ordinal);
            var stored = contacts.Resources.Add(new NewResource("text/vcard", text, text, isMade ? null : name));
            if (!isMade)
            {
                contacts.Resources.Replace(stored, new NewResource("text/vcard", text, text));
                Enumerable.Range(0, 5).Select(_ => contacts.Resources.Add(new NewResource("text/vcard", text, text))).ToList().ForEach(r => contacts.Resources.Remove(r));
            }
        }

        var reply = await client.ReportAsync("/contacts/localhost/admin/addressbook/", "A:addressbook-query", "<D:prop><D:getetag/><A:address-data/></D:prop>");
        var guid = contacts.Guid.ToString();
        const string Recorded = "b3a0b06a-ec23-456a-a0e0-877dba95a1b9";
        var told = reply.Text.Replace(guid, Recorded, StringComparison.Ordinal)
            .Replace(contacts.Guid.ToString("N"), Recorded.Replace("-", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(Plain(XElement.Parse(recorded, LoadOptions.PreserveWhitespace)).ToString(), Plain(XElement.Parse(told, LoadOptions.PreserveWhitespace)).ToString());
        Assert.Equal(5, Regex.Count(recorded, "<!\\[CDATA\\[BEGIN:VCARD"));
        Assert.Equal(5, Regex.Count(told, "<!\\[CDATA\\[BEGIN:VCARD"));
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?><multistatus xmlns=\"DAV:\"><response><href>", told, StringComparison.Ordinal);
        Assert.Equal("Kerio Connect 8.0.1", reply.Header("Server"));
        Assert.Equal("text/xml; charset=\"utf-8\"", reply.Header("Content-Type"));
        Assert.Equal("Multi status", reply.Reason);
    }

    /// <summary>Colours, counters and GUIDs differ from server to server; where which of them stands does not.</summary>
    private static string Listing(XElement multistatus)
    {
        var text = Plain(multistatus).ToString();
        foreach (var response in multistatus.Elements())
        {
            var guid = Guid.TryParse(DavReply.Href(response).TrimEnd('/').Split('/')[^1], out var found) ? found : Guid.Empty;
            var name = response.Descendants(DavReply.Dav + "displayname").Single().Value;
            text = guid == Guid.Empty ? text : text.Replace(guid.ToString(), name, StringComparison.Ordinal);
        }

        return Counter().Replace(Colour().Replace(text, "#RRGGBBAA"), "-N:");
    }

    private static (string Name, string Text)[] Cards(XElement multistatus) => [.. multistatus.Elements().Select(r =>
        (DavReply.Href(r).Split('/')[^1], r.Descendants(DavReply.CardDav + "address-data").Single().Value))];

    /// <summary>Without prefixes and indentation.</summary>
    private static XElement Plain(XElement element) =>
        new(element.Name, element.HasElements ? element.Elements().Select(Plain) : element.Value.Length == 0 ? null : element.Value);

    [GeneratedRegex("#[0-9A-F]{8}")]
    private static partial Regex Colour();

    [GeneratedRegex("-[0-9]+:")]
    private static partial Regex Counter();
}

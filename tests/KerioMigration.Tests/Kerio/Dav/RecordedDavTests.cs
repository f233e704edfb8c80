using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using KerioMigration.Engine.Kerio.Dav;
using KerioMigration.Engine.Model.Canonical;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Kerio.Dav;

/// <summary>Answers that a Kerio Connect 8.0.1 gave.</summary>
public sealed class RecordedDavTests
{
    [SharedFact("corpus/kerio-dav")]
    public void Cards_come_as_CDATA_with_bare_tags_under_any_name()
    {
        var text = File.ReadAllText(TestPaths.Shared("corpus/kerio-dav/vcard_xml_report.txt"));
        var responses = XElement.Parse(text[text.IndexOf("<multistatus", StringComparison.Ordinal)..]).Elements(DavNames.Response).Select(DavResponse.Of).ToList();
        Assert.Equal(5, responses.Count);
        Assert.All(responses, r => Assert.True(r.IsThere && DavPath.IsMember("/contacts/localhost/admin/addressbook/", r.Path)));
        Assert.All(responses, r => Assert.Matches("^[0-9a-f]{48}$", r.ETag!));
        var cards = responses.Select(r => CanonicalObject.Of(r.Text(DavNames.AddressData)!)).ToList();
        Assert.Equal("1f33f250-48c2-4f43-a6e8-62d6a55d3f36", cards[0].Uid);
        Assert.Equal(5, cards.Select(c => c.Uid).Distinct().Count());

        // Written again as another program would: other line ends, no product, the empty unit of the company left out.
        var other = responses[1].Text(DavNames.AddressData)!.Replace("\n", "\r\n", StringComparison.Ordinal)
            .Replace("ORG:Google;", "ORG:Google", StringComparison.Ordinal).Replace("//kerio.com/Contacts//", "//Other//", StringComparison.Ordinal);
        Assert.True(cards[1].IsSameAs(CanonicalObject.Of(other)));
    }

    [SharedFact("corpus/kerio-dav")]
    public void Folders_of_other_kinds_are_no_collections_of_ours()
    {
        var responses = XElement.Load(TestPaths.Shared("corpus/kerio-dav/calendars_ok_4.xml")).Elements(DavNames.Response).Select(DavResponse.Of).ToList();
        Assert.Contains(responses, r => r.Text(DavNames.DisplayName) == "INBOX");

        // Whoever does not say that it is a calendar is none.
        Assert.All(responses, r => Assert.Null(DavCollection.Of(r)));
        Assert.Null(responses.Single(r => r.Text(DavNames.DisplayName) == "INBOX").Text(XNamespace.Get("http://apple.com/ns/ical/") + "calendar-color"));
    }

    /// <summary>A property that the server has without a value, one that it does not have, and whatever stands within the refused ones.</summary>
    [SharedTheory("corpus/kerio-dav")]
    [InlineData("tasks_empty_desc.xml", "Calendar", "", "#0252D4FF")]
    [InlineData("tasks_no_desc.xml", "Tasks", null, "#0252D4FF")]
    [InlineData("tasks_only_name.xml", "Tasks", null, null)]
    public void Only_what_the_server_has_is_taken_from_its_answer(string recording, string name, string? description, string? color)
    {
        var response = DavResponse.Of(Assert.Single(XElement.Load(TestPaths.Shared("corpus/kerio-dav/" + recording)).Elements(DavNames.Response)));

        Assert.True(response.IsThere);
        Assert.Equal("/full-calendars/localhost/admin/b6abf4e6-831d-4e84-8129-96b69a9e935f/", response.Path);
        Assert.Equal(
            (name, description, color),
            (response.Text(DavNames.DisplayName), response.Text(DavNames.CalDav + "calendar-description"), response.Text(XNamespace.Get("http://apple.com/ns/ical/") + "calendar-color")));
        Assert.Null(response.ETag);
        Assert.Null(DavCollection.Of(response));
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using KerioMigration.Engine.Conversion.Contacts;
using KerioMigration.Engine.Model.Contacts;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Conversion.Contacts;

/// <summary>Kerio's own cards as a server of it gave them: what they say is said in the same places by ours.</summary>
public sealed class RecordedCardTests(VObjectReader vobject) : IClassFixture<VObjectReader>
{
    private const string Recording = "corpus/kerio-dav/vcard_xml_report.txt";

    // Ours for each UID; PRODID and VERSION are nobody's facts.
    private static readonly string[] Formal = ["UID", "PRODID", "VERSION"];

    [DebianFact(PythonModule = "vobject", Shared = Recording)]
    public void A_contact_is_written_as_Kerio_writes_it()
    {
        var cards = Regex.Matches(File.ReadAllText(TestPaths.Shared(Recording)), "BEGIN:VCARD.*?END:VCARD\r?\n", RegexOptions.Singleline);
        Assert.Equal(5, cards.Count);
        foreach (var recorded in cards.Select(c => vobject.Read(c.Value)))
        {
            var written = vobject.Read(ContactConverter.Convert(ContactOf(recorded)).Content);
            Assert.Equal(Facts(recorded), Facts(written));
            Assert.All(recorded, r => Assert.Empty(r.Types.Except(written.Single(w => w.Name == r.Name).Types)));
        }
    }

    private static IEnumerable<string> Facts(IReadOnlyList<CardProperty> card) => card.Where(p => !Formal.Contains(p.Name))
        .Select(p => $"{p.Name}:{p.Text}").Order(StringComparer.Ordinal);

    private static Contact ContactOf(IReadOnlyList<CardProperty> card)
    {
        string?[] name = [.. card.Single(p => p.Name == "N").Parts];
        IEnumerable<CardProperty> All(string property) => card.Where(p => p.Name == property);
        return new Contact
        {
            SourceKey = All("UID").Single().Text,
            DisplayName = All("FN").Single().Text,
            Name = new PersonName(name[3], name[1], name[2], name[0], name[4]),
            Company = All("ORG").SingleOrDefault()?.Text,
            Emails = [.. All("EMAIL").Select(e => new ContactEmail(e.Text, null, PlaceOf(e)))],
            Phones = [.. All("TEL").Select(t => new ContactPhone(t.Types[0] == "CELL" ? PhoneKind.MobilePhone : PhoneKind.BusinessPhone, t.Text))],
            PostalAddresses = [.. All("ADR").Select(a => new PostalAddress(PlaceOf(a), a.Parts.ElementAt(2)))],
            WebPages = [.. All("URL").Select(u => new WebPage(PlaceOf(u), u.Text))],
            Notes = All("NOTE").SingleOrDefault()?.Text,
        };
    }

    private static ContactPlace PlaceOf(CardProperty property) => property.Types[0] == "WORK" ? ContactPlace.Business : ContactPlace.Other;
}

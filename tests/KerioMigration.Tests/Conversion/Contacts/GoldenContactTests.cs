using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using KerioMigration.Engine.Conversion.Contacts;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Contacts;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Conversion.Contacts;

/// <summary>Whole cards, as files that a reader can judge. They have LF for CRLF.</summary>
public sealed class GoldenContactTests
{
    private static readonly Dictionary<string, Contact> Cases = new(StringComparer.Ordinal)
    {
        ["person"] = Person(),
        ["person-minimal"] = new() { SourceKey = "minimal", Emails = [new ContactEmail("nurich@example.org")] },
        ["person-nameless"] = new() { SourceKey = "nameless", DisplayName = " ", Notes = "Wer war das?" },
        ["company"] = Company(),
        ["phones"] = Phones(),
        ["addresses"] = Addresses(),
        ["phonetic-names"] = Phonetic(),
        ["losses"] = Losses(),
    };

    public static TheoryData<string> Names => new(Cases.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_card_is_the_golden_one(string name)
    {
        var golden = Path.Combine(TestPaths.RepositoryRoot, "tests", "KerioMigration.Tests", "Golden", "contacts", name + ".vcf");
        var converted = ContactConverter.Convert(Cases[name]);
        var text = converted.Content.Replace("\r\n", "\n", StringComparison.Ordinal)
            + string.Concat(converted.Losses.Select(l => $"Lost: {l}\n"));
        Assert.Equal(File.ReadAllText(golden), text);
    }

    private static Contact Person() => new()
    {
        SourceKey = "5C3E0A",
        DisplayName = "Dr. Änne Maria Muster-Groß jun.",
        FileAs = "Muster-Groß, Änne; privat",
        Name = new PersonName("Dr.", "Änne", "Maria", "Muster-Groß", "jun.", "Ä.M.M.", "Änni, die"),
        Company = "Muster & Söhne; GmbH",
        OtherCompanies = ["Verein e.V.", "Stiftung"],
        Department = "Einkauf, Nord",
        Office = "Haus 2, Zimmer 7",
        JobTitle = "Leiterin",
        Profession = "Kauffrau",
        Manager = "Bert Chef",
        Assistant = "Cora Hilfe",
        Spouse = "Dieter",
        Children = ["Eva", "Finn"],
        Gender = "Female",
        Hobbies = "Segeln\nSchach",
        Mileage = "12 km",
        UserFields = ["Kundennr. 4711", null, " ", "VIP"],
        Emails =
        [
            new ContactEmail("aenne@example.org", "Dr. Änne Maria Muster-Groß jun. (aenne@example.org)"),
            new ContactEmail("einkauf@example.org", "Einkauf der Musters", ContactPlace.Business),
            new ContactEmail("privat@example.net", null, ContactPlace.Home),
        ],
        Phones = [new ContactPhone(PhoneKind.BusinessPhone, "+49 (30) 1,,23"), new ContactPhone(PhoneKind.MobilePhone, "+49 170 1")],
        ImAddresses = ["sip:aenne@example.org", "aenne.muster"],
        PostalAddresses =
        [
            new PostalAddress(ContactPlace.Business, "Königstraße 1\r\nHinterhaus", "Berlin", "Berlin", "10115", "Deutschland", "Postfach 9"),
        ],
        MailingAddress = ContactPlace.Business,
        WebPages = [new WebPage(ContactPlace.Business, "https://example.org/a?b=c;d,e"), new WebPage(ContactPlace.Home, "www.example.net")],
        Birthday = new DateTime(1972, 2, 29),
        WeddingAnniversary = new DateTime(2001, 9, 1),
        Notes = "Kennt \\ jeden.\r\n\r\nMag Tee 🍵.\r\n",
        Photo = new ContactPhoto(Jpeg(60), "image/jpeg"),
        Categories = ["Kunde, wichtig", "Privat"],
        Sensitivity = Sensitivity.Private,
        LastModified = new DateTimeOffset(2024, 2, 3, 4, 5, 6, TimeSpan.FromHours(1)),
    };

    private static Contact Company() => new()
    {
        SourceKey = "company",
        DisplayName = "Beispiel",
        FileAs = "Beispiel AG",
        IsCompany = true,
        Company = "Beispiel AG",
        Name = new PersonName("Frau", "Gerda", null, "Beispiel"),
        WebPages = [new WebPage(ContactPlace.Business, "http://www.example.com/")],
    };

    private static Contact Phones() => new()
    {
        SourceKey = "phones",
        DisplayName = "Alle Nummern",
        Phones = [.. Enum.GetValues<PhoneKind>().Select(k => new ContactPhone(k, $"+49 30 {(int)k}"))],
    };

    private static Contact Addresses() => new()
    {
        SourceKey = "addresses",
        DisplayName = "Drei Orte",
        Office = "5.16",
        PostalAddresses =
        [
            new PostalAddress(ContactPlace.Home, "Dorfstraße 3", "Ahlbeck", PostalCode: "17419", Text: "Dorfstraße 3\r\n17419 Ahlbeck"),
            new PostalAddress(ContactPlace.Other, Text: "c/o Hafen\nPier 4"),
            new PostalAddress(ContactPlace.Other),
        ],
        MailingAddress = ContactPlace.Home,
    };

    private static Contact Phonetic() => new()
    {
        SourceKey = "phonetic",
        Name = new PersonName(Given: "太郎", Surname: "山田", PhoneticGiven: "たろう", PhoneticSurname: "やまだ"),
        Company = "山田商店",
        PhoneticCompany = "やまだしょうてん",
    };

    private static Contact Losses() => new()
    {
        SourceKey = "losses",
        DisplayName = "Verlust",
        Emails =
        [
            new ContactEmail("/o=Org/ou=Exchange/cn=Recipients/cn=verlust", "Verlust, Vera"),
            new ContactEmail("c=de;a=;p=org;s=Verlust"),
            new ContactEmail("vera@example.org"),
        ],
        Photo = new ContactPhoto(Encoding.ASCII.GetBytes("GIF89a"), "image/gif"),
        Sensitivity = Sensitivity.Personal,
        CertificateCount = 2,
        AttachmentNames = ["Vertrag.pdf", "Plan.dwg"],
    };

    private static byte[] Jpeg(int length) => [0xFF, 0xD8, 0xFF, .. Enumerable.Range(3, length - 3).Select(n => (byte)n)];
}

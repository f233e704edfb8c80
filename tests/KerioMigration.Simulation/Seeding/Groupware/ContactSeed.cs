using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>Contacts and distribution lists with every field, and with odd ones.</summary>
internal sealed class ContactSeed(ItemMaker make)
{
    private const string Ex = "/O=EXAMPLE/OU=EXCHANGE ADMINISTRATIVE GROUP (FYDIBOHF23SPDLT)/CN=RECIPIENTS/CN=";

    public void Fill()
    {
        var full = Full();
        Odd();
        Lists(full);
    }

    private SeededContact Full() => make.Add("contacts", "Dr. Max Moritz Muster Jr.", new SeededContact
    {
        FileAs = "Muster, Max Moritz",
        FileAsMapping = "LastCommaFirst",
        DisplayName = "Dr. Max Moritz Muster Jr.",
        Title = "Dr.",
        GivenName = "Max",
        MiddleName = "Moritz",
        Surname = "Muster",
        Generation = "Jr.",
        Initials = "M.M.M.",
        Nickname = "Maxi",
        PhoneticGivenName = "マックス",
        PhoneticSurname = "ムスター",
        PhoneticCompany = "アクメ",
        Company = "ACME GmbH & Co. KG",
        Department = "Vertrieb; Süd",
        Office = "2.14",
        JobTitle = "Leiter, Vertrieb",
        Profession = "Kaufmann",
        Manager = "Clara Chef",
        AssistantName = "Anton Assistent",
        Spouse = "Maria Muster",
        Children = ["Fritz", "Franz"],
        Companies = ["ACME", "Beta AG"],
        Birthday = new DateTimeOffset(1980, 2, 28, 23, 0, 0, TimeSpan.Zero),
        Anniversary = new DateTimeOffset(2004, 6, 11, 22, 0, 0, TimeSpan.Zero),
        BusinessHomePage = "https://www.example.org/muster?a=1&b=2",
        PersonalHomePage = "https://muster.example.net/",
        Mileage = "120 km",
        Hobbies = "Segeln, Schach",
        Gender = 2,
        PostalAddressIndex = "Business",
        Categories = ["Geschäftlich", "VIP"],
        Sensitivity = "Private",
        Body = "Notiz zum Kontakt\r\nzweite Zeile\r\n",
        Emails =
        [
            new SeededContactAddress("max@muster.example.net", "Max Muster (max@muster.example.net)"),
            new SeededContactAddress("max.muster@example.org", "Max im Büro"),
            new SeededContactAddress("privat@muster.example.net", "Privat"),
        ],
        Addresses = new Dictionary<string, SeededPostalAddress>
        {
            ["Business"] = new("Hauptstraße 1\r\nHinterhaus", "Köln", "NRW", "Deutschland", "50667", "Postfach 12"),
            ["Home"] = new("Am Weg 2", "Bonn", null, "Deutschland", "53111"),
            ["Other"] = new("PO Box 3", "London", "Greater London", "United Kingdom", "SW1A 1AA"),
        },
        Phones = AllPhones(),
        ImAddresses = new Dictionary<string, string> { ["ImAddress1"] = "sip:max@example.org", ["ImAddress2"] = "xmpp:max@example.net", ["ImAddress3"] = "max_muster" },
        Attachments = [new SeededAttachment { Name = "ContactPicture.jpg", ContentType = "image/png", IsContactPhoto = true, Content = CalendarSeed.Picture }],
        Certificates = [Enumerable.Range(0, 600).Select(i => (byte)(i * 7)).ToArray()],
        ReminderMinutes = 0,
        FlagStatus = 2,
        Extended = { ["Address:32847"] = "Feld 1", ["Address:32848"] = "Feld 2", ["Address:32849"] = "Feld 3", ["Address:32850"] = "Feld 4" },
    });

    private static Dictionary<string, string> AllPhones() =>
        new[]
        {
            "AssistantPhone", "BusinessFax", "BusinessPhone", "BusinessPhone2", "Callback", "CarPhone", "CompanyMainPhone", "HomeFax", "HomePhone", "HomePhone2",
            "Isdn", "MobilePhone", "OtherFax", "OtherTelephone", "Pager", "PrimaryPhone", "RadioPhone", "Telex", "TtyTddPhone",
        }.Select((key, i) => (key, Number: $"+49 221 555 {100 + i}")).ToDictionary(p => p.key, p => p.Number);

    private void Odd()
    {
        Person("Nur Nachname", c => (c.Surname, c.DisplayName) = ("Nachname", "Nachname"));
        Person("Firma allein", c => (c.DisplayName, c.FileAs, c.Company, c.FileAsMapping) = ("Beta AG", "Beta AG", "Beta AG", "Company"));
        Person(null, _ => { });
        Person(Awkward.Emoji, c => (c.GivenName, c.Surname, c.Body) = ("👩‍🚀", Awkward.RightToLeft, "🎉"));
        Person("Maskiert", c => (c.GivenName, c.Surname, c.Company, c.Body) = (Awkward.Escapes, "a;b,c\\d", "X; Y", Awkward.Escapes));
        Person("Steuerzeichen", c => (c.GivenName, c.Body) = (Awkward.Control, Awkward.Control));
        Person("Lange Notiz", c => (c.GivenName, c.Body) = ("Lang", Awkward.Long));
        Person("EX-Adresse mit SMTP", c => c.Emails = [new SeededContactAddress(Ex + "bob", "Bob Smith", "EX", "bob@example.org")]);
        Person("EX-Adresse ohne SMTP", c => c.Emails = [new SeededContactAddress(Ex + "gone", "Former Colleague", "EX", "Former Colleague")]);
        Person("EX-Adresse im Verzeichnis", c => c.Emails = [new SeededContactAddress(Ex + "claire", "Claire Dubois", "EX", "Claire Dubois")]);
        Person("Nur zweite Adresse", c => c.Emails = [null, new SeededContactAddress("zweite@example.net")]);
        Person("Fax als Adresse", c => c.Emails = [new SeededContactAddress("Fax@+49 221 555", "Fax", "FAX")]);
        Person("Geburtstag mittags", c => c.Birthday = new DateTimeOffset(1975, 7, 9, 11, 59, 0, TimeSpan.Zero));
        Person("Geburtstag im Schaltjahr, Weltzeit", c => c.Birthday = new DateTimeOffset(1984, 2, 29, 0, 0, 0, TimeSpan.Zero));
        Person("Doppelgänger", c => (c.GivenName, c.Emails) = ("Doppel", [new SeededContactAddress("doppel@example.net")]));
        Person("Doppelgänger", c => (c.GivenName, c.Emails) = ("Doppel", [new SeededContactAddress("doppel@example.net")]));
        Person("Mit Anlage", c => c.Attachments = [MailMaker.File("Vertrag.pdf", 5_000, "application/pdf")]);
        Person("Eigenes Formular", c => (c.ItemClass, c.GivenName) = ("IPM.Contact.Kunde", "Kunde"));
        make.Add("contacts", "Nachricht bei den Kontakten", new SeededItem { ItemClass = "IPM.Note", Content = MailContent.Of("Subject: x\r\n\r\nx\r\n"u8.ToArray()) });
    }

    private void Person(string? name, Action<SeededContact> change)
    {
        var contact = new SeededContact { DisplayName = name, FileAs = name };
        change(contact);
        make.Add("contacts", name, contact);
    }

    private void Lists(SeededContact full)
    {
        var team = List("Team", new SeededMember(new SeededAddress("Bob Smith", "bob@example.org"), "Mailbox"), new SeededMember(new SeededAddress("Gast, Extern", "gast@example.net")));
        List(
            "Alle",
            new SeededMember(new SeededAddress("Max Muster", "max@muster.example.net"), "Contact", full),
            new SeededMember(new SeededAddress("Team", string.Empty), "PrivateDL", team),
            new SeededMember(new SeededAddress("Everyone", "everyone@example.org"), "PublicDL"),
            new SeededMember(new SeededAddress("Former Colleague", Ex + "gone", "EX"), "Mailbox", Status: "Demoted"),
            new SeededMember(null, "Unknown", Status: "Unrecognized"));
        List("Leer 🫙");
        List("Groß", Enumerable.Range(1, 300).Select(i => new SeededMember(new SeededAddress($"Mitglied {i}", $"member{i}@example.net"))).ToArray());
    }

    private SeededDistributionList List(string name, params SeededMember[] members) =>
        make.Add("contacts", name, new SeededDistributionList { FileAs = name, Members = members, Body = $"Notiz zu {name}" });
}

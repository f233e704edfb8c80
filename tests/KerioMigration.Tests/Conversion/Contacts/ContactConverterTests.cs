using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using KerioMigration.Engine.Conversion.Contacts;
using KerioMigration.Engine.Model.Contacts;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Conversion.Contacts;

/// <summary>What vobject reads from what we wrote.</summary>
public sealed class ContactConverterTests(VObjectReader vobject) : IClassFixture<VObjectReader>
{
    private static readonly Gen<string> Texts = AnyText.UpTo(60);

    private static readonly Gen<string?> Optional = Gen.OneOf(Texts.Select(t => (string?)t), Gen.Const((string?)null), Gen.Const((string?)""));

    private static readonly Gen<PersonName> PersonNames = Gen.Select(Optional.Array[5], Texts).Select((parts, nickname) =>
        new PersonName(parts[0], parts[1], parts[2], parts[3], parts[4], Nickname: nickname));

    private static readonly Gen<PostalAddress> Addresses = Gen.Select(Gen.Enum<ContactPlace>(), Texts.Array[6]).Select((place, parts) =>
        new PostalAddress(place, parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]));

    [DebianFact(PythonModule = "vobject")]
    public void Any_name_is_read_as_it_was_written() => PersonNames.Sample(
        name =>
        {
            var card = Read(new Contact { SourceKey = "x", DisplayName = "Name", Name = name });
            string?[] parts = [name.Surname, name.Given, name.Middle, name.Title, name.Suffix];
            IEnumerable<string?> expected = parts.Any(p => p?.Length > 0) ? parts.Select(p => AnyText.Arrived(p ?? "")) : ["Name", "", "", "", ""];
            Assert.Equal(expected, One(card, "N").Parts);
            Assert.Equal(AnyText.Arrived(name.Nickname!), One(card, "NICKNAME").Text);
        },
        iter: 300, threads: 1);

    [DebianFact(PythonModule = "vobject")]
    public void Any_text_is_read_as_it_was_written() => Texts.Array[9].Sample(
        texts =>
        {
            var contact = new Contact
            {
                SourceKey = "x",
                DisplayName = texts[0],
                FileAs = texts[1],
                Company = texts[2],
                Department = texts[3],
                JobTitle = texts[4],
                Profession = texts[5],
                Notes = texts[6],
                Categories = [texts[7], texts[8]],
            };
            var card = Read(contact);
            Assert.Equal(AnyText.Arrived(texts[0]).Replace('\n', ' '), One(card, "FN").Text);
            Assert.Equal([AnyText.Arrived(texts[2]), AnyText.Arrived(texts[3])], One(card, "ORG").Parts);
            Assert.Equal([AnyText.Arrived(texts[7]), AnyText.Arrived(texts[8])], One(card, "CATEGORIES").Parts);
            Assert.Equal(
                [AnyText.Arrived(texts[1]), AnyText.Arrived(texts[4]), AnyText.Arrived(texts[5]), AnyText.Arrived(texts[6])],
                new[] { "X-FILE-AS", "TITLE", "ROLE", "NOTE" }.Select(n => One(card, n).Text));
        },
        iter: 300, threads: 1);

    [DebianFact(PythonModule = "vobject")]
    public void Any_address_and_number_is_read_as_it_was_written() => Gen.Select(Addresses.Array[0, 4], Texts, Gen.Enum<PhoneKind>()).Sample(
        (addresses, number, kind) =>
        {
            var card = Read(new Contact { SourceKey = "x", PostalAddresses = addresses, Phones = [new ContactPhone(kind, number)] });
            Assert.Equal(
                addresses.Select(a => new[] { a.PostOfficeBox!, "", a.Street!, a.City!, a.State!, a.PostalCode!, a.Country! }.Select(AnyText.Arrived)),
                All(card, "ADR").Select(a => a.Parts));
            // In its own property, or in the notes.
            Assert.Contains(
                card,
                p => p.Name == "TEL" ? p.Text == AnyText.Arrived(number) : p.Name == "NOTE" && p.Text.EndsWith(": " + AnyText.Arrived(number), StringComparison.Ordinal));
        },
        iter: 300, threads: 1);

    /// <summary>Whatever has no property stands below the notes, each on a line of its own.</summary>
    [DebianFact(PythonModule = "vobject")]
    public void Any_detail_is_found_in_the_notes() => Gen.Select(Texts.Array[8], Optional).Sample(
        (texts, notes) =>
        {
            var card = Read(new Contact
            {
                SourceKey = "x",
                DisplayName = "Name",
                Notes = notes,
                Manager = texts[0],
                Assistant = texts[1],
                Spouse = texts[2],
                Children = [texts[3], texts[4]],
                UserFields = [null, texts[5]],
                ImAddresses = ["x " + texts[6]],
                Emails = [new ContactEmail("a@example.org", texts[7])],
            });
            Assert.Equal(
                (string.IsNullOrEmpty(notes) ? "" : AnyText.Arrived(notes) + "\n\n") + "More from Exchange:"
                + $"\nManager: {AnyText.Arrived(texts[0])}\nAssistant: {AnyText.Arrived(texts[1])}\nSpouse: {AnyText.Arrived(texts[2])}"
                + $"\nChildren: {AnyText.Arrived(texts[3])}, {AnyText.Arrived(texts[4])}\nUser field 2: {AnyText.Arrived(texts[5])}"
                + $"\nInstant messaging: x {AnyText.Arrived(texts[6])}\nName of a@example.org: {AnyText.Arrived(texts[7])}",
                One(card, "NOTE").Text);
            Assert.Equal(
                texts.Take(3).Select(AnyText.Arrived), new[] { "X-MANAGER", "X-ASSISTANT", "X-SPOUSE" }.Select(n => One(card, n).Text));
        },
        iter: 300, threads: 1);

    [DebianFact(PythonModule = "vobject")]
    public void Notes_of_a_megabyte_arrive_whole() =>
        Assert.Equal(AnyText.Megabyte, One(Read(new Contact { SourceKey = "x", Notes = AnyText.Megabyte }), "NOTE").Text);

    [DebianFact(PythonModule = "vobject")]
    public void A_photo_arrives_byte_for_byte_up_to_what_Kerio_takes()
    {
        var photo = new byte[256_000];
        new Random(1).NextBytes(photo);
        photo[0] = photo[2] = 0xFF;
        photo[1] = 0xD8;
        var read = One(Read(new Contact { SourceKey = "x", Photo = new ContactPhoto(photo, "image/png") }), "PHOTO");
        Assert.Equal(["JPEG"], read.Types);
        Assert.Equal(photo, System.Convert.FromBase64String(read.Text));

        Array.Resize(ref photo, photo.Length + 1);
        var larger = ContactConverter.Convert(new Contact { SourceKey = "x", Photo = new ContactPhoto(photo) });
        Assert.DoesNotContain("PHOTO", larger.Content, StringComparison.Ordinal);
        Assert.Equal("The photo has 256001 bytes; Kerio takes 256000.", Assert.Single(larger.Losses));
    }

    [DebianFact(PythonModule = "vobject")]
    public void A_web_page_keeps_its_commas_and_only_a_URI_is_an_IM_address()
    {
        var card = Read(new Contact
        {
            SourceKey = "x",
            WebPages = [new WebPage(ContactPlace.Business, "https://example.org/a,b;c\\d?e=%20\r\n")],
            ImAddresses = ["sip:a@example.org", "x mpp:a", "c:\\folder", ":a", "a@example.org"],
        });
        Assert.Equal("https://example.org/a,b;c\\d?e=%20", One(card, "URL").Text);
        Assert.Equal("sip:a@example.org", One(card, "IMPP").Text);
        Assert.Equal(4, One(card, "NOTE").Text.Split("Instant messaging: ").Length - 1);
    }

    [DebianFact(PythonModule = "vobject")]
    public void Types_are_those_of_the_kind_and_the_first_of_the_addresses_is_preferred()
    {
        var card = Read(new Contact
        {
            SourceKey = "x",
            Emails =
            [
                new ContactEmail("none"),
                new ContactEmail("a@x", null, ContactPlace.Home),
                new ContactEmail("b@x", null, ContactPlace.Business),
                new ContactEmail("c@x"),
            ],
            Phones = [new ContactPhone(PhoneKind.HomeFax, "1"), new ContactPhone(PhoneKind.BusinessMobile, "2")],
            PostalAddresses = [new PostalAddress(ContactPlace.Home, "h"), new PostalAddress(ContactPlace.Other, "o")],
            MailingAddress = ContactPlace.Other,
        });
        Assert.Equal([["HOME", "PREF"], ["WORK"], []], All(card, "EMAIL").Select(e => e.Types));
        Assert.Equal([["HOME", "FAX"], ["WORK", "CELL"]], All(card, "TEL").Select(e => e.Types));
        Assert.Equal([["HOME"], ["POSTAL", "PREF"]], All(card, "ADR").Select(e => e.Types));
    }

    [Fact]
    public void The_same_item_has_the_same_UID_in_every_run_and_another_has_another()
    {
        var uid = ContactConverter.Convert(new Contact { SourceKey = "5C3E0A", DisplayName = "A" }).Uid;
        Assert.Equal(uid, ContactConverter.Convert(new Contact { SourceKey = "5C3E0A", DisplayName = "B" }).Uid);
        Assert.NotEqual(uid, ContactConverter.Convert(new Contact { SourceKey = "5c3e0a", DisplayName = "A" }).Uid);
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", uid);
    }

    [Fact]
    public void Initials_are_noted_only_where_they_are_not_those_of_the_name()
    {
        Assert.DoesNotContain("NOTE", Content("a. m.  m"), StringComparison.Ordinal);
        Assert.Contains("Initials: X.M.\r\n", Content("X.M."), StringComparison.Ordinal);
        static string Content(string initials) =>
            ContactConverter.Convert(new Contact { SourceKey = "x", Name = new PersonName(null, "Anna", "Maria", "Muster", null, initials) }).Content;
    }

    private IReadOnlyList<CardProperty> Read(Contact contact) => vobject.Read(ContactConverter.Convert(contact).Content);

    private static CardProperty One(IEnumerable<CardProperty> card, string name) => Assert.Single(card, p => p.Name == name);

    private static IEnumerable<CardProperty> All(IEnumerable<CardProperty> card, string name) => card.Where(p => p.Name == name);
}

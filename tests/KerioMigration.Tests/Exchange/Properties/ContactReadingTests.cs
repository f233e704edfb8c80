using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Conversion.Contacts;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Contacts;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;
using Xunit;

namespace KerioMigration.Tests.Exchange.Properties;

/// <summary>Contacts and lists as the reader gives them, beside the seed.</summary>
public sealed class ContactReadingTests
{
    public static TheoryData<ExchangeVersion> Versions => new(ExchangeVersion.Exchange2010Sp2, ExchangeVersion.Exchange2019);

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_full_contact_lacks_nothing(ExchangeVersion version)
    {
        await using var mailbox = await GroupwareMailbox.StartAsync(version);
        var (seeded, read) = (await mailbox.PairsAsync<SeededContact>(FolderRole.Contacts, "contacts"))[0];
        var contact = Assert.IsType<Contact>(read.Properties);

        Assert.Equal(new PersonName("Dr.", "Max", "Moritz", "Muster", "Jr.", "M.M.M.", "Maxi", "マックス", "ムスター"), contact.Name);
        Assert.Equal(
            (seeded.FileAs, seeded.DisplayName, seeded.Company, seeded.Department, seeded.Office, seeded.JobTitle, seeded.Profession),
            (contact.FileAs, contact.DisplayName, contact.Company, contact.Department, contact.Office, contact.JobTitle, contact.Profession));
        Assert.Equal(
            (seeded.Manager, seeded.AssistantName, seeded.Spouse, seeded.Mileage, seeded.Hobbies, "male", Sensitivity.Private, false),
            (contact.Manager, contact.Assistant, contact.Spouse, contact.Mileage, contact.Hobbies, contact.Gender, contact.Sensitivity, contact.IsCompany));
        Assert.Equal(seeded.Children, contact.Children);
        Assert.Equal(seeded.Companies, contact.OtherCompanies);
        Assert.Equal(seeded.Categories, contact.Categories);
        Assert.Equal(["Feld 1", "Feld 2", "Feld 3", "Feld 4"], contact.UserFields);
        Assert.Equal(seeded.Emails.Select(e => (e!.Address, e.DisplayName)), contact.Emails.Select(e => (e.Address, e.DisplayName)));
        Assert.Equal(seeded.Phones.Select(p => (p.Key, p.Value)).Order(), contact.Phones.Select(p => (p.Kind.ToString(), p.Number)).Order());
        Assert.Equal(seeded.ImAddresses.OrderBy(p => p.Key).Select(p => p.Value), contact.ImAddresses);
        Assert.Equal(ContactPlace.Business, contact.MailingAddress);
        Assert.Equal([ContactPlace.Business, ContactPlace.Home, ContactPlace.Other], contact.PostalAddresses.Select(a => a.Place));
        Assert.Equal(("Am Weg 2", "Bonn", null, "53111", "Deutschland"), contact.PostalAddresses[1] is { } home ? (home.Street, home.City, home.State, home.PostalCode, home.Country) : default);
        Assert.Equal([new(ContactPlace.Business, seeded.BusinessHomePage!), new WebPage(ContactPlace.Home, seeded.PersonalHomePage!)], contact.WebPages);
        Assert.Equal((new DateTime(1980, 2, 29), new DateTime(2004, 6, 12)), (contact.Birthday, contact.WeddingAnniversary));
        Assert.Equal("Notiz zum Kontakt\nzweite Zeile\n", contact.Notes?.ReplaceLineEndings("\n"));
        Assert.Equal(seeded.Attachments[0].Content.ToArray(), contact.Photo!.Content.ToArray());
        Assert.Empty(contact.AttachmentNames);
        Assert.Equal(1, contact.CertificateCount);
        Assert.Equal(new FollowUp("Follow up"), contact.FollowUp);
        Assert.Contains("Follow-up: Follow up", ContactConverter.Convert(contact).Content, StringComparison.Ordinal);
        Assert.Equal(seeded.Modified, contact.LastModified);
        Assert.Empty(read.Losses);
    }

    [Fact]
    public async Task Odd_contacts_are_read_as_well_as_they_can()
    {
        await using var mailbox = await GroupwareMailbox.StartAsync(ExchangeVersion.Exchange2016);
        var pairs = await mailbox.PairsAsync<SeededContact>(FolderRole.Contacts, "contacts");
        Contact Of(string name) => (Contact)pairs.First(p => p.Seeded.DisplayName == name).Read.Properties!;

        Assert.All(pairs, p => Assert.IsType<Contact>(p.Read.Properties));
        Assert.True(Of("Beta AG").IsCompany);
        Assert.False(Of("Nachname").IsCompany);
        Assert.Equal("bob@example.org", Of("EX-Adresse mit SMTP").Emails.Single().Address);
        Assert.Equal("claire@example.org", Of("EX-Adresse im Verzeichnis").Emails.Single().Address);
        Assert.EndsWith("CN=gone", Of("EX-Adresse ohne SMTP").Emails.Single().Address, StringComparison.Ordinal);
        Assert.Equal("zweite@example.net", Of("Nur zweite Adresse").Emails.Single().Address);
        Assert.Equal(new DateTime(1975, 7, 9), Of("Geburtstag mittags").Birthday);
        Assert.Equal(new DateTime(1984, 2, 29), Of("Geburtstag im Schaltjahr, Weltzeit").Birthday);
        Assert.Equal(["Vertrag.pdf"], Of("Mit Anlage").AttachmentNames);
        Assert.Equal(pairs.Count, pairs.Select(p => ((Contact)p.Read.Properties!).SourceKey).Distinct(StringComparer.Ordinal).Count());
        Assert.All(pairs, p => Assert.StartsWith("BEGIN:VCARD", ContactConverter.Convert((Contact)p.Read.Properties!).Content, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Photos_are_read_together_and_one_that_fails_alone()
    {
        await using var mailbox = await GroupwareMailbox.StartAsync(ExchangeVersion.Exchange2016);
        for (var i = 0; i < 25; i++)
        {
            var photo = new SeededAttachment { Name = "ContactPicture.jpg", IsContactPhoto = true, Content = new byte[] { 0xFF, 0xD8, 0xFF, (byte)i }, ErrorCode = i == 7 ? "ErrorCannotOpenFileAttachment" : null };
            mailbox.Server.Seeded.AddItem(mailbox.Server.Seeded["contacts"], new SeededContact { DisplayName = $"{i}", GivenName = "Photo", Attachments = [photo] });
        }

        var read = (await mailbox.PairsAsync<SeededContact>(FolderRole.Contacts, "contacts")).Where(p => p.Seeded.GivenName == "Photo").ToList();
        Assert.Equal(
            read.Select(p => p.Seeded.DisplayName == "7" ? null : p.Seeded.Attachments[0].Content.ToArray()),
            read.Select(p => ((Contact)p.Read.Properties!).Photo?.Content.ToArray()));
        Assert.Equal(["7"], read.Where(p => p.Read.Losses.Count > 0).Select(p => p.Seeded.DisplayName));
        Assert.InRange(mailbox.Server.Exchange.Requests.Count(r => r.Operation == "GetAttachment"), 3, 4);
    }

    [Fact]
    public async Task Members_are_known_by_address_or_by_the_item_that_they_are()
    {
        await using var mailbox = await GroupwareMailbox.StartAsync(ExchangeVersion.Exchange2016);
        var read = await mailbox.ReadAsync(FolderRole.Contacts);
        var items = read.Select(i => i.Properties).ToList();
        var lists = items.OfType<DistributionList>().ToDictionary(l => l.Name!);

        Assert.Equal(
            [new(ListMemberKind.Directory, "Bob Smith", "bob@example.org"), new ListMember(ListMemberKind.OneOff, "Gast, Extern", "gast@example.net")],
            lists["Team"].Members);
        Assert.Equal("Notiz zu Team", lists["Team"].Notes);
        var all = lists["Alle"].Members;
        Assert.Equal(5, all.Count);
        Assert.Equal(new ListMember(ListMemberKind.Contact, "Max Muster", "max@muster.example.net", items.OfType<Contact>().First().SourceKey), all[0]);
        Assert.Equal((ListMemberKind.PrivateList, lists["Team"].SourceKey), (all[1].Kind, all[1].SourceKey));
        Assert.Equal(["Team"], lists["Alle"].Nested.Select(l => l.Name));
        Assert.Equal(new ListMember(ListMemberKind.Directory, "Everyone", "everyone@example.org"), all[2]);
        Assert.Equal(new ListMember(ListMemberKind.Directory, "Former Colleague", null), all[3]);
        Assert.Equal(
            ["Exchange marks the member Former Colleague as Demoted.", "Exchange marks the member (nameless) as Unrecognized."],
            read.Single(i => i.Properties == lists["Alle"]).Losses);
        Assert.Empty(lists["Leer 🫙"].Members);
        Assert.Equal(300, lists["Groß"].Members.Count);
    }

    /// <summary>What a list is carried as must not depend on which others are read in the same moment.</summary>
    [Theory]
    [InlineData(ExchangeVersion.Exchange2010Sp2)]
    [InlineData(ExchangeVersion.Exchange2016)]
    public async Task A_list_that_is_read_alone_knows_the_lists_within_it(ExchangeVersion version)
    {
        await using var mailbox = await GroupwareMailbox.StartAsync(version);
        var lists = mailbox.Server.Seeded["contacts"].Items.OfType<SeededDistributionList>().ToDictionary(l => l.Subject!);
        lists["Team"].Members = [.. lists["Team"].Members, new SeededMember(new SeededAddress("Alle", string.Empty), "PrivateDL", lists["Alle"])];

        var listed = (await mailbox.ListAsync(FolderRole.Contacts)).Single(i => i.Id == lists["Alle"].Id);
        var alone = Assert.IsType<DistributionList>((await mailbox.Server.Anna.ReadItemsAsync([listed], default)).Single().Properties);

        Assert.Equal((ListMemberKind.PrivateList, alone.Nested.Single().SourceKey), (alone.Members[1].Kind, alone.Members[1].SourceKey));
        Assert.Equal(["bob@example.org", "gast@example.net", null], alone.Nested.Single().Members.Select(m => m.Address));
        Assert.Equal(alone.SourceKey, alone.Nested.Single().Members[2].SourceKey);
    }
}

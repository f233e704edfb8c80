using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Rights;
using KerioMigration.Engine.Transfer;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Xunit;
using ItemChange = KerioMigration.Engine.Model.ItemChange;
using ItemKind = KerioMigration.Engine.Model.ItemKind;
using ItemKinds = KerioMigration.Engine.Model.ItemKinds;

namespace KerioMigration.Tests.Exchange;

/// <summary>The organization's public folders as a source: the promises of a mailbox, by operations that public folders allow.</summary>
public sealed class PublicFolderTests
{
    [Theory]
    [InlineData(ExchangeVersion.Exchange2010Sp2)]
    [InlineData(ExchangeVersion.Exchange2013Sp1)]
    [InlineData(ExchangeVersion.Exchange2019)]
    public async Task The_tree_is_listed_level_by_level_with_its_counts(ExchangeVersion version)
    {
        await using var server = await StartAsync(version);
        await using var mailbox = Open(server);

        var folders = await mailbox.ListFoldersAsync(default);

        Assert.Equal(
            [
                "Firma Mail 0", "Firma/Aufgaben Task 1", "Firma/Lieferanten Contact 1", "Firma/Merkzettel Note 1", "Firma/Rundschreiben Mail 1",
                "Firma/Räume Calendar 1",
            ],
            folders.Select(f => FormattableString.Invariant($"{string.Join('/', f.Path)} {f.Kind} {f.ItemCount}")).Order(StringComparer.Ordinal));
        Assert.All(folders, f => Assert.Equal(FolderRole.None, f.Role));
        Assert.Equal("Firma", folders[0].DisplayName);
        Assert.DoesNotContain(server.Exchange.Requests, r => r.Operation is "SyncFolderItems" or "SyncFolderHierarchy");
    }

    [Theory]
    [InlineData(ExchangeVersion.Exchange2010Sp2)]
    [InlineData(ExchangeVersion.Exchange2013Sp1)]
    [InlineData(ExchangeVersion.Exchange2019)]
    public async Task Items_of_every_kind_are_listed_and_read_wherever_they_are(ExchangeVersion version)
    {
        var organization = Seed.Groupware();
        Folder(organization, "Räume").ContentMailbox = "PublicFolders2@example.org";
        Folder(organization, "Rundschreiben").ContentMailbox = "PublicFolders2@example.org";
        await using var server = await StartAsync(version, organization);
        await using var mailbox = Open(server);
        List<ItemRef> all = [];
        foreach (var folder in await mailbox.ListFoldersAsync(default))
        {
            var (changes, page) = await ListAsync(mailbox, folder, null);
            Assert.All(changes, c => Assert.Equal(ItemChangeType.Created, c.Type));
            Assert.Equal(Inventory.First, page.Inventory);
            all.AddRange(changes.Select(c => ItemKinds.InFolder(c.Item, folder.Kind)));
        }

        var read = await mailbox.ReadItemsAsync(all, default);

        Assert.Equal(
            [ItemKind.Mail, ItemKind.Calendar, ItemKind.Contact, ItemKind.Task, ItemKind.Note],
            read.Select(r => r.Ref.Kind).Order());
        Assert.All(read, r => Assert.Null(r.Failure));
        var letter = read.Single(r => r.Ref.Kind == ItemKind.Mail);
        Assert.Equal(organization.PublicFolders!.FindItem(letter.Ref.Id)!.Mime.ToArray(), letter.Content!.ToBytes());
        Assert.All(read, r => r.Dispose());

        // A run for single items lists nothing before.
        await using var second = Open(server);
        var alone = Assert.Single(await second.ReadItemsAsync([letter.Ref], default));
        Assert.Null(alone.Failure);
        alone.Dispose();
    }

    [Fact]
    public async Task A_later_listing_tells_what_is_new_edited_and_gone()
    {
        await using var server = await StartAsync();
        await using var mailbox = Open(server);
        var seeded = server.Exchange.Organization.PublicFolders!;
        var letters = Folder(server.Exchange.Organization, "Rundschreiben");
        var mail = new MailMaker(Seed.Domain, Seed.Now.AddDays(1));
        var (edited, kept, gone) = (letters.Items[0], seeded.AddItem(letters, mail.Text("2")), seeded.AddItem(letters, mail.Text("3")));
        var folder = (await mailbox.ListFoldersAsync(default)).Single(f => f.Id == letters.Id);
        var (_, first) = await ListAsync(mailbox, folder, null);
        seeded.UpdateItem(edited, i => i.Subject = "Changed");
        var goneId = gone.Id;
        seeded.DeleteItem(gone);
        var added = seeded.AddItem(letters, mail.Text("4"));

        var (changes, second) = await ListAsync(mailbox, folder, first.Cursor);

        // What has the time of the youngest change may have changed once more in that second.
        Assert.Equal(ItemChangeType.Updated, changes.Single(c => c.Item.Id == edited.Id).Type);
        Assert.Equal(ItemChangeType.Created, changes.Single(c => c.Item.Id == kept.Id).Type);
        Assert.Contains(changes, c => c.Item.Id == added.Id);
        Assert.DoesNotContain(changes, c => c.Item.Id == goneId);
        Assert.Equal(Inventory.First, second.Inventory);
    }

    [Fact]
    public async Task Nothing_slips_through_when_items_disappear_between_pages()
    {
        await using var server = await StartAsync();
        await using var mailbox = Open(server);
        var (seeded, letters) = Filled(server.Exchange.Organization);
        var folder = (await mailbox.ListFoldersAsync(default)).Single(f => f.Id == letters.Id);
        var first = await mailbox.ListChangesAsync(folder, null, default);
        foreach (var item in letters.Items.Take(40).ToList())
        {
            seeded.DeleteItem(item);
        }

        var (rest, last) = await ListAsync(mailbox, folder, first.Cursor);

        // The listing of everything began again, and names each that is there.
        Assert.Equal(letters.Items.Select(i => i.Id).Order(StringComparer.Ordinal), rest.Select(c => c.Item.Id).Order(StringComparer.Ordinal));
        Assert.Equal(Inventory.Further, last.Inventory);
    }

    [Fact]
    public async Task A_folder_in_which_items_disappear_all_the_time_is_listed_without_conclusions()
    {
        await using var server = await StartAsync();
        await using var mailbox = Open(server);
        var (seeded, letters) = Filled(server.Exchange.Organization);
        var folder = (await mailbox.ListFoldersAsync(default)).Single(f => f.Id == letters.Id);
        ChangePage page;
        string? cursor = null;
        var pages = 0;
        do
        {
            page = await mailbox.ListChangesAsync(folder, cursor, default);
            cursor = page.Cursor;
            seeded.DeleteItem(letters.Items[0]);
        }
        while (!page.IsLast && ++pages < 20);

        Assert.True(page.IsLast);
        Assert.Equal(Inventory.None, page.Inventory);
    }

    [Fact]
    public async Task Contents_whose_place_is_not_told_are_not_taken_for_gone()
    {
        await using var server = await StartAsync();
        Folder(server.Exchange.Organization, "Rundschreiben").ContentMailbox = null;
        await using var mailbox = Open(server);
        var folder = (await mailbox.ListFoldersAsync(default)).Single(f => f.DisplayName == "Rundschreiben");

        var (changes, page) = await ListAsync(mailbox, folder, null);

        Assert.Single(changes);
        Assert.Equal(Inventory.None, page.Inventory);
    }

    [Fact]
    public async Task Rights_are_read_from_the_tree()
    {
        await using var server = await StartAsync();
        await using var mailbox = Open(server);
        var company = (await mailbox.ListFoldersAsync(default)).Single(f => f.DisplayName == "Firma");

        var rights = Assert.Single(await mailbox.ReadRightsAsync([company], default));

        Assert.Null(rights.Failure);
        Assert.Contains(rights.Entries, e => e.Address == "bob@example.org");
        Assert.Contains(rights.Entries, e => e.Grantee != Grantee.Named);
    }

    [Fact]
    public async Task A_server_that_sends_only_the_routed_to_the_tree_is_served()
    {
        await using var server = await StartAsync();
        server.Exchange.Faults.Add(new Fault { On = "GetFolder", Action = FaultAction.Error, Code = "ErrorPublicFolderMailboxDiscoveryFailed" });
        await using var mailbox = Open(server);

        Assert.NotEmpty(await mailbox.ListFoldersAsync(default));

        var routed = server.Exchange.Requests.Where(r => r.Operation == "FindFolder").ToList();
        Assert.All(routed, r => Assert.Equal("PublicFolders@example.org", r.Headers["X-AnchorMailbox"]));
        Assert.All(routed, r => Assert.EndsWith("@example.org", r.Headers["X-PublicFolderMailbox"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_organization_without_public_folders_says_so()
    {
        await using var server = await StartAsync(organization: Seed.Tiny());
        await using var mailbox = Open(server);

        var thrown = await Assert.ThrowsAsync<MigrationException>(() => mailbox.ListFoldersAsync(default));

        Assert.Equal((FailureScope.Mailbox, Reason.MailboxUnavailable), (thrown.Failure.Scope, thrown.Failure.Reason));
        Assert.Contains("public folders", thrown.Failure.Message, StringComparison.Ordinal);
    }

    private static Task<ExchangeTestServer> StartAsync(ExchangeVersion version = ExchangeVersion.Exchange2016, Organization? organization = null) =>
        ExchangeTestServer.StartAsync(organization ?? Seed.Groupware(), new SimulatedExchangeOptions { Version = version });

    private static ISourceMailbox Open(ExchangeTestServer server) => server.Client.OpenMailbox(MailboxRef.PublicFolders);

    /// <summary>A folder of three pages.</summary>
    private static (SeededMailbox Mailbox, SeededFolder Folder) Filled(Organization organization)
    {
        var (mailbox, folder) = (organization.PublicFolders!, Folder(organization, "Rundschreiben"));
        var mail = new MailMaker(Seed.Domain, Seed.Now.AddDays(1));
        for (var i = 0; i < 1_200; i++)
        {
            mailbox.AddItem(folder, mail.Text($"{i}"));
        }

        return (mailbox, folder);
    }

    private static SeededFolder Folder(Organization organization, string name) =>
        organization.PublicFolders!.Root.WithDescendants().Single(f => f.DisplayName == name);

    private static async Task<(List<ItemChange> Changes, ChangePage Last)> ListAsync(ISourceMailbox mailbox, FolderRef folder, string? cursor)
    {
        List<ItemChange> changes = [];
        while (true)
        {
            var page = await mailbox.ListChangesAsync(folder, cursor, default);
            changes.AddRange(page.Changes);
            cursor = page.Cursor;
            if (page.IsLast)
            {
                return (changes, page);
            }
        }
    }
}

using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Simulation.Seeding;
using Xunit;
using ItemKind = KerioMigration.Engine.Model.ItemKind;

namespace KerioMigration.Tests.Suites;

/// <summary>
/// What a source promises besides where its folders are somebody's mailbox: folders have roles, the server keeps track of changes, and the
/// mailbox has an address.
/// </summary>
public abstract class UserMailboxSuite : SourceMailboxSuite
{
    [Theory]
    [InlineData("inbox", FolderRole.Inbox, ItemKind.Mail)]
    [InlineData("sentitems", FolderRole.Sent, ItemKind.Mail)]
    [InlineData("drafts", FolderRole.Drafts, ItemKind.Mail)]
    [InlineData("deleteditems", FolderRole.Deleted, ItemKind.Mail)]
    [InlineData("junkemail", FolderRole.Junk, ItemKind.Mail)]
    [InlineData("outbox", FolderRole.Outbox, ItemKind.Mail)]
    [InlineData("calendar", FolderRole.Calendar, ItemKind.Calendar)]
    [InlineData("contacts", FolderRole.Contacts, ItemKind.Contact)]
    [InlineData("tasks", FolderRole.Tasks, ItemKind.Task)]
    [InlineData("notes", FolderRole.Notes, ItemKind.Note)]
    [InlineData("journal", FolderRole.Journal, ItemKind.Journal)]
    public async Task Knows_default_folders_whatever_their_names(string distinguished, FolderRole role, ItemKind kind)
    {
        var (mailbox, seeded) = await OpenDemoAsync();

        var folder = Assert.Single(await mailbox.ListFoldersAsync(default), f => f.Role == role);

        Assert.Equal(seeded[distinguished].Id, folder.Id);
        Assert.Equal(kind, folder.Kind);
    }

    [Fact]
    public async Task A_cursor_leads_to_what_changed_since()
    {
        var organization = Seed.Tiny();
        var seeded = organization.Users[0].Mailbox;
        await using var mailbox = await OpenAsync(organization, "anna@example.org");
        var inbox = (await mailbox.ListFoldersAsync(default)).Single(f => f.Role == FolderRole.Inbox);
        var (_, cursor) = await ListAsync(mailbox, inbox, null);
        var items = seeded["inbox"].Items.ToList();

        seeded.UpdateItem(items[0], i => i.Subject = "Changed");
        seeded.SetRead(items[1], !items[1].IsRead);
        var moved = items[2].Id;
        seeded.MoveItem(items[2], seeded["deleteditems"]);
        var deleted = items[3].Id;
        seeded.DeleteItem(items[3]);
        var added = seeded.AddItem(seeded["inbox"], new MailMaker(Seed.Domain, Seed.Now).Text("New"));
        var (changes, next) = await ListAsync(mailbox, inbox, cursor);

        Assert.Equal(
            new[]
            {
                (ItemChangeType.Created, added.Id), (ItemChangeType.Deleted, moved), (ItemChangeType.Deleted, deleted),
                (ItemChangeType.ReadFlagChanged, items[1].Id), (ItemChangeType.Updated, items[0].Id),
            }.Order(),
            changes.Select(c => (c.Type, c.Item.Id)).Order());
        Assert.Equal(items[1].IsRead, changes.Single(c => c.Type == ItemChangeType.ReadFlagChanged).IsRead);
        var again = await mailbox.ListChangesAsync(inbox, next, default);
        Assert.Empty(again.Changes);
        Assert.True(again.IsLast);
    }

    [Fact]
    public async Task Drafts_are_drafts_and_sent_mail_is_read()
    {
        var (mailbox, seeded) = await OpenDemoAsync();
        foreach (var folder in (await mailbox.ListFoldersAsync(default)).Where(f => f.Role is FolderRole.Drafts or FolderRole.Sent))
        {
            var (changes, _) = await ListAsync(mailbox, folder, null);
            var items = await mailbox.ReadItemsAsync([.. changes.Select(c => c.Item)], default);
            Assert.NotEmpty(items);
            Assert.All(items, i => Assert.Equal(FlagsOf(seeded.FindItem(i.Ref.Id)!), i.Flags));
            Assert.All(items, i => i.Dispose());
        }
    }

    [Fact]
    public async Task An_unknown_mailbox_is_named()
    {
        await using var mailbox = await OpenAsync(Seed.Tiny(), "nobody@example.org");

        var thrown = await Assert.ThrowsAsync<MigrationException>(() => mailbox.ListFoldersAsync(default));

        Assert.Equal((FailureScope.Mailbox, Reason.MailboxNotFound), (thrown.Failure.Scope, thrown.Failure.Reason));
        Assert.Contains("nobody@example.org", thrown.Failure.Message, StringComparison.Ordinal);
    }
}

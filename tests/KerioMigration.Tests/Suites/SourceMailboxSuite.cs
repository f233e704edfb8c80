using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Transfer;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Xunit;
using ItemChange = KerioMigration.Engine.Model.ItemChange;
using ItemKind = KerioMigration.Engine.Model.ItemKind;

namespace KerioMigration.Tests.Suites;

/// <summary>What every source promises, be it a mailbox or the public folders, on the folders of the seeds.</summary>
public abstract class SourceMailboxSuite
{
    /// <summary>Serves the organization, until the end of the test, and opens a mailbox of it.</summary>
    protected abstract Task<ISourceMailbox> OpenAsync(Organization organization, string address);

    /// <summary>The organization that is served for a seed.</summary>
    protected virtual Organization Arrange(Organization organization) => organization;

    /// <summary>What the source reads of it.</summary>
    protected virtual SeededMailbox SeededIn(Organization organization) => organization.Users[0].Mailbox;

    /// <summary>Its folders are below this one.</summary>
    protected virtual SeededFolder RootOf(SeededMailbox seeded) => seeded.TopOfInformationStore;

    /// <summary>The folder that is the seed's inbox.</summary>
    protected virtual SeededFolder InboxOf(SeededMailbox seeded) => seeded["inbox"];

    [Fact]
    public async Task Lists_every_folder_that_users_have_parents_first()
    {
        var (mailbox, seeded) = await OpenDemoAsync();

        var folders = await mailbox.ListFoldersAsync(default);

        var expected = seeded.Read(m => RootOf(m).WithDescendants().Skip(1).ToDictionary(f => f.Id, StringComparer.Ordinal));
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), folders.Select(f => f.Id).Order(StringComparer.Ordinal));
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            var wanted = expected[folder.Id];
            Assert.Equal(wanted.DisplayName, folder.DisplayName);
            Assert.Equal(PathOf(wanted, RootOf(seeded)), folder.Path);
            Assert.Equal(wanted.TotalCount, folder.ItemCount);
            Assert.Equal(wanted.Size, folder.Size);
            Assert.Equal(wanted.IsHidden || wanted.FolderClass == "IPF.Configuration", folder.IsHidden);
            Assert.True(wanted.Parent == RootOf(seeded) || seen.Contains(folder.ParentId!), folder.DisplayName);
            seen.Add(folder.Id);
        }
    }

    [Fact]
    public async Task The_first_listing_names_every_item_once_and_ends()
    {
        var (mailbox, seeded) = await OpenDemoAsync();
        foreach (var folder in await mailbox.ListFoldersAsync(default))
        {
            var (changes, _) = await ListAsync(mailbox, folder, null);

            var expected = seeded.Read(m => m.FindFolder(folder.Id)!.Items.Where(i => !i.IsAssociated).ToList());
            Assert.All(changes, c => Assert.Equal(ItemChangeType.Created, c.Type));
            Assert.Equal(expected.Select(i => i.Id).Order(StringComparer.Ordinal), changes.Select(c => c.Item.Id).Order(StringComparer.Ordinal));
            foreach (var (change, item) in changes.Join(expected, c => c.Item.Id, i => i.Id, (c, i) => (c, i), StringComparer.Ordinal))
            {
                Assert.Equal((item.ItemClass, item.Size, item.Received), (change.Item.ItemClass, change.Item.Size, change.Item.Received));
            }
        }
    }

    [Fact]
    public async Task A_listing_of_many_items_comes_in_pages()
    {
        var organization = Arrange(Seed.Tiny());
        var seeded = SeededIn(organization);
        var many = seeded.AddFolder(InboxOf(seeded), "Many");
        var mail = new MailMaker(Seed.Domain, Seed.Now);
        for (var i = 0; i < 1_300; i++)
        {
            seeded.AddItem(many, mail.Text($"{i}"));
        }

        await using var mailbox = await OpenAsync(organization, "anna@example.org");
        var folder = (await mailbox.ListFoldersAsync(default)).Single(f => f.Id == many.Id);

        var (changes, _) = await ListAsync(mailbox, folder, null);

        Assert.Equal(1_300, changes.Select(c => c.Item.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Items_are_read_in_the_order_asked_for_with_their_exact_bytes_and_states()
    {
        var (mailbox, seeded) = await OpenDemoAsync();
        var inbox = (await mailbox.ListFoldersAsync(default)).Single(f => f.Id == InboxOf(seeded).Id);
        var (changes, _) = await ListAsync(mailbox, inbox, null);
        var asked = changes.Select(c => c.Item).Where(i => i.Kind == ItemKind.Mail).Reverse().ToList();

        var items = await mailbox.ReadItemsAsync(asked, default);

        Assert.Equal(asked.Select(i => i.Id), items.Select(i => i.Ref.Id));
        foreach (var item in items)
        {
            using (item)
            {
                var expected = seeded.FindItem(item.Ref.Id)!;
                Assert.Null(item.Failure);
                Assert.Equal(expected.Mime.ToArray(), item.Content!.ToBytes());
                Assert.Equal(FlagsOf(expected), item.Flags);
                Assert.Equal(expected.Categories, item.Categories);
                Assert.Equal(expected.Received, item.Received);
            }
        }
    }

    [Fact]
    public async Task A_missing_item_is_a_failure_of_its_own()
    {
        var organization = Arrange(Seed.Tiny());
        var seeded = SeededIn(organization);
        await using var mailbox = await OpenAsync(organization, "anna@example.org");
        var inbox = (await mailbox.ListFoldersAsync(default)).Single(f => f.Id == InboxOf(seeded).Id);
        var (changes, _) = await ListAsync(mailbox, inbox, null);
        seeded.DeleteItem(seeded.FindItem(changes[2].Item.Id)!);

        var items = await mailbox.ReadItemsAsync([.. changes.Select(c => c.Item)], default);

        Assert.Equal(changes.Count, items.Count);
        Assert.Equal((FailureScope.Item, Reason.ItemNotFound), (items[2].Failure!.Scope, items[2].Failure!.Reason));
        Assert.Null(items[2].Content);
        Assert.All(items.Where((_, i) => i != 2), i => Assert.NotNull(i.Content));
        Assert.All(items, i => i.Dispose());
    }

    [Fact]
    public async Task A_folder_that_is_gone_fails_alone()
    {
        var organization = Arrange(Seed.Tiny());
        var seeded = SeededIn(organization);
        await using var mailbox = await OpenAsync(organization, "anna@example.org");
        var folder = (await mailbox.ListFoldersAsync(default)).Single(f => f.DisplayName == "Projects");
        seeded.DeleteFolder(seeded.FindFolder(folder.Id)!);

        var thrown = await Assert.ThrowsAsync<MigrationException>(() => mailbox.ListChangesAsync(folder, null, default));

        Assert.Equal(FailureScope.Folder, thrown.Failure.Scope);
    }

    [Fact]
    public async Task Calls_may_run_at_the_same_time()
    {
        var (mailbox, seeded) = await OpenDemoAsync();
        var folders = await mailbox.ListFoldersAsync(default);

        var listed = await Task.WhenAll(folders.Select(f => ListAsync(mailbox, f, null)));
        var read = await Task.WhenAll(listed.Select(l => mailbox.ReadItemsAsync([.. l.Changes.Select(c => c.Item).Where(i => i.Kind == ItemKind.Mail)], default)));

        foreach (var item in read.SelectMany(r => r))
        {
            Assert.Equal(seeded.FindItem(item.Ref.Id)!.Mime.ToArray(), item.Content!.ToBytes());
            item.Dispose();
        }
    }

    [Fact]
    public async Task A_cancelled_call_ends_as_cancelled()
    {
        var (mailbox, _) = await OpenDemoAsync();
        var folders = await mailbox.ListFoldersAsync(default);
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => mailbox.ListFoldersAsync(source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => mailbox.ListChangesAsync(folders[0], null, source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => mailbox.ReadItemsAsync([new ItemRef { Id = "x" }], source.Token));
    }

    /// <summary>All pages; gives the last cursor.</summary>
    protected static async Task<(List<ItemChange> Changes, string Cursor)> ListAsync(ISourceMailbox mailbox, FolderRef folder, string? cursor)
    {
        List<ItemChange> changes = [];
        while (true)
        {
            var page = await mailbox.ListChangesAsync(folder, cursor, default);
            changes.AddRange(page.Changes);
            cursor = page.Cursor;
            if (page.IsLast)
            {
                return (changes, cursor);
            }

            Assert.NotEmpty(page.Changes);
        }
    }

    protected async Task<(ISourceMailbox Mailbox, SeededMailbox Seeded)> OpenDemoAsync()
    {
        var organization = Arrange(Seed.Demo());
        return (await OpenAsync(organization, "anna@example.org"), SeededIn(organization));
    }

    private static List<string> PathOf(SeededFolder folder, SeededFolder root)
    {
        List<string> path = [];
        for (var at = folder; at is not null && at != root; at = at.Parent)
        {
            path.Insert(0, at.DisplayName);
        }

        return path;
    }

    protected static MessageFlags FlagsOf(SeededItem item) =>
        (item.IsRead ? MessageFlags.Seen : 0)
        | (item.IsDraft ? MessageFlags.Draft : 0)
        | (item.LastVerb is 102 or 103 ? MessageFlags.Answered : 0)
        | (item.LastVerb == 104 ? MessageFlags.Forwarded : 0)
        | (item.FlagStatus == 2 ? MessageFlags.Flagged : 0)
        | (item.IsReadReceiptRequested ? MessageFlags.MdnSent : 0);
}

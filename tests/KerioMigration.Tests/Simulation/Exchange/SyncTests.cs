using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;
using Xunit;
using static KerioMigration.Tests.Simulation.Exchange.RawEws;

namespace KerioMigration.Tests.Simulation.Exchange;

public sealed class SyncTests
{
    [Fact]
    public async Task A_folder_comes_in_pages_and_then_nothing_more()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo(), new SimulatedExchangeOptions { MaxSyncItems = 7 });
        using var ews = new RawEws(exchange);
        var inbox = exchange.Organization.Users[0].Mailbox["inbox"];
        var ids = new List<string>();
        string? state = null;
        XElement page;
        do
        {
            page = await ews.SyncItemsAsync(inbox.Id, state);
            state = State(page);
            ids.AddRange(page.Descendants(T + "Create").Select(c => (string)c.Descendants(T + "ItemId").Single().Attribute("Id")!));
            Assert.InRange(page.Descendants(T + "Create").Count(), 0, 7);
        }
        while (!IsLast(page));

        Assert.Equal(inbox.Items.Where(i => !i.IsAssociated).Select(i => i.Id), ids);
        Assert.Empty(Changes(await ews.SyncItemsAsync(inbox.Id, state)));
    }

    [Fact]
    public async Task Each_change_comes_once_and_as_what_it_is()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        using var ews = new RawEws(exchange);
        var mailbox = exchange.Organization.Users[0].Mailbox;
        var inbox = mailbox["inbox"];
        var state = State(await ews.SyncItemsAsync(inbox.Id));
        var (read, edited, moved, deleted) = (inbox.Items[0], inbox.Items[1], inbox.Items[2], inbox.Items[3]);
        var (movedId, deletedId) = (moved.Id, deleted.Id);
        mailbox.SetRead(read, !read.IsRead);
        mailbox.UpdateItem(edited, i => i.Categories = ["New"]);
        mailbox.MoveItem(moved, mailbox["deleteditems"]);
        mailbox.DeleteItem(deleted);
        var passing = mailbox.AddItem(inbox, Copy(edited, "Gone again"));
        mailbox.DeleteItem(passing);
        var added = mailbox.AddItem(inbox, Copy(edited, "New"));

        var answer = await ews.SyncItemsAsync(inbox.Id, state);
        Assert.Equal(
            [("ReadFlagChange", read.Id), ("Update", edited.Id), ("Delete", movedId), ("Delete", deletedId), ("Create", added.Id)], Changes(answer));
        Assert.Equal(read.IsRead, (bool)answer.Descendants(T + "IsRead").Single());
        Assert.NotEqual(movedId, moved.Id);
        Assert.Equal([("Create", moved.Id)], Changes(await ews.SyncItemsAsync(mailbox["deleteditems"].Id)));
        Assert.Empty(Changes(await ews.SyncItemsAsync(inbox.Id, State(answer))));
    }

    [Fact]
    public async Task A_state_of_another_folder_or_of_nobody_is_refused()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        using var ews = new RawEws(exchange);
        var mailbox = exchange.Organization.Users[0].Mailbox;
        var foreign = State(await ews.SyncItemsAsync(mailbox["drafts"].Id));
        foreach (var state in new[] { foreign, "H4sIAAA=", "garbage!", foreign[..^8] })
        {
            Assert.Equal(["ErrorInvalidSyncStateData"], Codes(await ews.SyncItemsAsync(mailbox["inbox"].Id, state)));
        }
    }

    [Fact]
    public async Task A_state_outlives_the_server()
    {
        string state;
        await using (var first = await SimulatedExchange.StartAsync(Seed.Demo()))
        {
            using var ews = new RawEws(first);
            state = State(await ews.SyncItemsAsync(first.Organization.Users[0].Mailbox["inbox"].Id));
        }

        await using var second = await SimulatedExchange.StartAsync(Seed.Demo());
        using var again = new RawEws(second);
        Assert.Empty(Changes(await again.SyncItemsAsync(second.Organization.Users[0].Mailbox["inbox"].Id, state)));
    }

    [Fact]
    public async Task The_hierarchy_tells_of_new_renamed_moved_and_deleted_folders()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        using var ews = new RawEws(exchange);
        var mailbox = exchange.Organization.Users[0].Mailbox;
        var first = await ews.CallAsync(Hierarchy(null));
        Assert.Equal(mailbox.Folders.Select(f => f.Id).Order(StringComparer.Ordinal), Changes(first).Select(c => c.Id).Order(StringComparer.Ordinal));

        var renamed = mailbox.Folders.Single(f => f.DisplayName == "leer");
        var moved = mailbox.Folders.Single(f => f.DisplayName == "~tilde");
        var deleted = mailbox.Folders.Single(f => f.DisplayName == "日本語");
        mailbox.RenameFolder(renamed, "voll");
        mailbox.MoveFolder(moved, mailbox["inbox"]);
        mailbox.DeleteFolder(deleted);
        var added = mailbox.AddFolder(mailbox["inbox"], "neu");
        var second = await ews.CallAsync(Hierarchy(State(first)));
        Assert.Equal([("Update", renamed.Id), ("Update", moved.Id), ("Delete", deleted.Id), ("Create", added.Id)], Changes(second));
        Assert.Empty(Changes(await ews.CallAsync(Hierarchy(State(second)))));
        Assert.Equal(["ErrorItemNotFound"], Codes(await ews.SyncItemsAsync(deleted.Id)));
    }

    [Fact]
    public async Task A_state_with_a_root_is_not_a_state_without()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        using var ews = new RawEws(exchange);
        var rooted = State(await ews.CallAsync(Hierarchy(null)));
        var answer = await ews.CallAsync($"<m:SyncFolderHierarchy><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:SyncState>{rooted}</m:SyncState></m:SyncFolderHierarchy>");
        Assert.Equal(["ErrorInvalidSyncStateData"], Codes(answer));
    }

    private static string Hierarchy(string? state) =>
        "<m:SyncFolderHierarchy><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:SyncFolderId><t:DistinguishedFolderId Id=\"msgfolderroot\"/></m:SyncFolderId>" +
        (state is null ? string.Empty : $"<m:SyncState>{state}</m:SyncState>") + "</m:SyncFolderHierarchy>";

    private static string State(XElement answer) => answer.Descendants(M + "SyncState").Single().Value;

    private static bool IsLast(XElement answer) => (bool)answer.Descendants(M + "IncludesLastItemInRange").Single();

    private static IEnumerable<(string Kind, string Id)> Changes(XElement answer) => answer.Descendants(M + "Changes").Single().Elements().Select(c =>
        (c.Name.LocalName, (string)c.Descendants().First(e => e.Name.LocalName is "ItemId" or "FolderId").Attribute("Id")!));

    private static SeededItem Copy(SeededItem item, string subject) => new()
    {
        ItemClass = item.ItemClass,
        Subject = subject,
        Received = item.Received,
        Created = item.Created,
        Modified = item.Modified,
        Content = item.Content,
    };
}

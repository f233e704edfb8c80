using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using KerioMigration.Engine.Conversion.Contacts;
using KerioMigration.Engine.Kerio.Webmail;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Tests.Support;
using Xunit;
using MessageFlags = KerioMigration.Engine.Model.MessageFlags;

namespace KerioMigration.Tests.Kerio.Webmail;

/// <summary>
/// What <see cref="IDestinationMailbox"/> promises, for notes and lists. No server other than the simulated one has answered here: there is
/// no other implementation of this interface.
/// </summary>
public sealed class WebmailMailboxTests : IAsyncLifetime
{
    private WebmailHost host = null!;
    private WebmailMailbox mailbox = null!;

    public static TheoryData<ItemKind> Kinds => new(ItemKind.Note, ItemKind.DistributionList);

    public async Task InitializeAsync()
    {
        host = await WebmailHost.StartAsync(new SimulatedKerioOptions { Language = "de" });
        mailbox = host.Open();
    }

    public async Task DisposeAsync()
    {
        await mailbox.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Folders_are_listed_with_kind_and_role()
    {
        var folders = await mailbox.ListFoldersAsync(default);
        Assert.Equal(
            [
                (FolderRole.Inbox, ItemKind.Mail), (FolderRole.Drafts, ItemKind.Mail), (FolderRole.Sent, ItemKind.Mail), (FolderRole.Deleted, ItemKind.Mail),
                (FolderRole.Junk, ItemKind.Mail), (FolderRole.Calendar, ItemKind.Calendar), (FolderRole.Contacts, ItemKind.Contact),
                (FolderRole.Tasks, ItemKind.Task), (FolderRole.Notes, ItemKind.Note),
            ],
            folders.Select(f => (f.Role, f.Kind)).OrderBy(f => f.Role));
        Assert.All(folders, f => Assert.True(f.Mark is null && f.CanHoldItems && f.Path.Count == 1));
        Assert.Equal(["Notizen"], folders.Single(f => f.Role == FolderRole.Notes).Path);
    }

    [Theory]
    [InlineData(ItemKind.Note, FolderRole.Notes, "Notizen")]
    [InlineData(ItemKind.DistributionList, FolderRole.Contacts, "Kontakte")]
    [InlineData(ItemKind.Contact, FolderRole.Contacts, "Kontakte")]
    [InlineData(ItemKind.Calendar, FolderRole.Calendar, "Kalender")]
    [InlineData(ItemKind.Task, FolderRole.Tasks, "Aufgaben")]
    public async Task A_default_folder_is_found_by_its_role(ItemKind kind, FolderRole role, string name)
    {
        var folder = await mailbox.EnsureFolderAsync(new FolderTarget { Path = ["Whatever"], Role = role, Kind = kind }, default);
        Assert.Equal((name, role, kind, false), (folder.Path.Single(), folder.Role, folder.Kind, folder.Created));
    }

    [Theory]
    [InlineData(ItemKind.Note, FolderKind.Notes)]
    [InlineData(ItemKind.DistributionList, FolderKind.Contacts)]
    [InlineData(ItemKind.Contact, FolderKind.Contacts)]
    [InlineData(ItemKind.Calendar, FolderKind.Calendar)]
    [InlineData(ItemKind.Task, FolderKind.Tasks)]
    [InlineData(ItemKind.Mail, FolderKind.Mail)]
    public async Task Each_level_is_created_once(ItemKind kind, FolderKind stored)
    {
        var target = new FolderTarget { Path = ["Projekte", "Straße & Co"], Kind = kind };
        var first = await mailbox.EnsureFolderAsync(target, default);
        var second = await mailbox.EnsureFolderAsync(target, default);
        Assert.Equal((true, false), (first.Created, second.Created));
        Assert.Equal((first.FullName, first.Mark), (second.FullName, second.Mark));
        Assert.Equal(target.Path, first.Path);
        Assert.Equal(stored, host.Store.Folder("Projekte/Straße & Co").Kind);
    }

    [Fact]
    public async Task A_name_that_is_refused_or_stands_for_another_kind_fails_its_folder_alone()
    {
        var refused = await FailureAsync(mailbox.EnsureFolderAsync(new FolderTarget { Path = ["a/b"], Kind = ItemKind.Note }, default));
        var taken = await FailureAsync(mailbox.EnsureFolderAsync(new FolderTarget { Path = ["Kalender"], Kind = ItemKind.Note }, default));
        var never = await FailureAsync(mailbox.EnsureFolderAsync(new FolderTarget { Path = ["J"], Kind = ItemKind.Journal }, default));
        Assert.All([refused, taken, never], f => Assert.True(f is { Scope: FailureScope.Folder, Remedy: FailureRemedy.None, Reason: Reason.FolderRefused }));
        Assert.Contains("Kalender", taken.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_written_is_read_back_in_its_canonical_form(ItemKind kind)
    {
        var folder = await EnsureAsync(kind);
        var items = JsonItems.Several(kind, 60);
        var receipts = await mailbox.WriteItemsAsync(folder, items, default);
        Assert.Equal(items.Select(i => i.Source.Id), receipts.Select(r => r.SourceId));
        Assert.All(receipts, r => Assert.True(r is { Failure: null, Loss: null, Fingerprint: null, DestinationId: not null }, r.ToString()));

        var found = (await mailbox.FindItemsAsync(folder, folder.Mark, default)).ToDictionary(f => f.DestinationId, f => f.Key);
        Assert.Equal(items.Select(i => i.Key), receipts.Select(r => found[r.DestinationId!]));
        var read = await mailbox.ReadItemsAsync(folder, [receipts[7].DestinationId!, "keriostorage://none", receipts[3].DestinationId!], default);
        Assert.Null(read[1].Content);
        Assert.Equal([items[7].Fingerprint, items[3].Fingerprint], new[] { read[0], read[2] }.Select(r => SHA256.HashData(r.Content!.ToBytes())));
        Assert.All(read, r => r.Dispose());
    }

    [Fact]
    public async Task A_note_without_a_place_gets_one_and_nothing_is_lost()
    {
        var folder = await EnsureAsync(ItemKind.Note);
        var item = JsonItems.Note("A\n\nlast line", "Blue");
        using var bare = ItemContentOf("""{"color":"Blue","text":"A"}""");
        var receipts = await mailbox.WriteItemsAsync(folder, [item, item with { Content = bare }], default);
        Assert.All(receipts, r => Assert.Null(r.Loss));
        Assert.Null(receipts[0].Fingerprint);
        Assert.NotNull(receipts[1].Fingerprint);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Twins_are_counted_and_what_was_there_before_the_mark_is_not_ours(ItemKind kind)
    {
        await mailbox.WriteItemsAsync(await EnsureAsync(kind), [JsonItems.Make(kind, 1)], default);
        var folder = await EnsureAsync(kind);
        Assert.Empty(await mailbox.FindItemsAsync(folder, folder.Mark, default));
        await mailbox.WriteItemsAsync(folder, [JsonItems.Make(kind, 1), JsonItems.Make(kind, 1), JsonItems.Make(kind, 2)], default);
        var found = await mailbox.FindItemsAsync(folder, folder.Mark, default);
        Assert.Equal(3, found.Select(f => f.DestinationId).Distinct().Count());
        Assert.Equal(2, found.Count(f => f.Key == JsonItems.Make(kind, 1).Key));
        Assert.Equal(4, (await mailbox.FindItemsAsync(folder, null, default)).Count);
        Assert.Equal(4, (await mailbox.FindItemsAsync(folder, "1:3", default)).Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Single_items_are_looked_up_in_their_folder_alone(ItemKind kind)
    {
        var (folder, ids) = await WriteAsync(kind, 3);
        var other = await mailbox.EnsureFolderAsync(new FolderTarget { Path = ["Other"], Kind = kind }, default);
        Assert.Equal([ids[2], ids[0]], (await mailbox.FindItemsByIdAsync(folder, [ids[2], "none", ids[0]], default)).Select(f => f.DestinationId));
        Assert.Empty(await mailbox.FindItemsByIdAsync(other, ids, default));
        Assert.Equal([ids[1]], await mailbox.ChangeFlagsAsync(folder, [new FlagChange("none", MessageFlags.Seen), new FlagChange(ids[1], MessageFlags.Flagged)], default));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Items_are_moved_and_their_new_place_is_told(ItemKind kind)
    {
        var (folder, ids) = await WriteAsync(kind, 3);
        var to = await mailbox.EnsureFolderAsync(new FolderTarget { Path = ["Ziel"], Kind = kind }, default);
        var moved = await mailbox.MoveItemsAsync(folder, [ids[2], "none", ids[0]], to, default);
        Assert.Equal([ids[2], ids[0]], moved.Select(m => m.DestinationId));
        Assert.Equal([ids[1]], (await mailbox.FindItemsAsync(folder, null, default)).Select(f => f.DestinationId));
        var there = (await mailbox.FindItemsAsync(to, to.Mark, default)).ToDictionary(f => f.DestinationId, f => f.Key);
        Assert.Equal([JsonItems.Make(kind, 2).Key, JsonItems.Make(kind, 0).Key], moved.Select(m => there[m.NewDestinationId!]));
        Assert.Empty(await mailbox.MoveItemsAsync(folder, [ids[0]], to, default));

        var failure = await FailureAsync(mailbox.MoveItemsAsync(folder, [ids[1]], to with { FullName = to.FullName + "0" }, default));
        Assert.True(failure is { Scope: FailureScope.Folder, Reason: Reason.FolderRefused, OutcomeUnknown: false });
        Assert.Single(await mailbox.FindItemsAsync(folder, null, default));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Named_items_are_removed_and_no_others(ItemKind kind)
    {
        var (folder, ids) = await WriteAsync(kind, 3);
        Assert.Equal([ids[2], ids[0]], await mailbox.RemoveItemsAsync(folder, [ids[2], "none", ids[0]], default));
        Assert.Equal([ids[1]], (await mailbox.FindItemsAsync(folder, null, default)).Select(f => f.DestinationId));
        Assert.Empty(await mailbox.RemoveItemsAsync(folder, [ids[0]], default));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_folder_is_removed_when_nothing_at_all_is_in_it(ItemKind kind)
    {
        var inner = await mailbox.EnsureFolderAsync(new FolderTarget { Path = ["Outer", "Inner"], Kind = kind }, default);
        var outer = await mailbox.EnsureFolderAsync(new FolderTarget { Path = ["Outer"], Kind = kind }, default);
        var stranger = host.Store.Folder("Outer/Inner").Resources.Add(kind == ItemKind.Note
            ? new NewResource("application/json", """{"text":"A","color":"Pink"}""", "")
            : new NewResource("text/vcard", "BEGIN:VCARD\r\nFN:A\r\nEND:VCARD\r\n", "u"));
        Assert.Equal((false, false), (await mailbox.RemoveFolderAsync(outer, default), await mailbox.RemoveFolderAsync(inner, default)));
        host.Store.Folder("Outer/Inner").Resources.Remove(stranger);
        Assert.Equal((true, true), (await mailbox.RemoveFolderAsync(inner, default), await mailbox.RemoveFolderAsync(outer, default)));
        Assert.True(await mailbox.RemoveFolderAsync(outer, default));
        Assert.DoesNotContain(host.Store.Folders, f => f.Path.StartsWith("Outer", StringComparison.Ordinal));
        var special = await mailbox.EnsureFolderAsync(new FolderTarget { Path = ["x"], Kind = kind, Role = kind == ItemKind.Note ? FolderRole.Notes : FolderRole.Contacts }, default);
        Assert.False(await mailbox.RemoveFolderAsync(special, default));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task In_a_folder_that_is_gone_nothing_is_there(ItemKind kind)
    {
        var (folder, ids) = await WriteAsync(kind, 1);
        var gone = folder with { FullName = folder.FullName + "0" };
        Assert.Empty(await mailbox.FindItemsAsync(gone, null, default));
        Assert.Empty(await mailbox.FindItemsByIdAsync(gone, ids, default));
        Assert.Null((await mailbox.ReadItemsAsync(gone, ids, default)).Single().Content);
        Assert.Empty(await mailbox.ChangeFlagsAsync(gone, [new FlagChange(ids[0], MessageFlags.Seen)], default));
        Assert.Empty(await mailbox.MoveItemsAsync(gone, ids, folder, default));
        Assert.Empty(await mailbox.RemoveItemsAsync(gone, ids, default));
        Assert.Empty(await mailbox.WriteItemsAsync(gone, [], default));
        var failure = await FailureAsync(mailbox.WriteItemsAsync(gone, [JsonItems.Make(kind, 0), JsonItems.Make(kind, 1)], default));
        Assert.True(failure is { Scope: FailureScope.Folder, Reason: Reason.FolderRefused, OutcomeUnknown: false });
    }

    [Fact]
    public async Task A_public_folder_is_made_with_its_levels_by_whom_may_do_that()
    {
        var target = new FolderTarget { Path = ["Team", "Termine"], Kind = ItemKind.Calendar };
        var folder = await mailbox.PublicFolders.EnsureAsync(target, default);
        Assert.True(folder.Created);
        Assert.Equal(FolderKind.Calendar, host.Account.Domain.PublicFolders.Folder("Team/Termine").Kind);
        Assert.Equal([["Team"], ["Team", "Termine"]], (await mailbox.PublicFolders.ListAsync(default)).Select(f => f.Path));
        Assert.True(await mailbox.PublicFolders.RemoveAsync(folder.FullName, default));
        host.Account.Right = new UserRight();
        var failure = await FailureAsync(mailbox.PublicFolders.EnsureAsync(target, default));
        Assert.True(failure is { Scope: FailureScope.Folder, Reason: Reason.FolderRefused, Code: "1004" });
    }

    [Fact]
    public async Task Lists_stand_among_contacts_and_are_told_from_them()
    {
        Contact("jo@example.org", "Jo");
        var folder = await EnsureAsync(ItemKind.DistributionList);
        await mailbox.WriteItemsAsync(folder, [JsonItems.Make(ItemKind.DistributionList, 0)], default);
        Assert.Single(await mailbox.FindItemsAsync(folder, null, default));
    }

    [Fact]
    public async Task Members_refer_to_contacts_by_address_and_to_lists_before_them()
    {
        Contact("jo@example.org", "Jo");
        Contact("two@example.org", "Two");
        Contact("two@example.org", "Deux");
        var folder = await EnsureAsync(ItemKind.DistributionList);
        ConvertedItem[] items =
        [
            JsonItems.List("Outer", JsonItems.Nested("Inner"), JsonItems.Contact("jo@example.org", "Jo"), JsonItems.Contact("two@example.org", "Deux")),
            JsonItems.List("Inner", JsonItems.Contact("JO@example.org")),
        ];
        var receipts = await mailbox.WriteItemsAsync(folder, items, default);
        Assert.All(receipts, r => Assert.True(r is { Failure: null, Loss: null, Fingerprint: null }, r.ToString()));
        var creations = host.Kerio.Calls.Where(c => c.Name == "Contacts.create").Select(c => c.Detail).ToList();
        Assert.Equal(2, creations.Count);
        Assert.Contains(receipts[1].DestinationId!, creations[1], StringComparison.Ordinal);
        Assert.DoesNotContain(creations, c => c.Contains("uid", StringComparison.OrdinalIgnoreCase));

        var later = (await mailbox.WriteItemsAsync(folder, [JsonItems.List("Later", JsonItems.Nested("Inner"))], default)).Single();
        Assert.True(later is { Loss: null, Failure: null });
        await using var next = host.Open();
        Assert.Null((await next.WriteItemsAsync(folder, [JsonItems.List("Next run", JsonItems.Nested("Inner"))], default)).Single().Loss);
    }

    [Fact]
    public async Task A_member_that_is_nowhere_or_not_certain_stands_by_its_address()
    {
        Contact("two@example.org", "Two");
        Contact("two@example.org", "Two");
        var folder = await EnsureAsync(ItemKind.DistributionList);
        var item = JsonItems.List(
            "L", JsonItems.Contact("gone@example.org", "Gone"), JsonItems.Contact("two@example.org", "Two"), JsonItems.Nested("Nowhere"), new ConvertedMember(MemberType.EmailOther, "a@x.org", null));
        var receipt = (await mailbox.WriteItemsAsync(folder, [item], default)).Single();
        Assert.Null(receipt.Failure);
        Assert.All(["gone@example.org", "two@example.org", "Nowhere"], m => Assert.Contains(m, receipt.Loss!, StringComparison.Ordinal));
        Assert.DoesNotContain("differently", receipt.Loss!, StringComparison.Ordinal);
        var found = (await mailbox.FindItemsAsync(folder, folder.Mark, default)).Single();
        Assert.Equal(item.Key, found.Key);
        using var read = (await mailbox.ReadItemsAsync(folder, [found.DestinationId], default)).Single();
        Assert.Equal(receipt.Fingerprint, SHA256.HashData(read.Content!.ToBytes()));
    }

    [Fact]
    public async Task Whoever_is_in_a_list_that_is_not_there_stands_in_the_outer_one()
    {
        var folder = await EnsureAsync(ItemKind.DistributionList);
        ConvertedMember[] everybody = [new(MemberType.EmailCustom, "a@x.org", "A"), new(MemberType.EmailCustom, "B@x.org", null)];
        var item = JsonItems.List("Outer", JsonItems.Nested("Later") with { Everybody = everybody }, new ConvertedMember(MemberType.EmailOther, "b@x.org", "B"));

        var receipt = (await mailbox.WriteItemsAsync(folder, [item], default)).Single();

        Assert.Equal("The members of the list Later stand in it one by one: no such list, or more than one, was found.", receipt.Loss);
        Assert.Equal(["a@x.org", "b@x.org"], Entries("Outer").Select(e => (string?)e["address"]));

        // An earlier end finds it again, whether the nested list was there or not.
        Assert.Equal(item.Key, (await mailbox.FindItemsAsync(folder, folder.Mark, default)).Single().Key);
    }

    [Fact]
    public async Task Lists_follow_one_that_is_written_anew_or_moved()
    {
        var folder = await EnsureAsync(ItemKind.DistributionList);
        var inner = JsonItems.List("Inner", new ConvertedMember(MemberType.EmailOther, "a@x.org", null));
        var first = await mailbox.WriteItemsAsync(folder, [inner, JsonItems.List("Outer", JsonItems.Nested("Inner"))], default);
        await using var next = host.Open();

        var again = JsonItems.List("Inner", new ConvertedMember(MemberType.EmailOther, "b@x.org", null)) with { Replaces = new OlderCopy(first[0].DestinationId!, null) };
        var written = (await next.WriteItemsAsync(folder, [again], default)).Single();
        await next.RemoveItemsAsync(folder, [first[0].DestinationId!], default);
        Assert.Null(written.Loss);
        Assert.Equal(written.DestinationId, (string?)Entries("Outer").Single()["refId"]);

        var to = await next.EnsureFolderAsync(new FolderTarget { Path = ["Ziel"], Kind = ItemKind.DistributionList }, default);
        var moved = (await next.MoveItemsAsync(folder, [written.DestinationId!], to, default)).Single();
        Assert.Equal(moved.NewDestinationId, (string?)Entries("Outer").Single()["refId"]);
        Assert.Equal("b@x.org", (string?)Entries("Inner").Single()["address"]);
    }

    private List<JsonNode> Entries(string list) => [.. host.Store.Folders.SelectMany(f => f.Resources.All)
        .Where(r => r.ContentType == "application/json")
        .Select(r => JsonNode.Parse(r.Text)!)
        .Single(l => (string?)l["commonName"] == list)["emailAddresses"]!.AsArray().OfType<JsonNode>()];

    private static ItemContent ItemContentOf(string text)
    {
        using var builder = new ItemContentBuilder();
        builder.Write(Encoding.UTF8.GetBytes(text));
        return builder.Complete();
    }

    private void Contact(string address, string name) => host.Store.Default(FolderKind.Contacts).Resources.Add(
        new NewResource("text/vcard", $"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEMAIL:{address}\r\nEND:VCARD\r\n", Guid.NewGuid().ToString()));

    private Task<DestinationFolder> EnsureAsync(ItemKind kind) => mailbox.EnsureFolderAsync(new FolderTarget { Path = ["Test"], Kind = kind }, default);

    private async Task<(DestinationFolder Folder, string[] Ids)> WriteAsync(ItemKind kind, int count)
    {
        var folder = await EnsureAsync(kind);
        return (folder, [.. (await mailbox.WriteItemsAsync(folder, JsonItems.Several(kind, count), default)).Select(r => r.DestinationId!)]);
    }

    private static async Task<Failure> FailureAsync(Task work) => (await Assert.ThrowsAsync<MigrationException>(() => work)).Failure;
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.Dav;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Engine.Model.Tasks;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;
using KerioMigration.Simulation.RealDav;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Suites;

/// <summary>What the door to calendars, tasks and contacts promises, on every server of its kind.</summary>
public abstract class DavMailboxSuite : IAsyncLifetime
{
    private DavHost host = null!;
    private DavMailbox mailbox = null!;

    [SuiteFact]
    public async Task Default_folders_are_found_by_their_roles()
    {
        var folders = await mailbox.ListFoldersAsync(default);
        Assert.Equal(host.HasDefaults, folders.Any(f => f is { Kind: ItemKind.Calendar, Role: FolderRole.Calendar }));
        Assert.Equal(host.HasDefaults, folders.Any(f => f is { Kind: ItemKind.Contact, Role: FolderRole.Contacts }));
        Assert.All(folders, f => Assert.True(f.CanHoldItems && f.Mark is null && f.Path.Count == 1));
        Assert.Equal([ItemKind.Calendar, ItemKind.Task, ItemKind.Contact], mailbox.Traits.Kinds);
        if (host.HasDefaults)
        {
            var calendar = await mailbox.EnsureFolderAsync(new FolderTarget { Path = ["Kalender von Anna"], Role = FolderRole.Calendar, Kind = ItemKind.Calendar }, default);
            Assert.Equal((FolderRole.Calendar, false), (calendar.Role, calendar.Created));
        }
    }

    [SuiteFact]
    public async Task A_wrong_password_is_a_failure_of_the_mailbox()
    {
        var failure = (await Assert.ThrowsAsync<MigrationException>(() => host.OpenAsync(signIn: host.SignIn with { Password = Secret.From("wrong") }))).Failure;
        Assert.Equal((FailureScope.Mailbox, FailureRemedy.None, Reason.SignInFailed), (failure.Scope, failure.Remedy, failure.Reason));
        Assert.DoesNotContain("wrong", failure.Message, StringComparison.Ordinal);
    }

    [SuiteFact]
    public async Task A_folder_of_each_kind_is_made_once()
    {
        foreach (var kind in Kinds())
        {
            var target = new FolderTarget { Path = ["Projekte", $"R&D <Straße> 📅 {kind}"], Kind = kind };
            var first = await mailbox.EnsureFolderAsync(target, default);
            var second = await mailbox.EnsureFolderAsync(target, default);
            Assert.Equal((true, false, kind), (first.Created, second.Created, first.Kind));
            Assert.Equal(first.FullName, second.FullName);
            Assert.Equal([$"Projekte - R&D <Straße> 📅 {kind}"], first.Path);
            Assert.Contains(await mailbox.ListFoldersAsync(default), f => f.FullName == first.FullName && f.Kind == kind);
            Assert.Empty(await mailbox.FindItemsAsync(first, null, default));
        }
    }

    [SuiteFact]
    public async Task Address_books_that_the_server_makes_not_fail_with_a_reason()
    {
        if (!host.MakesAddressBooks)
        {
            var failure = (await Assert.ThrowsAsync<MigrationException>(() => FolderAsync(ItemKind.Contact))).Failure;
            Assert.Equal((FailureScope.Folder, Reason.FolderRefused), (failure.Scope, failure.Reason));
        }
    }

    [SuiteFact]
    public async Task What_our_conversions_make_arrives()
    {
        foreach (var (kind, golden) in new[] { (ItemKind.Calendar, "appointments"), (ItemKind.Task, "tasks"), (ItemKind.Contact, "contacts") })
        {
            var folder = await AnyFolderAsync(kind);
            var items = DavItems.Golden(golden);
            Assert.True(items.Count >= 4, golden);
            var receipts = await mailbox.WriteItemsAsync(folder, items, default);
            Assert.All(receipts, r => Assert.Null(r.Failure));
            await AssertStoredAsync(folder, items, receipts);

            // A loss is said where the form differs; what a server adds is none.
            Assert.All(receipts, r => Assert.True(r.Loss is null || r.Fingerprint is not null));
        }
    }

    [SuiteFact]
    public async Task Files_arrive_with_their_items_or_are_named_as_lost()
    {
        List<AttachedFile> files = [DavItems.Attached("Bericht; Köln 📎.pdf", 900_000), DavItems.Attached("b.txt", 1)];
        var series = DavItems.Appointment("with-files", [.. files]) with
        {
            Recurrence = new Recurrence(new DailyPattern(1), Count: 5),
            ModifiedOccurrences = [Occurrence(DavItems.Appointment("with-files", DavItems.Attached("c.docx", 70_000)))],
        };
        var task = new TaskItem { SourceKey = "with-files", Subject = "Mit Anlage", Files = [DavItems.Attached("d.xlsx", 5_000)] };
        foreach (var (kind, item) in new (ItemKind, ItemProperties)[] { (ItemKind.Calendar, series), (ItemKind.Task, task) })
        {
            var folder = await AnyFolderAsync(kind);
            var items = new[] { DavItems.WithFiles(item) };
            var receipt = Assert.Single(await mailbox.WriteItemsAsync(folder, items, default));
            Assert.Null(receipt.Failure);
            await AssertStoredAsync(folder, items, [receipt]);
            Assert.True(
                host.KeepsFiles ? receipt.Loss is null : item.AllFiles.All(f => receipt.Loss!.Contains(f.Name, StringComparison.Ordinal)),
                receipt.Loss);
        }

        static ModifiedOccurrence Occurrence(Appointment item) => new(item.Start.AddDays(1), item.Start.AddDays(1), item.End.AddDays(1), item);
    }

    [SuiteFact]
    public async Task Uids_of_any_kind_stay_as_they_are()
    {
        string[] uids =
        [
            "a/b/../c", "50%25 off%", "anna@example.com", new('x', 255), "📅 Termin", "with blank", "semi;colon,comma", "quo\"te<&>",
            "..", ".hidden", "Case", "CASE", "{8C5B5C14-0000-4E6B-8A2E}", "ümlaut", "a?b#c", "040000008200E00074C5B7101A82E00800000000D0A1B2C3D4DA01",
        ];
        foreach (var kind in new[] { ItemKind.Calendar, ItemKind.Contact })
        {
            var folder = await AnyFolderAsync(kind);
            var items = uids.Select(u => kind == ItemKind.Calendar ? DavItems.Event(u) : DavItems.Card(u)).ToList();
            var receipts = await mailbox.WriteItemsAsync(folder, items, default);
            Assert.All(receipts, r => Assert.Null(r.Failure));
            await AssertStoredAsync(folder, items, receipts);
            Assert.Equal(uids.Order(StringComparer.Ordinal), (await mailbox.FindItemsAsync(folder, null, default)).Select(i => i.Key.MessageId).Order(StringComparer.Ordinal));
        }
    }

    [SuiteFact]
    public async Task Many_items_are_written_and_found_by_pages()
    {
        var folder = await AnyFolderAsync(ItemKind.Calendar);
        var items = Enumerable.Range(0, 230).Select(i => DavItems.Event($"many-{i:000}", $"Termin {i}")).ToList();
        var receipts = new List<ItemReceipt>();
        foreach (var batch in items.Chunk(100))
        {
            receipts.AddRange(await mailbox.WriteItemsAsync(folder, batch, default));
        }

        await AssertStoredAsync(folder, items, receipts);
        await using var other = await host.OpenAsync();
        Assert.Equal(items.Count, (await other.FindItemsAsync(folder, "a mark means nothing here", default)).Count);
    }

    [SuiteFact]
    public async Task A_uid_goes_into_a_folder_once()
    {
        var folder = await AnyFolderAsync(ItemKind.Contact);
        var first = DavItems.Card("twice", "Erste");
        var receipts = await mailbox.WriteItemsAsync(folder, [first, DavItems.Card("twice", "Zweite"), DavItems.Card("other")], default);
        Assert.Equal([true, false, true], receipts.Select(r => r.Failure is null));
        Assert.Equal((FailureScope.Item, Reason.ItemRefused), (receipts[1].Failure!.Scope, receipts[1].Failure!.Reason));
        Assert.NotNull((await mailbox.WriteItemsAsync(folder, [DavItems.Card("twice", "Erste")], default)).Single().Failure);

        // Of another run it is known only by what it is: the same is there, another version is left alone.
        await using var later = await host.OpenAsync();
        var again = await later.WriteItemsAsync(folder, [DavItems.Card("twice", "Erste"), DavItems.Card("other", "Neu")], default);
        Assert.Equal((receipts[0].DestinationId, null, null), (again[0].DestinationId, again[0].Failure, again[0].Loss));
        Assert.Contains("another version", again[1].Failure!.Message, StringComparison.Ordinal);
        await AssertStoredAsync(folder, [first, DavItems.Card("other")], [receipts[0], receipts[2]]);
    }

    [SuiteFact]
    public async Task A_refused_item_fails_alone()
    {
        var folder = await AnyFolderAsync(ItemKind.Calendar);
        var nameless = DavItems.Event("");
        var receipts = await mailbox.WriteItemsAsync(folder, [DavItems.Event("good"), DavItems.Card("card"), nameless], default);
        Assert.Equal([true, false, false], receipts.Select(r => r.Failure is null));
        Assert.All(receipts.Skip(1), r => Assert.Equal((FailureScope.Item, FailureRemedy.None), (r.Failure!.Scope, r.Failure.Remedy)));
        Assert.Equal(["good"], (await mailbox.FindItemsAsync(folder, null, default)).Select(i => i.Key.MessageId));
    }

    [SuiteFact]
    public async Task An_item_too_large_fails_alone()
    {
        if (host.TooLarge is { } size)
        {
            var folder = await AnyFolderAsync(ItemKind.Calendar);
            var receipts = await mailbox.WriteItemsAsync(folder, [DavItems.Event("large", new('x', size)), DavItems.Event("small")], default);

            // Some close the connection while they are being sent the rest, so that their answer does not arrive.
            Assert.Equal(FailureScope.Item, receipts[0].Failure!.Scope);
            Assert.Contains(receipts[0].Failure!.Reason, (Reason[])[Reason.ItemTooLarge, Reason.ConnectionFailed]);
            Assert.Null(receipts[1].Failure);
        }
    }

    [SuiteFact]
    public async Task A_full_mailbox_stops_it_and_what_was_stored_has_its_receipt()
    {
        if (await host.LimitAsync(300))
        {
            var folder = await AnyFolderAsync(ItemKind.Calendar);
            var items = Enumerable.Range(0, 12).Select(i => DavItems.Event($"full-{i}", new('x', 50_000))).ToList();
            var receipts = await mailbox.WriteItemsAsync(folder, items, default);
            var stored = receipts.Where(r => r.Failure is null).ToList();
            Assert.InRange(stored.Count, 1, 6);
            Assert.Contains(receipts, r => r.Failure is { Scope: FailureScope.Mailbox, Reason: Reason.QuotaExceeded, Remedy: FailureRemedy.None });
            Assert.Equal(
                stored.Select(r => r.DestinationId).Order(StringComparer.Ordinal),
                (await mailbox.FindItemsAsync(folder, null, default)).Select(i => i.DestinationId).Order(StringComparer.Ordinal));

            // With room again it goes on.
            await host.LimitAsync(100_000);
            var failed = items.Where((_, i) => receipts[i].Failure is not null).ToList();
            Assert.All(await mailbox.WriteItemsAsync(folder, failed, default), r => Assert.Null(r.Failure));
            Assert.Equal(items.Count, (await mailbox.FindItemsAsync(folder, null, default)).Count);
        }
    }

    [SuiteFact]
    public async Task Lost_answers_make_nothing_twice()
    {
        if (host.TakesRelay)
        {
            await using var relay = new LossyRelay(host.Root);
            await using var far = await host.OpenAsync(relay.Root);
            var folder = await AnyFolderAsync(ItemKind.Calendar);
            var items = Enumerable.Range(0, 20).Select(i => DavItems.Event($"lost-{i}")).ToList();
            relay.LosePutAnswers(7);
            var receipts = await far.WriteItemsAsync(folder, items, default);
            Assert.InRange(relay.Puts, 27, 60);
            Assert.All(receipts, r => Assert.Null(r.Failure));
            await AssertStoredAsync(folder, items, receipts);
        }
    }

    [SuiteFact]
    public async Task After_a_stop_it_says_that_it_does_not_know()
    {
        if (host.TakesRelay)
        {
            await using var relay = new LossyRelay(host.Root);
            await using var far = await host.OpenAsync(relay.Root);
            var folder = await AnyFolderAsync(ItemKind.Calendar);
            var items = Enumerable.Range(0, 20).Select(i => DavItems.Event($"stopped-{i}")).ToList();
            Assert.All(await far.WriteItemsAsync(folder, items.Take(5).ToList(), default), r => Assert.Null(r.Failure));
            using var stop = new CancellationTokenSource();
            var held = relay.HoldPutsAsync();
            var writing = far.WriteItemsAsync(folder, items.Skip(5).ToList(), stop.Token);
            await held;
            await stop.CancelAsync();
            var failure = (await Assert.ThrowsAsync<MigrationException>(() => writing)).Failure;
            Assert.Equal((Reason.Interrupted, true), (failure.Reason, failure.OutcomeUnknown));
            Assert.Equal(5, (await mailbox.FindItemsAsync(folder, null, default)).Count);
        }
    }

    [SuiteFact]
    public async Task A_folder_that_is_gone_fails_as_a_folder()
    {
        var folder = await FolderAsync(ItemKind.Calendar);
        Assert.True(await mailbox.RemoveFolderAsync(folder, default));
        var failure = (await Assert.ThrowsAsync<MigrationException>(() => mailbox.WriteItemsAsync(folder, [DavItems.Event("x")], default))).Failure;
        Assert.Equal((FailureScope.Folder, false), (failure.Scope, failure.OutcomeUnknown));
        Assert.Empty(await mailbox.FindItemsByIdAsync(folder, [folder.FullName + "x.ics"], default));
        Assert.Empty(await mailbox.RemoveItemsAsync(folder, [folder.FullName + "x.ics"], default));
    }

    [SuiteFact]
    public async Task Items_are_removed_and_no_other()
    {
        var folder = await AnyFolderAsync(ItemKind.Contact);
        var receipts = await mailbox.WriteItemsAsync(folder, [DavItems.Card("a"), DavItems.Card("b"), DavItems.Card("c")], default);
        string[] ids = [.. receipts.Select(r => r.DestinationId!)];
        string[] asked = [ids[2], folder.FullName + "never.vcf", ids[0]];
        Assert.Equal([ids[2], ids[0]], await mailbox.RemoveItemsAsync(folder, asked, default));
        Assert.Empty(await mailbox.RemoveItemsAsync(folder, asked, default));
        Assert.Equal([ids[1]], (await mailbox.FindItemsAsync(folder, null, default)).Select(i => i.DestinationId));
        Assert.Equal([ids[1]], (await mailbox.FindItemsByIdAsync(folder, ids, default)).Select(i => i.DestinationId));
        Assert.Equal([ids[1]], await mailbox.ChangeFlagsAsync(folder, [.. ids.Select(i => new FlagChange(i, MessageFlags.Seen))], default));
        var read = await mailbox.ReadItemsAsync(folder, ids, default);
        Assert.Equal([false, true, false], read.Select(r => r.Content is not null));
        read.DisposeAll();

        // What is gone may come again.
        Assert.Null((await mailbox.WriteItemsAsync(folder, [DavItems.Card("a")], default)).Single().Failure);
    }

    [SuiteFact]
    public async Task Items_move_with_all_that_is_in_them()
    {
        var from = await FolderAsync(ItemKind.Calendar, "Von");
        var to = await FolderAsync(ItemKind.Calendar, "Nach");
        List<ConvertedItem> items = [DavItems.Event("a/moves", "Umzug"), DavItems.Event("stays")];
        var receipts = await mailbox.WriteItemsAsync(from, items, default);
        var moved = await mailbox.MoveItemsAsync(from, [receipts[0].DestinationId!, from.FullName + "never.ics"], to, default);
        Assert.Equal(receipts[0].DestinationId, Assert.Single(moved).DestinationId);
        await AssertStoredAsync(to, [items[0]], [receipts[0] with { DestinationId = moved[0].NewDestinationId }]);
        await AssertStoredAsync(from, [items[1]], [receipts[1]]);
    }

    [SuiteFact]
    public async Task Only_an_empty_folder_without_a_role_is_removed()
    {
        var folder = await FolderAsync(ItemKind.Calendar);
        var id = (await mailbox.WriteItemsAsync(folder, [DavItems.Event("x")], default)).Single().DestinationId!;
        Assert.False(await mailbox.RemoveFolderAsync(folder, default));
        Assert.Equal([id], await mailbox.RemoveItemsAsync(folder, [id], default));
        Assert.True(await mailbox.RemoveFolderAsync(folder, default));
        Assert.True(await mailbox.RemoveFolderAsync(folder, default));
        Assert.DoesNotContain(await mailbox.ListFoldersAsync(default), f => f.FullName == folder.FullName);
        foreach (var special in (await mailbox.ListFoldersAsync(default)).Where(f => f.Role != FolderRole.None))
        {
            Assert.False(await mailbox.RemoveFolderAsync(special, default));
        }
    }

    public async Task InitializeAsync()
    {
        host = await StartAsync();
        mailbox = await host.OpenAsync();
    }

    public async Task DisposeAsync()
    {
        await mailbox.DisposeAsync();
        await host.DisposeAsync();
    }

    private protected abstract Task<DavHost> StartAsync();

    private IEnumerable<ItemKind> Kinds() => host.MakesAddressBooks ? [ItemKind.Calendar, ItemKind.Task, ItemKind.Contact] : [ItemKind.Calendar, ItemKind.Task];

    private Task<DestinationFolder> FolderAsync(ItemKind kind, string? name = null) =>
        mailbox.EnsureFolderAsync(new FolderTarget { Path = [name ?? $"Eigene {kind}"], Kind = kind }, default);

    /// <summary>One of our own where the server lets us, and beside the default one, so that this keeps its role.</summary>
    private async Task<DestinationFolder> AnyFolderAsync(ItemKind kind) => kind != ItemKind.Contact || host.MakesAddressBooks
        ? await FolderAsync(kind)
        : (await mailbox.ListFoldersAsync(default)).Single(f => f.Role == FolderRole.Contacts);

    /// <summary>The folder holds these and nothing else, and gives each as its receipt says.</summary>
    private async Task AssertStoredAsync(DestinationFolder folder, IReadOnlyList<ConvertedItem> items, IReadOnlyList<ItemReceipt> receipts)
    {
        Assert.Equal(items.Select(i => i.Source.Id), receipts.Select((r, i) => r.SourceId == items[i].Source.Id ? r.SourceId : items[i].Source.Id));
        string[] ids = [.. receipts.Select(r => r.DestinationId!)];
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        await using var other = await host.OpenAsync();
        var found = (await other.FindItemsAsync(folder, null, default)).ToDictionary(i => i.DestinationId, i => i.Key);
        Assert.Equal(ids.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(items.Select(i => i.Key), ids.Select(id => found[id]));
        var read = await other.ReadItemsAsync(folder, ids, default);
        for (var i = 0; i < ids.Length; i++)
        {
            Assert.Equal(ids[i], read[i].DestinationId);
            var bytes = read[i].Content!.ToBytes();
            Assert.True(
                (receipts[i].Fingerprint ?? items[i].Fingerprint!).SequenceEqual(SHA256.HashData(bytes)),
                $"{items[i].Key.MessageId}: {receipts[i].Loss}\n{Encoding.UTF8.GetString(bytes)}");
        }

        read.DisposeAll();
    }
}

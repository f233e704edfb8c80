using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;
using KerioMigration.Tests.Kerio;
using Xunit;

namespace KerioMigration.Tests.Suites;

/// <summary>Reading back, changing, moving and removing.</summary>
public abstract partial class DestinationMailboxSuite
{
    [SuiteFact]
    public async Task Items_are_read_byte_for_byte_and_stay_unread()
    {
        var large = new byte[3 << 20];
        new Random(3).NextBytes(large);
        large.AsSpan().Replace((byte)0, (byte)1);
        large.AsSpan().Replace((byte)'\n', (byte)2);
        large[^1] = (byte)'e'; // a CR as the very last byte is dropped by Dovecot
        ConvertedItem[] items =
        [
            TestItems.Mail("Message-ID: <0@read>\r\n\r\nA001 OK ) {5}\r\n* 1 FETCH\r\n"),
            TestItems.Mail([.. "Message-ID: <1@read>\r\n\r\n"u8, .. large]),
            TestItems.Mail("Message-ID: <2@read>\r\n\r\nbare\nfeeds \xff", MessageFlags.Flagged),
        ];
        var (folder, ids) = await WriteAndFindAsync("Read", items);
        string[] asked = [ids[2], Elsewhere(ids[0]), ids[1], Unused(ids[0]), ids[0]];
        var read = await mailbox.ReadItemsAsync(folder, asked, default);
        Assert.Equal(asked, read.Select(r => r.DestinationId));
        Assert.Equal([await ExpectedAsync(items[2]), null, await ExpectedAsync(items[1]), null, await ExpectedAsync(items[0])], read.Select(r => Print(r.Content)));
        Assert.All(read, r => r.Dispose());
        Assert.Equal([MessageFlags.None, MessageFlags.None, MessageFlags.Flagged], (await mailbox.FindItemsAsync(folder, null, default)).Select(f => f.Flags));
    }

    [SuiteFact]
    public async Task Single_items_are_looked_up_as_a_listing_of_the_folder_gives_them()
    {
        var (folder, ids) = await WriteAndFindAsync("Single", Numbered(0), Numbered(1, MessageFlags.Seen), Numbered(2));
        var found = await mailbox.FindItemsByIdAsync(folder, [ids[1], Unused(ids[0]), ids[0], Elsewhere(ids[2])], default);
        var all = await mailbox.FindItemsAsync(folder, null, default);
        Assert.Equal(
            all.Where(i => i.DestinationId != ids[2]).OrderBy(i => i.DestinationId, StringComparer.Ordinal),
            found.OrderBy(i => i.DestinationId, StringComparer.Ordinal));
        Assert.Empty(await mailbox.FindItemsByIdAsync(folder with { FullName = "Never there", Path = ["Never there"] }, ids, default));
    }

    [SuiteFact]
    public async Task Flags_are_set_and_cleared_and_others_marks_stay()
    {
        var all = Enum.GetValues<MessageFlags>().Aggregate(MessageFlags.None, (a, b) => a | b) & mailbox.Traits.Flags;
        var (folder, ids) = await WriteAndFindAsync(
            "Change", Numbered(0), Numbered(1, MessageFlags.Seen | MessageFlags.Flagged), Numbered(2, MessageFlags.Seen), Numbered(3, MessageFlags.Answered));
        var isMarked = await host.MarkDeletedAsync(folder, ids[1]);
        FlagChange[] changes = [new(ids[0], all), new(ids[1], MessageFlags.Answered), new(ids[2], MessageFlags.Seen), new(Unused(ids[0]), all), new(Elsewhere(ids[3]), all)];
        for (var repeat = 0; repeat < 2; repeat++)
        {
            Assert.Equal(ids.Take(3), await mailbox.ChangeFlagsAsync(folder, changes, default));
            var found = (await mailbox.FindItemsAsync(folder, null, default)).ToDictionary(f => f.DestinationId);
            Assert.Equal([all, MessageFlags.Answered, MessageFlags.Seen, MessageFlags.Answered], ids.Select(id => found[id].Flags));
            Assert.Equal([false, isMarked, false, false], ids.Select(id => found[id].IsDeleted));
        }
    }

    [SuiteFact]
    public async Task Moved_items_keep_bytes_flags_and_date()
    {
        ConvertedItem[] items = [Numbered(0, MessageFlags.Answered), Numbered(1), Numbered(2), Numbered(3)];
        var (folder, ids) = await WriteAndFindAsync("From", items);
        var to = await EnsureAsync("To & Ziel");
        await WriteAsync(to, Numbered(9));
        var moved = await mailbox.MoveItemsAsync(folder, [ids[2], Unused(ids[0]), ids[0], Elsewhere(ids[1])], to, default);
        Assert.Equal([ids[2], ids[0]], moved.Select(m => m.DestinationId));
        Assert.Equal([ids[1], ids[3]], (await mailbox.FindItemsAsync(folder, null, default)).Select(f => f.DestinationId));
        var arrived = (await mailbox.FindItemsAsync(to, null, default)).ToDictionary(f => f.Key.MessageId!);
        Assert.Equal(["<0@n>", "<2@n>", "<9@n>"], arrived.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((MessageFlags.Answered, TestItems.Date, items[0].Key.Size), (arrived["<0@n>"].Flags, arrived["<0@n>"].Key.Date, arrived["<0@n>"].Key.Size));
        Assert.True(moved[0].NewDestinationId is null || moved[0].NewDestinationId == arrived["<2@n>"].DestinationId);
        Assert.True(moved[1].NewDestinationId is null || moved[1].NewDestinationId == arrived["<0@n>"].DestinationId);
        Assert.Empty(await mailbox.MoveItemsAsync(folder, [ids[0]], to, default));
    }

    [SuiteFact]
    public async Task Nothing_is_moved_into_a_folder_that_is_gone()
    {
        var (folder, ids) = await WriteAndFindAsync("Stays", Numbered(0));
        var to = (await EnsureAsync("Gone")) with { FullName = "Never", Path = ["Never"] };
        var failure = (await Assert.ThrowsAsync<MigrationException>(() => mailbox.MoveItemsAsync(folder, ids, to, default))).Failure;
        Assert.True(failure is { Scope: FailureScope.Folder, Reason: Reason.FolderRefused, OutcomeUnknown: false });
        Assert.Single(await mailbox.FindItemsAsync(folder, null, default));
    }

    [SuiteFact]
    public async Task Named_items_are_removed_and_no_others()
    {
        var (folder, ids) = await WriteAndFindAsync("Remove", [.. Enumerable.Range(0, 6).Select(i => Numbered(i))]);
        var removed = await mailbox.RemoveItemsAsync(folder, [ids[4], Elsewhere(ids[0]), ids[1], Unused(ids[0])], default);
        Assert.Equal([ids[4], ids[1]], removed);
        Assert.Equal([ids[0], ids[2], ids[3], ids[5]], (await mailbox.FindItemsAsync(folder, null, default)).Select(f => f.DestinationId));
        Assert.Empty(await mailbox.RemoveItemsAsync(folder, [ids[4]], default));
    }

    [SuiteFact]
    public async Task What_others_marked_for_deletion_is_never_removed_along()
    {
        var (folder, ids) = await WriteAndFindAsync("Marked", Numbered(0), Numbered(1), Numbered(2));
        var to = await EnsureAsync("Elsewhere");
        await host.MarkDeletedAsync(folder, ids[1]);
        var removed = await mailbox.RemoveItemsAsync(folder, [ids[0]], default);
        var left = await mailbox.FindItemsAsync(folder, null, default);
        Assert.Equal(removed.Count == 0, left.Any(f => f.DestinationId == ids[0] && !f.IsDeleted));
        Assert.Contains(left, f => f.DestinationId == ids[1]);

        Assert.Single(await mailbox.MoveItemsAsync(folder, [ids[2]], to, default));
        left = await mailbox.FindItemsAsync(folder, null, default);
        Assert.Contains(left, f => f.DestinationId == ids[1]);
        Assert.DoesNotContain(left, f => f.DestinationId == ids[2] && !f.IsDeleted);
        Assert.Single(await mailbox.FindItemsAsync(to, null, default));
    }

    [SuiteFact]
    public async Task A_folder_is_removed_when_nothing_is_in_it()
    {
        var inner = await mailbox.EnsureFolderAsync(new FolderTarget { Path = ["Outer", "Inner"] }, default);
        var outer = await EnsureAsync("Outer");
        await WriteAsync(inner, Numbered(0));
        Assert.Equal((false, false), (await mailbox.RemoveFolderAsync(outer, default), await mailbox.RemoveFolderAsync(inner, default)));
        await mailbox.RemoveItemsAsync(inner, [.. (await mailbox.FindItemsAsync(inner, null, default)).Select(f => f.DestinationId)], default);
        Assert.Equal((true, true), (await mailbox.RemoveFolderAsync(inner, default), await mailbox.RemoveFolderAsync(outer, default)));
        Assert.DoesNotContain(await host.ReadAsync(), f => f.Path.StartsWith("Outer", StringComparison.Ordinal));
        await using var second = await host.OpenAsync();
        Assert.True(await second.RemoveFolderAsync(inner, default));
        var inbox = (await mailbox.ListFoldersAsync(default)).Single(f => f.Role == FolderRole.Inbox);
        Assert.False(await mailbox.RemoveFolderAsync(inbox, default));
        Assert.True((await EnsureAsync("Outer")).Created);
    }

    [SuiteFact]
    public async Task In_a_folder_that_is_gone_nothing_is_there()
    {
        var (folder, ids) = await WriteAndFindAsync("Real", Numbered(0));
        var gone = folder with { FullName = "Never", Path = ["Never"] };
        Assert.Null(Assert.Single(await mailbox.ReadItemsAsync(gone, ids, default)).Content);
        Assert.Empty(await mailbox.ChangeFlagsAsync(gone, [new FlagChange(ids[0], MessageFlags.Seen)], default));
        Assert.Empty(await mailbox.RemoveItemsAsync(gone, ids, default));
        Assert.Empty(await mailbox.MoveItemsAsync(gone, ids, folder, default));
        Assert.Single(await mailbox.FindItemsAsync(folder, null, default));
    }

    private static ConvertedItem Numbered(int number, MessageFlags flags = MessageFlags.None) => TestItems.Mail($"Message-ID: <{number}@n>\r\n\r\n", flags);

    private static string Unused(string id) => id.Split(':')[0] + ":4000";

    private static string Elsewhere(string id) => "1:" + id.Split(':')[1];

    /// <summary>Writes the items and gives their ids, in order; each has a Message-ID of its own.</summary>
    private async Task<(DestinationFolder Folder, string[] Ids)> WriteAndFindAsync(string name, params ConvertedItem[] items)
    {
        var folder = await EnsureAsync(name);
        await WriteAsync(folder, items);
        var found = (await mailbox.FindItemsAsync(folder, null, default)).ToDictionary(f => f.Key.MessageId!, f => f.DestinationId);
        return (folder, [.. items.Select(i => found[i.Key.MessageId!])]);
    }

    private static string? Print(ItemContent? content) => content is null ? null : $"{content.Length}:{Convert.ToHexString(content.Sha256)}";

    private async Task<string> ExpectedAsync(ConvertedItem item)
    {
        using var bytes = new MemoryStream();
        await item.Content.CopyToAsync(bytes, default);
        return Expected(bytes.ToArray());
    }
}

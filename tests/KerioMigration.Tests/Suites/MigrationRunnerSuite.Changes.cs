using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Tests.Support.Memory;
using Xunit;

namespace KerioMigration.Tests.Suites;

/// <summary>Later runs, while users still work at the source.</summary>
public abstract partial class MigrationRunnerSuite
{
    private const MessageFlags Seen = MessageFlags.Seen;

    private static readonly Action None = () => { };

    private MemorySource From => world.Source();

    private MemoryDestination To => world.Destination();

    [Fact]
    public async Task Asks_once_per_folder_and_reads_nothing_where_nothing_changed()
    {
        Fill(Inbox(), 2);
        From.AddFolder("Empty");
        From.PageSize = 100;
        await world.RunOneAsync();
        var (listings, reads) = (From.Listings, From.Read.Count);
        await world.RunOneAsync();
        Assert.Equal((2, 0), (From.Listings - listings, From.Read.Count - reads));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Brings_flags_over_without_reading_or_writing_mail(bool places)
    {
        To.GivesPlaces = places;
        var inbox = Inbox();
        var read = From.AddMessage(inbox, "read");
        var unread = From.AddMessage(inbox, "unread", Seen | MessageFlags.Flagged);
        Fill(inbox, 3);
        await world.RunOneAsync();
        From.SetFlags(inbox, read, Seen);
        From.SetFlags(inbox, unread, MessageFlags.Flagged);
        var (reads, writes) = (From.Read.Count, To.Writes);

        var report = await world.RunOneAsync();

        Assert.Equal(("Completed", 2, 0, 5), (report.State, report.FlagsChangedByLastRun, report.MigratedByLastRun, report.Migrated));
        Assert.Equal((reads, writes), (From.Read.Count, To.Writes));
        await AssertMirroredAsync();
    }

    [Fact]
    public async Task Brings_answered_flagged_and_forwarded_over()
    {
        To.Traits = To.Traits with { Flags = To.Traits.Flags | MessageFlags.Forwarded };
        var inbox = Inbox();
        var items = Enumerable.Range(0, 4).Select(n => From.AddMessage(inbox, "m" + n)).ToList();
        await world.RunOneAsync();
        From.SetFlags(inbox, items[0], Seen | MessageFlags.Answered);
        From.SetFlags(inbox, items[1], MessageFlags.Flagged);
        From.SetFlags(inbox, items[2], MessageFlags.Forwarded);
        From.Categorize(inbox, items[3]);
        var writes = To.Writes;

        var report = await world.RunOneAsync();

        Assert.Equal((3, 0, writes), (report.FlagsChangedByLastRun, report.UpdatedByLastRun, To.Writes));
        await AssertMirroredAsync();
    }

    [Fact]
    public async Task Leaves_flags_that_the_user_changed_at_the_destination()
    {
        var inbox = Inbox();
        var mine = From.AddMessage(inbox, "mine");
        var both = From.AddMessage(inbox, "both", Seen);
        await world.RunOneAsync();
        await ChangeAsync("mine", MessageFlags.Flagged);
        await ChangeAsync("both", MessageFlags.Answered);
        From.SetFlags(inbox, mine, Seen);
        From.SetFlags(inbox, both, Seen | MessageFlags.Flagged);

        await world.RunOneAsync();

        Assert.Equal(Seen | MessageFlags.Flagged, Stored("mine").Flags);
        Assert.Equal(MessageFlags.Answered | MessageFlags.Flagged, Stored("both").Flags);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Writes_an_edited_item_anew_and_removes_the_old_copy(bool places)
    {
        To.GivesPlaces = places;
        var drafts = From.AddFolder("Drafts", FolderRole.Drafts);
        var draft = From.AddMessage(drafts, "draft", MessageFlags.Draft);
        Fill(drafts, 3);
        await world.RunOneAsync();
        From.Edit(drafts, draft, "Message-ID: <d@x>\r\nSubject: draft\r\n\r\nNow with more text.\r\n");

        var report = await world.RunOneAsync();

        Assert.Equal(("Completed", 1, 0, 4), (report.State, report.UpdatedByLastRun, report.MigratedByLastRun, report.Migrated));
        await AssertMirroredAsync();
        Assert.Equal(0, (await world.RunOneAsync()).UpdatedByLastRun);
        await AssertMirroredAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tells_an_edited_item_from_its_older_copy_after_an_end(bool places)
    {
        To.GivesPlaces = places;
        var inbox = Inbox();
        var edited = From.AddMessage(inbox, "edited");
        var other = From.AddMessage(inbox, "other");
        await world.RunOneAsync();

        // Another letter: the size, the Message-ID and the date stay.
        From.Edit(inbox, edited, From.Contents.First().Text.Replace("Subject: e", "Subject: E", StringComparison.Ordinal));
        To.BeforeChange = () => throw new InvalidOperationException("The process is gone.");
        Assert.Equal("Failed", (await world.RunOneAsync()).State);
        To.BeforeChange = None;
        From.SetFlags(inbox, other, Seen);

        await world.RunOneAsync();

        await AssertMirroredAsync();
    }

    [Theory]
    [InlineData("\r\n", "\n")]
    [InlineData("=_first", "=_second")]
    public async Task Does_not_write_again_what_the_source_only_renders_anew(string before, string after)
    {
        const string Parts = "Subject: same\r\nContent-Type: multipart/mixed; boundary=\"=_first\"\r\n\r\n--=_first\r\n\r\nText\r\n--=_first--\r\n";
        var inbox = Inbox();
        var item = From.AddMessage(inbox, "same", text: Parts);
        await world.RunOneAsync();
        From.OnMime = mime => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(mime).Replace(before, after, StringComparison.Ordinal));
        From.Categorize(inbox, item);
        var writes = To.Writes;

        var report = await world.RunOneAsync();

        Assert.Equal((writes, 0, "Completed"), (To.Writes, report.UpdatedByLastRun, report.State));
    }

    [Fact]
    public async Task Tells_of_a_changed_item_that_cannot_be_read_and_looks_again_in_the_next_run()
    {
        var inbox = Inbox();
        var item = From.AddMessage(inbox, "edited");
        await world.RunOneAsync();
        From.Edit(inbox, item, "Subject: edited\r\n\r\nAnew.\r\n");
        From.OnRead = _ => new Failure(FailureScope.Item, FailureRemedy.None, Reason.ItemCorrupt, "It is broken.");

        Assert.Equal("CompletedWithErrors", (await world.RunOneAsync()).State);
        var row = Assert.Single(await world.ReadItemsAsync());
        Assert.Equal((ItemState.Migrated, Reason.ItemCorrupt, "It is broken."), (row.State, row.Reason, row.Message));

        From.OnRead = _ => null;
        Assert.Equal(1, (await world.RunOneAsync()).UpdatedByLastRun);
        await AssertMirroredAsync();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Moves_at_the_destination_what_was_moved(bool places, bool searchKeys)
    {
        To.GivesPlaces = places;
        From.GivesSearchKeys = searchKeys;
        var inbox = Inbox();
        var before = From.AddFolder("Before");
        var moved = From.AddMessage(inbox, "down", Seen);
        var up = From.AddMessage(before, "up");
        Fill(inbox, 4);
        var added = searchKeys ? null : From.AddFolder("Added");
        await world.RunOneAsync();
        added ??= From.AddFolder("Added");
        From.Move(inbox, moved, added);
        From.Move(before, up, inbox);
        var (reads, writes) = (From.Read.Count, To.Writes);

        // The first listing of a folder tells no flags and no Message-ID: the item is read for them.
        reads += searchKeys ? 1 : 0;

        var report = await world.RunOneAsync();

        Assert.Equal(("Completed", 2, 0, 6, 6), (report.State, report.MovedByLastRun, report.MigratedByLastRun, report.Migrated, report.Found));
        Assert.Equal((reads, writes), (From.Read.Count, To.Writes));
        await AssertMirroredAsync();
    }

    [Fact]
    public async Task Follows_an_item_that_moves_on_and_comes_back()
    {
        var inbox = Inbox();
        var archive = From.AddFolder("Archive");
        var item = From.AddMessage(inbox, "wanderer");
        await world.RunOneAsync();
        item = From.Move(inbox, item, archive);
        item = From.Move(archive, item, inbox);
        Assert.Equal((0, 1), await MovedAsync());
        item = From.Move(inbox, item, archive);
        Assert.Equal((1, 1), await MovedAsync());
        From.Move(archive, item, inbox);
        Assert.Equal((1, 1), await MovedAsync());

        async Task<(long, long)> MovedAsync()
        {
            var report = await world.RunOneAsync();
            await AssertMirroredAsync();
            return (report.MovedByLastRun, report.Found);
        }
    }

    [Fact]
    public async Task Brings_the_flags_of_a_moved_item_along()
    {
        var inbox = Inbox();
        var archive = From.AddFolder("Archive");
        var item = From.AddMessage(inbox, "read and filed");
        await world.RunOneAsync();
        From.SetFlags(inbox, item, Seen);
        From.Move(inbox, item, archive);

        var report = await world.RunOneAsync();

        Assert.Equal((1, 1), (report.MovedByLastRun, report.FlagsChangedByLastRun));
        await AssertMirroredAsync();
    }

    [Fact]
    public async Task Knows_a_copy_from_a_moved_item()
    {
        var inbox = Inbox();
        var archive = From.AddFolder("Archive");
        var copied = From.AddMessage(inbox, "copied");
        var moved = From.AddMessage(inbox, "moved");
        await world.RunOneAsync();
        From.Copy(copied, archive);
        From.Copy(moved, archive);
        From.Move(inbox, moved, archive);

        var report = await world.RunOneAsync();

        Assert.Equal((1, 2, 4), (report.MovedByLastRun, report.MigratedByLastRun, report.Found));
        await AssertMirroredAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task Compares_a_moved_item_whose_size_differs(int growth)
    {
        var inbox = Inbox();
        var archive = From.AddFolder("Archive");
        var item = From.AddMessage(inbox, "draft", growth == 0 ? MessageFlags.Draft : MessageFlags.None);
        await world.RunOneAsync();
        From.Move(inbox, item, archive, growth);
        var writes = To.Writes;

        var report = await world.RunOneAsync();

        Assert.Equal((1, writes), (report.MovedByLastRun, To.Writes));
        await AssertMirroredAsync();
    }

    [Fact]
    public async Task Writes_an_item_anew_that_was_edited_and_moved()
    {
        var inbox = Inbox();
        var archive = From.AddFolder("Archive");
        var item = From.AddMessage(inbox, "work");
        await world.RunOneAsync();
        From.Edit(inbox, item, "Subject: work\r\n\r\nOther text.\r\n");
        From.Move(inbox, item, archive);

        var report = await world.RunOneAsync();

        Assert.Equal((0, 1, 1), (report.MovedByLastRun, report.UpdatedByLastRun, report.Found));
        await AssertMirroredAsync();
    }

    [Fact]
    public async Task Moves_items_out_of_a_folder_that_was_then_deleted()
    {
        var inbox = Inbox();
        var old = From.AddFolder("Old");
        var item = From.AddMessage(old, "kept");
        From.AddMessage(old, "lost");
        await world.RunOneAsync();
        From.Move(old, item, inbox);
        From.DeleteFolder(old);

        var report = await world.RunOneAsync();

        Assert.Equal(1, report.MovedByLastRun);
        Assert.Single(To.Messages["INBOX"]);
        Assert.Single(To.Messages["Old"]);
        world.Options = new MigrationOptions { RemoveDeleted = true };
        Assert.Equal(1, (await world.RunOneAsync()).RemovedByLastRun);
        Assert.Empty(To.Messages["Old"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Neither_misses_nor_doubles_what_moves_during_the_listing(bool downwards)
    {
        var first = Inbox();
        var last = From.AddFolder("Last");
        Fill(first, 2);
        Fill(last, 2);
        var (from, to) = downwards ? (first, last) : (last, first);
        var item = From.AddMessage(from, "on its way");
        await world.RunOneAsync();
        From.OnList = (folder, cursor) =>
        {
            if (folder.Id == last.Id)
            {
                From.OnList = (_, c) => c;
                From.Move(from, item, to);
            }

            return cursor;
        };

        var report = await world.RunOneAsync();

        Assert.Equal((1, 5), (report.MovedByLastRun, report.Found));
        await AssertMirroredAsync();
    }

    [Fact]
    public async Task Neither_misses_nor_doubles_what_moves_during_the_first_run()
    {
        var first = Inbox();
        var last = From.AddFolder("Last");
        Fill(last, 2);
        var item = From.AddMessage(first, "on its way");
        From.OnList = (folder, cursor) =>
        {
            if (folder.Id == last.Id)
            {
                From.OnList = (_, c) => c;
                From.Move(first, item, last);
            }

            return cursor;
        };

        var report = await world.RunOneAsync();

        Assert.Equal(("Completed", 3, 0), (report.State, report.Found, report.Failed));
        await AssertMirroredAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Goes_on_after_an_end_in_the_middle_of_a_move(bool moved)
    {
        var inbox = Inbox();
        var archive = From.AddFolder("Archive");
        var items = Enumerable.Range(0, 3).Select(n => From.AddMessage(inbox, "m" + n)).ToList();
        await world.RunOneAsync();
        items.ForEach(i => From.Move(inbox, i, archive));
        Action fail = () =>
        {
            (To.BeforeChange, To.AfterChange) = (None, None);
            throw new InvalidOperationException("The process is gone.");
        };
        (To.BeforeChange, To.AfterChange) = moved ? (None, fail) : (fail, None);
        var writes = To.Writes;

        Assert.Equal("Failed", (await world.RunOneAsync()).State);
        var report = await world.RunOneAsync();

        Assert.Equal(("Completed", 3, 3, writes), (report.State, report.Found, report.MovedByLastRun, To.Writes));
        await AssertMirroredAsync();
        Assert.Equal(0, (await world.RunOneAsync()).MovedByLastRun);
    }

    [Fact]
    public async Task Follows_an_item_that_moves_on_after_its_first_move_was_only_listed()
    {
        var inbox = Inbox();
        var between = From.AddFolder("Between");
        var last = From.AddFolder("Last");
        var item = From.AddMessage(inbox, "on its way");
        await world.RunOneAsync();
        item = From.Move(inbox, item, between);
        From.OnList = (folder, cursor) => folder.Id == last.Id ? throw new InvalidOperationException("The process is gone.") : cursor;
        Assert.Equal("Failed", (await world.RunOneAsync()).State);
        From.OnList = (_, cursor) => cursor;
        From.Move(between, item, last);

        var report = await world.RunOneAsync();

        Assert.Equal(("Completed", 1, 1), (report.State, report.MovedByLastRun, report.Found));
        await AssertMirroredAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Looks_up_a_move_that_got_no_answer(bool moved)
    {
        var inbox = Inbox();
        var archive = From.AddFolder("Archive");
        var item = From.AddMessage(inbox, "m");
        await world.RunOneAsync();
        From.Move(inbox, item, archive);
        Action fail = () =>
        {
            (To.BeforeChange, To.AfterChange) = (None, None);
            throw new MigrationException(Dropped);
        };
        (To.BeforeChange, To.AfterChange) = moved ? (None, fail) : (fail, None);

        Assert.Equal(("Completed", 1), ((await world.RunOneAsync()).State, (await world.RunOneAsync()).Found));
        await AssertMirroredAsync();
    }

    [Fact]
    public async Task Keeps_what_was_deleted_at_the_source_until_it_is_asked_to_remove_it()
    {
        var inbox = Inbox();
        var gone = From.AddMessage(inbox, "gone");
        Fill(inbox, 3);
        await world.RunOneAsync();
        From.Delete(inbox, gone);

        Assert.Equal(("Completed", 4, 0), await RemovedAsync());
        Assert.Equal(4, To.Messages["INBOX"].Count);

        world.Options = new MigrationOptions { RemoveDeleted = true };
        Assert.Equal(("Completed", 3, 1), await RemovedAsync());
        await AssertMirroredAsync();
        Assert.Equal(("Completed", 3, 0), await RemovedAsync());

        async Task<(string, long, long)> RemovedAsync()
        {
            var report = await world.RunOneAsync();
            return (report.State, report.Found, report.RemovedByLastRun);
        }
    }

    [Fact]
    public async Task Keeps_a_copy_that_somebody_touched_at_the_destination_and_says_so()
    {
        world.Options = new MigrationOptions { RemoveDeleted = true };
        var inbox = Inbox();
        var gone = From.AddMessage(inbox, "touched");
        await world.RunOneAsync();
        await ChangeAsync("touched", MessageFlags.Answered);
        From.Delete(inbox, gone);

        var report = await world.RunOneAsync();

        Assert.Equal(("Completed", 0, 1), (report.State, report.RemovedByLastRun, report.Migrated));
        Assert.Equal(MessageFlags.Answered, Stored("touched").Flags);
        Assert.Equal("touched", Assert.Single(world.Observer.Of<ItemKept>()).Subject);
        var row = Assert.Single(await world.ReadItemsAsync());
        Assert.Equal((Reason.ChangedAtDestination, ItemChangeType.Deleted), (row.Reason, row.Change));
    }

    [Fact]
    public async Task Never_removes_what_only_moved_to_where_it_is_filtered_out()
    {
        var inbox = Inbox();
        var archive = From.AddFolder("Archive");
        var item = From.AddMessage(inbox, "old", received: new DateTimeOffset(2010, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await world.RunOneAsync();
        From.Move(inbox, item, archive);
        world.Options = new MigrationOptions { RemoveDeleted = true, After = item.Received!.Value.AddDays(1) };

        var report = await world.RunOneAsync();

        Assert.Equal((0, 1), (report.RemovedByLastRun, To.Messages["INBOX"].Count));
    }

    [Fact]
    public async Task Forgets_an_edit_of_an_item_that_is_deleted_before_it_was_written()
    {
        var inbox = Inbox();
        var item = From.AddMessage(inbox, "edited");
        await world.RunOneAsync();
        From.Edit(inbox, item, "Subject: edited\r\n\r\nAnew.\r\n");
        To.BeforeWrite = (_, _) => throw new MigrationException(new Failure(FailureScope.Mailbox, FailureRemedy.None, Reason.QuotaExceeded, "Full."));
        Assert.Equal(("Failed", 1), ((await world.RunOneAsync()).State, To.Messages["INBOX"].Count));
        From.Delete(inbox, item);
        To.BeforeWrite = (_, _) => { };
        world.Options = new MigrationOptions { RemoveDeleted = true };

        await world.RunOneAsync();

        Assert.Empty(To.Messages["INBOX"]);
        Assert.Empty(await world.ReadItemsAsync());
    }

    [Fact]
    public async Task Refuses_a_mailbox_that_was_cut_over_unless_it_is_forced()
    {
        Fill(Inbox(), 2);
        world.Options = new MigrationOptions { Complete = true };
        var complete = await world.RunOneAsync();
        Assert.Equal(("Completed", true), (complete.State, complete.CutOver is not null));
        Fill(From.Folders[0], 1);
        world.Options = new MigrationOptions();

        var refused = await world.RunOneAsync();
        Assert.Equal(("Completed", 2), (refused.State, refused.Migrated));
        Assert.Equal(Reason.MailboxCutOver, Assert.Single(world.Observer.Of<MailboxEnded>()).Failure!.Reason);

        world.Options = new MigrationOptions { Force = true };
        Assert.Equal(3, (await world.RunOneAsync()).Migrated);
    }

    [Fact]
    public async Task Does_not_cut_a_mailbox_over_that_has_failures()
    {
        Fill(Inbox(), 2);
        world.Options = new MigrationOptions { Complete = true };
        From.OnRead = item => item.Id == "item-1" ? new Failure(FailureScope.Item, FailureRemedy.None, Reason.ItemCorrupt, "Broken.") : null;
        Assert.Equal(("CompletedWithErrors", null), ((await world.RunOneAsync()).State, (await world.RunOneAsync()).CutOver));
        From.OnRead = _ => null;
        Assert.NotNull((await world.RunOneAsync()).CutOver);
    }

    [Fact]
    public async Task Carries_the_rest_when_folders_are_added_to_the_filter()
    {
        Fill(Inbox(), 2);
        Fill(From.AddFolder("Later"), 3);
        world.Options = new MigrationOptions { ExcludeFolder = ["Later"] };
        var narrow = await world.RunOneAsync();
        world.Options = new MigrationOptions();
        var wide = await world.RunOneAsync();
        Assert.Equal((2, 3), (narrow.Migrated, narrow.Filtered));
        Assert.Equal((5, 3, 0), (wide.Migrated, wide.MigratedByLastRun, wide.Filtered));
        await AssertMirroredAsync();
    }

    [Fact]
    public async Task Carries_the_rest_when_dates_are_widened_step_by_step()
    {
        var inbox = Inbox();
        foreach (var year in Enumerable.Range(2015, 8))
        {
            From.AddMessage(inbox, "of " + year, received: Start(year));
        }

        var counts = new List<long>();
        foreach (var after in new[] { 2020, 2018, 2018, 1900 })
        {
            world.Options = new MigrationOptions { After = Start(after) };
            counts.Add((await world.RunOneAsync()).MigratedByLastRun);
        }

        Assert.Equal([3, 2, 0, 3], counts);
        await AssertMirroredAsync();

        static DateTimeOffset Start(int year) => new(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }

    /// <summary>Folder by folder the destination holds what the source holds, with the flags that it keeps.</summary>
    private async Task AssertMirroredAsync()
    {
        var source = From.Contents.Select(m => (Folder(m.Folder), m.Text, m.Flags & To.Traits.Flags)).Order();
        var destination = To.Messages.SelectMany(f => f.Value.Select(m => (f.Key, Encoding.UTF8.GetString(m.Bytes), m.Flags))).Order();
        Assert.Equal(source, destination);
        Assert.All(await world.ReadItemsAsync(), i => Assert.Equal((ItemState.Migrated, null), (i.State, i.Change)));

        static string Folder(string path) => path.StartsWith("Inbox", StringComparison.Ordinal) ? "INBOX" + path[5..] : path;
    }

    private StoredMessage Stored(string subject) => To.Messages.Values.SelectMany(m => m)
        .Single(m => Encoding.UTF8.GetString(m.Bytes).Contains($"Subject: {subject}\r\n", StringComparison.Ordinal));

    private async Task ChangeAsync(string subject, MessageFlags flags)
    {
        var inbox = (await To.ListFoldersAsync(default)).Single(f => f.Role == FolderRole.Inbox);
        var item = (await To.FindItemsAsync(inbox, null, default)).Single(i => i.DestinationId.EndsWith(":" + Stored(subject).Uid, StringComparison.Ordinal));
        await To.ChangeFlagsAsync(inbox, [new FlagChange(item.DestinationId, flags)], default);
    }
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Verification;
using KerioMigration.Tests.Support.Memory;
using Xunit;

namespace KerioMigration.Tests.Verification;

/// <summary>What a verification finds, on both ends in memory.</summary>
public sealed class ResultVerifierTests
{
    private static readonly Failure Broken = new(FailureScope.Folder, FailureRemedy.None, Reason.AccessDenied, "The folder cannot be read.");

    private readonly MemoryLedger ledger = new(TimeProvider.System);
    private readonly ConcurrentQueue<VerificationEvent> events = [];
    private readonly MemoryWorld world;
    private readonly FolderRef inbox;
    private readonly ItemRef[] items;

    public ResultVerifierTests()
    {
        world = new MemoryWorld(() => Task.FromResult<ILedger>(ledger));
        inbox = world.Source().AddFolder("Posteingang", FolderRole.Inbox);
        items = [.. Enumerable.Range(1, 12).Select(i => world.Source().AddMessage(inbox, "Message " + i, MessageFlags.Seen))];
        world.Source().AddMessage(world.Source().AddFolder("Projekt", parent: inbox), "In a project");
    }

    private static bool[] Contents => [false, true];

    public static TheoryData<bool> WithAndWithoutContent => new(Contents);

    [Theory]
    [MemberData(nameof(WithAndWithoutContent))]
    public async Task An_unharmed_migration_is_perfect(bool content)
    {
        await world.RunOneAsync();

        var row = await VerifyAsync(content);

        Assert.Equal(("Perfect", "Completed", "None", ""), (row.Grade, row.State, row.Reason, row.Message));
        Assert.Equal((13, 13, 0, content ? 13 : 0), (row.Found, row.Migrated, row.Missing, row.Compared));
        Assert.Empty(Rows);
        Assert.Equal([("Posteingang", "INBOX", 12), ("Posteingang/Projekt", "INBOX/Projekt", 1)], Folders.Select(f => (f.Folder, f.DestinationFolder, f.Migrated)));
    }

    [Theory]
    [MemberData(nameof(WithAndWithoutContent))]
    public async Task It_needs_no_places_to_find_items(bool content)
    {
        world.Destination().GivesPlaces = false;
        await world.RunOneAsync();

        Assert.Equal("Perfect", (await VerifyAsync(content)).Grade);
    }

    [Theory]
    [MemberData(nameof(WithAndWithoutContent))]
    public async Task A_folder_that_numbers_its_items_anew_has_lost_nothing(bool content)
    {
        await world.RunOneAsync();
        world.Destination().Tamper("INBOX", messages => messages.Select(m => m with { Uid = 0 }));

        Assert.Equal("Perfect", (await VerifyAsync(content)).Grade);
    }

    [Theory]
    [MemberData(nameof(WithAndWithoutContent))]
    public async Task An_item_that_someone_deleted_is_missing(bool content)
    {
        await world.RunOneAsync();
        world.Destination().Tamper("INBOX", messages => messages.Where(m => !Has(m, "Message 3\r\n")));

        var row = await VerifyAsync(content);

        Assert.Equal(("Investigate", 13, 12, 1), (row.Grade, row.Found, row.Migrated, row.Missing));
        AssertRow("MissingAtDestination", "Message 3", items[2].Id);
        Assert.Equal((12, 11, 1), Folders.Where(f => f.Folder == "Posteingang").Select(f => (f.Found, f.Migrated, f.Missing)).Single());
    }

    [Theory]
    [MemberData(nameof(WithAndWithoutContent))]
    public async Task An_item_that_was_replaced_by_another_of_its_name_is_altered(bool content)
    {
        await world.RunOneAsync();
        world.Destination().Tamper("INBOX", messages => messages.Select(m => Has(m, "Message 3\r\n") ? Changed(m, "Text of", "Other text of") with { Uid = 0 } : m));

        var row = await VerifyAsync(content);

        Assert.Equal(("Investigate", 13, 0, 1), (row.Grade, row.Migrated, row.Missing, row.Altered));
        AssertRow("AlteredAtDestination", "Message 3", items[2].Id);
    }

    [Fact]
    public async Task A_changed_letter_is_found_by_content_alone()
    {
        await world.RunOneAsync();
        world.Destination().Tamper("INBOX", messages => messages.Select(m => Has(m, "Message 3\r\n") ? Changed(m, "Text of", "Texd of") : m));

        Assert.Equal("Perfect", (await VerifyAsync(content: false)).Grade);
        var row = await VerifyAsync(content: true);

        Assert.Equal(("Investigate", 1), (row.Grade, row.Altered));
        AssertRow("AlteredAtDestination", "Message 3", items[2].Id);
    }

    [Theory]
    [InlineData("item-3@", "other@")]
    [InlineData("Text of Message 3", "")]
    public async Task Another_message_in_the_place_of_the_written_one_is_seen_without_reading_it(string from, string to)
    {
        await world.RunOneAsync();
        world.Destination().Tamper("INBOX", messages => messages.Select(m => Has(m, "Message 3\r\n") ? Changed(m, from, to) : m));

        Assert.Equal(("Investigate", 1), await VerifyAsync(content: false) is var row ? (row.Grade, row.Altered) : default);
    }

    [Theory]
    [MemberData(nameof(WithAndWithoutContent))]
    public async Task An_item_that_is_there_twice_is_a_duplicate_and_a_strange_one_is_extra(bool content)
    {
        await world.RunOneAsync();
        world.Destination().Tamper("INBOX", messages =>
        [
            .. messages,
            messages.Single(m => Has(m, "Message 3\r\n")) with { Uid = 0, Date = DateTimeOffset.UnixEpoch },
            Changed(messages[0], "item-", "strange-") with { Uid = 0 },
        ]);

        var row = await VerifyAsync(content);

        Assert.Equal(("Investigate", 13, 1, 1), (row.Grade, row.Migrated, row.Duplicate, row.Extra));
        Assert.Equal("<item-3@memory.test>", AssertRow("DuplicateAtDestination", "", "").MessageId);
    }

    [Fact]
    public async Task With_content_only_equal_bytes_are_a_duplicate()
    {
        await world.RunOneAsync();
        world.Destination().Tamper("INBOX", messages => [.. messages, Changed(messages.Single(m => Has(m, "Message 3\r\n")), "Text of", "Texd of") with { Uid = 0 }]);

        Assert.Equal(1, (await VerifyAsync(content: false)).Duplicate);
        Assert.Equal(("Perfect", 0, 1), await VerifyAsync(content: true) is var row ? (row.Grade, row.Duplicate, row.Extra) : default);
    }

    [Fact]
    public async Task Twins_at_the_source_are_two_items_and_no_duplicates()
    {
        var date = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        world.Source().AddMessage(inbox, "twin", received: date, text: "Message-ID: <twin@memory.test>\r\n\r\nTwin\r\n");
        world.Source().AddMessage(inbox, "twin", received: date, text: "Message-ID: <twin@memory.test>\r\n\r\nTwin\r\n");
        await world.RunOneAsync();

        Assert.Equal("Perfect", (await VerifyAsync(content: true)).Grade);
        world.Destination().Tamper("INBOX", messages => messages.Except([messages.First(m => Has(m, "Twin"))]));
        Assert.Equal(1, (await VerifyAsync(content: true)).Missing);
    }

    [Theory]
    [MemberData(nameof(WithAndWithoutContent))]
    public async Task An_item_that_its_user_moved_is_there_unharmed(bool content)
    {
        await world.RunOneAsync();
        StoredMessage? moved = null;
        world.Destination().Tamper("INBOX", messages => messages.Except([moved = messages.Single(m => Has(m, "Message 3\r\n"))]));
        world.Destination().Tamper("Deleted Items", messages => [.. messages, moved! with { Uid = 0 }]);

        var row = await VerifyAsync(content);

        Assert.Equal(("Good", 13, 0, 1, 0), (row.Grade, row.Migrated, row.Missing, row.Moved, row.Extra));
        Assert.Contains("Deleted Items", AssertRow("MovedAtDestination", "Message 3", items[2].Id).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WithAndWithoutContent))]
    public async Task New_failed_and_left_out_items_have_their_places_in_the_equation(bool content)
    {
        world.Source().OnRead = item => item.Id == items[0].Id ? new Failure(FailureScope.Item, FailureRemedy.None, Reason.ItemCorrupt, "It is broken.") : null;
        world.Options = world.Options with { After = items[2].Received, Kinds = [ItemKind.Mail] };
        world.Source().AddMessage(world.Source().AddFolder("Kalender", FolderRole.Calendar, kind: ItemKind.Calendar), "Meeting");
        await world.RunOneAsync();
        world.Options = world.Options with { After = items[0].Received };
        await world.RunOneAsync();
        world.Source().AddMessage(inbox, "New");

        var row = await VerifyAsync(content);

        Assert.Equal(("Investigate", 15, 12, 1, 1, 1, 0), (row.Grade, row.Found, row.Migrated, row.Filtered, row.Failed, row.Pending, row.Missing));
        Assert.Equal(row.Found, row.Migrated + row.Existing + row.Filtered + row.Failed + row.Held + row.Pending + row.Missing);
        Assert.Equal([("NotMigrated", "Message 1"), ("NotMigrated", "New")], Rows.Select(r => (r.Difference, r.Subject)).Order());
    }

    [Fact]
    public async Task A_folder_that_is_new_at_the_source_is_pending()
    {
        await world.RunOneAsync();
        world.Source().AddMessage(world.Source().AddFolder("Neu"), "New");

        Assert.Equal(("Investigate", 14, 13, 1), await VerifyAsync(content: false) is var row ? (row.Grade, row.Found, row.Migrated, row.Pending) : default);
        AssertRow("NotMigrated", "New", "item-14");
    }

    [Theory]
    [MemberData(nameof(WithAndWithoutContent))]
    public async Task An_item_that_was_edited_at_the_source_has_changed(bool content)
    {
        await world.RunOneAsync();
        world.Source().Edit(inbox, items[2], text => text.Replace("Text of", "New text of", StringComparison.Ordinal));

        var row = await VerifyAsync(content);

        Assert.Equal(("Investigate", 13, 1, 0), (row.Grade, row.Migrated, row.Changed, row.Altered));
        AssertRow("ChangedAtSource", "Message 3", items[2].Id);
    }

    [Fact]
    public async Task A_change_that_leaves_the_content_as_it_was_is_none_with_content()
    {
        await world.RunOneAsync();
        world.Source().Edit(inbox, items[2], text => text);

        Assert.Equal(1, (await VerifyAsync(content: false)).Changed);
        Assert.Equal("Perfect", (await VerifyAsync(content: true)).Grade);
    }

    [Theory]
    [MemberData(nameof(WithAndWithoutContent))]
    public async Task An_item_that_was_deleted_at_the_source_is_no_loss(bool content)
    {
        await world.RunOneAsync();
        world.Source().Delete(inbox, items[2]);
        world.Source().Delete(inbox, items[3]);
        world.Destination().Tamper("INBOX", messages => messages.Where(m => !Has(m, "Message 4\r\n")));

        var row = await VerifyAsync(content);

        Assert.Equal(("Good", 11, 11, 1, 0), (row.Grade, row.Found, row.Migrated, row.Deleted, row.Missing));
        AssertRow("DeletedAtSource", "Message 3", items[2].Id);
    }

    [Fact]
    public async Task Other_states_and_dates_are_told_and_harmless()
    {
        await world.RunOneAsync();
        world.Destination().Tamper("INBOX", messages => messages.Select(m =>
            Has(m, "Message 3\r\n") ? m with { Flags = MessageFlags.Flagged } : Has(m, "Message 4\r\n") ? m with { Date = DateTimeOffset.UnixEpoch } : m));

        Assert.Equal(("Good", 2), await VerifyAsync(content: true) is var row ? (row.Grade, row.Restated) : default);
        Assert.Equal([("DateDiffers", "Message 4"), ("FlagsDiffer", "Message 3")], Rows.Select(r => (r.Difference, r.Subject)).Order());
    }

    [Fact]
    public async Task Line_ends_that_the_destination_made_its_own_are_no_alteration()
    {
        world.Source().AddMessage(inbox, "all", text: "Message-ID: <all@memory.test>\nSubject: all\n\nOne\nTwo\n");
        world.Source().AddMessage(inbox, "some", text: "Message-ID: <some@memory.test>\r\nSubject: some\r\n\r\nOne\nTwo\r\n");
        await world.RunOneAsync();
        world.Destination().Tamper("INBOX", messages => messages.Select(m => m with { Bytes = WithCrLf(m.Bytes) }));

        Assert.Equal("Perfect", (await VerifyAsync(content: false)).Grade);
        Assert.Equal(("Perfect", 15, 2), await VerifyAsync(content: true) is var row ? (row.Grade, row.Compared, row.Normalized) : default);
    }

    [Fact]
    public async Task Line_ends_are_no_alteration_either_when_the_source_no_longer_has_the_item()
    {
        var item = world.Source().AddMessage(inbox, "all", text: "Message-ID: <all@memory.test>\nSubject: all\n\nOne\nTwo\n");
        await world.RunOneAsync();
        world.Destination().Tamper("INBOX", messages => messages.Select(m => m with { Bytes = WithCrLf(m.Bytes) }));
        world.Source().Delete(inbox, item);

        Assert.Equal(("Good", 1, 0, 1), await VerifyAsync(content: true) is var row ? (row.Grade, row.Deleted, row.Altered, row.Normalized) : default);
    }

    [Fact]
    public async Task A_source_that_writes_its_items_anew_at_every_read_does_not_disturb()
    {
        var reads = 0;
        const string text = "Message-ID: <m@memory.test>\r\nContent-Type: multipart/mixed; boundary=BOUNDARY\r\n\r\n--BOUNDARY\r\n\r\nText\r\n--BOUNDARY--\r\n";
        world.Source().OnMime = mime => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(mime).Replace("BOUNDARY", "B" + Interlocked.Increment(ref reads), StringComparison.Ordinal));
        var item = world.Source().AddMessage(inbox, "parts", text: text);
        await world.RunOneAsync();

        Assert.Equal(("Perfect", 14), await VerifyAsync(content: true) is var row ? (row.Grade, row.Compared) : default);
        world.Source().Edit(inbox, item, t => t.Replace("Text", "New", StringComparison.Ordinal));
        Assert.Equal(1, (await VerifyAsync(content: true)).Changed);
    }

    [Theory]
    [MemberData(nameof(WithAndWithoutContent))]
    public async Task A_stub_is_told_whatever_the_source_gives_now(bool content)
    {
        world.Source().Stubs.Add(items[2].Id);
        await world.RunOneAsync();
        world.Source().Stubs.Clear();
        world.Source().Edit(inbox, items[2], text => text + "More.\r\n");
        world.Source().Stubs.Add(items[3].Id);

        var row = await VerifyAsync(content);

        Assert.Equal(("Investigate", 13, 1, 0), (row.Grade, row.Migrated, row.Incomplete, row.Altered));
        Assert.Contains(Rows, r => (r.Difference, r.SourceId) == ("StubAtDestination", items[2].Id) && r.Detail.Contains("cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_destination_folder_that_is_gone_has_lost_everything_in_it()
    {
        await world.RunOneAsync();
        world.Destination().RemoveFolder("INBOX");

        Assert.Equal(("Poor", 12, 1), await VerifyAsync(content: true) is var row ? (row.Grade, row.Missing, row.Migrated) : default);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_listed_makes_the_mailbox_poor_and_the_others_are_compared()
    {
        await world.RunOneAsync();
        world.Source().OnList = (folder, cursor) => folder.Id == inbox.Id ? throw new MigrationException(Broken) : cursor;

        var row = await VerifyAsync(content: false);

        Assert.Equal(("Poor", "AccessDenied", 1), (row.Grade, row.Reason, row.Migrated));
        Assert.Equal([("AccessDenied", 0), ("None", 1)], Folders.Select(f => (f.Reason, f.Migrated)));
        Assert.Equal(Broken, events.OfType<MailboxVerified>().Single().Failure);
    }

    [Fact]
    public async Task Mailboxes_that_cannot_be_compared_are_poor_and_say_why()
    {
        await world.RunOneAsync();
        var rows = await world.VerifyAsync(new VerificationOptions(), events.Enqueue, default, "anna", "nobody");

        Assert.Equal([("anna@example.org", "Perfect", "None"), ("nobody@example.org", "Poor", "MailboxNotFound")], rows.Select(r => (r.Mailbox, r.Grade, r.Reason)).Order());
    }

    [Fact]
    public async Task It_writes_nothing()
    {
        await world.RunOneAsync();
        world.Destination().BeforeWrite = (_, _) => throw new InvalidOperationException();
        world.Destination().BeforeChange = () => throw new InvalidOperationException();
        var before = world.Destination().Messages["INBOX"].ToList();
        var cursors = await CursorsAsync();
        world.Source().AddMessage(inbox, "New");

        await VerifyAsync(content: true);

        Assert.Equal(before, world.Destination().Messages["INBOX"]);
        Assert.Equal(cursors, await CursorsAsync());
    }

    [Fact]
    public async Task While_a_migration_runs_what_is_not_written_yet_is_pending_and_nothing_is_missing()
    {
        using var reached = new SemaphoreSlim(0);
        using var seen = new ManualResetEventSlim();
        world.Destination().AfterWrite = (_, _) =>
        {
            reached.Release();
            seen.Wait(TimeSpan.FromSeconds(30));
        };
        var run = Task.Run(() => world.RunOneAsync());
        await reached.WaitAsync(TimeSpan.FromSeconds(30));

        var row = await VerifyAsync(content: false);
        seen.Set();
        await run;

        Assert.Equal(("Running", 0, 0, 0, 0), (row.State, row.Missing, row.Altered, row.Duplicate, row.Extra));
        Assert.Equal((13, 13), (row.Found, row.Pending + row.Migrated));
        Assert.True(row.Pending > 0);
    }

    [Fact]
    public async Task A_cancelled_verification_ends()
    {
        await world.RunOneAsync();
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => world.VerifyAsync(new VerificationOptions(), e => { if (e is MailboxVerificationStarted) { stop.Cancel(); } }, stop.Token));
    }

    private IEnumerable<ItemDifference> Rows => events.OfType<DifferenceFound>().Select(e => e.Row);

    private IEnumerable<FolderVerification> Folders => events.OfType<FolderVerified>().Select(e => e.Row).OrderBy(f => f.Folder, StringComparer.Ordinal);

    private static bool Has(StoredMessage message, string text) => Encoding.UTF8.GetString(message.Bytes).Contains(text, StringComparison.Ordinal);

    private static StoredMessage Changed(StoredMessage message, string from, string to) =>
        message with { Bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(message.Bytes).Replace(from, to, StringComparison.Ordinal)) };

    private static byte[] WithCrLf(byte[] bytes) => Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal));

    private async Task<MailboxVerification> VerifyAsync(bool content)
    {
        events.Clear();
        return Assert.Single(await world.VerifyAsync(new VerificationOptions { Content = content }, events.Enqueue));
    }

    private async Task<IEnumerable<string?>> CursorsAsync() => [.. (await ledger.ReadFoldersAsync(default)).Select(f => f.Folder.Cursor)];

    /// <summary>The only row.</summary>
    private ItemDifference AssertRow(string difference, string subject, string sourceId)
    {
        var row = Assert.Single(Rows);
        Assert.Equal(("anna@example.org", difference, subject, sourceId), (row.Mailbox, row.Difference, row.Subject, row.SourceId));
        return row;
    }
}

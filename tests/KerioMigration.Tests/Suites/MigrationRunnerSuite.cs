using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Engine.Transfer;
using KerioMigration.Tests.Support.Memory;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KerioMigration.Tests.Suites;

/// <summary>What a run promises, whatever the ledger is made of.</summary>
public abstract partial class MigrationRunnerSuite
{
    private static readonly Failure Dropped =
        new(FailureScope.Mailbox, FailureRemedy.Retry, Reason.ConnectionFailed, "The connection was dropped.") { OutcomeUnknown = true };

    private readonly MemoryWorld world;

    protected MigrationRunnerSuite() => world = new MemoryWorld(OpenLedgerAsync);

    /// <summary>Opens the one ledger of this test, again and again.</summary>
    protected abstract Task<ILedger> OpenLedgerAsync();

    [Fact]
    public async Task Carries_every_item_once_with_its_bytes_flags_and_date()
    {
        var inbox = world.Source().AddFolder("Posteingang", FolderRole.Inbox);
        var project = world.Source().AddFolder("Projekt", parent: inbox);
        world.Source().AddFolder("Leer");
        var first = world.Source().AddMessage(inbox, "first", MessageFlags.Seen | MessageFlags.Answered);
        Fill(inbox, 10);
        Fill(project, 4);

        var report = await world.RunOneAsync();

        Assert.Equal(("Completed", 15, 15, 0), (report.State, report.Found, report.Migrated, report.Pending));
        var stored = world.Destination().Messages;
        Assert.Equal(11, stored["INBOX"].Count);
        Assert.Equal(4, stored["INBOX/Projekt"].Count);
        Assert.Empty(stored["Leer"]);
        var message = Assert.Single(stored["INBOX"], m => Encoding.UTF8.GetString(m.Bytes).Contains("Subject: first\r\n", StringComparison.Ordinal));
        Assert.Equal(MessageFlags.Seen | MessageFlags.Answered, message.Flags);
        Assert.Equal(first.Received, message.Date);
        AssertEachOnce();
    }

    [Fact]
    public async Task Writes_nothing_when_run_again()
    {
        Fill(Inbox(), 7);
        await world.RunOneAsync();
        var writes = world.Destination().Writes;

        var report = await world.RunOneAsync();

        Assert.Equal(writes, world.Destination().Writes);
        Assert.Equal(("Completed", 7, 0), (report.State, report.Migrated, report.MigratedByLastRun));
    }

    [Fact]
    public async Task Carries_only_what_is_new()
    {
        var inbox = Inbox();
        Fill(inbox, 5);
        await world.RunOneAsync();
        Fill(inbox, 2);
        Fill(world.Source().AddFolder("Neu"), 1);

        var report = await world.RunOneAsync();

        Assert.Equal((8, 3), (report.Migrated, report.MigratedByLastRun));
        AssertEachOnce();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Looks_up_a_write_that_got_no_answer_before_repeating_it(bool stored, bool places)
    {
        world.Destination().GivesPlaces = places;
        FailOnce(stored, () => throw new MigrationException(Dropped));
        FillWithTwins(Inbox(), 9);

        var report = await world.RunOneAsync();

        Assert.Equal(("Completed", 9), (report.State, report.Migrated));
        AssertEachOnce();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Goes_on_after_an_end_in_the_middle_of_a_write(bool stored, bool places)
    {
        world.Destination().GivesPlaces = places;
        using var stop = new CancellationTokenSource();
        FailOnce(stored, () =>
        {
            stop.Cancel();
            throw new OperationCanceledException();
        });
        FillWithTwins(Inbox(), 9);

        var interrupted = await world.RunOneAsync(stop.Token);
        var report = await world.RunOneAsync();

        Assert.Equal("Interrupted", interrupted.State);
        Assert.Equal(("Completed", 9, 0), (report.State, report.Migrated, report.Pending));
        AssertEachOnce();
    }

    [Fact]
    public async Task Gives_up_on_a_destination_that_always_drops_and_loses_nothing()
    {
        Fill(Inbox(), 6);
        world.Destination().BeforeWrite = (_, _) => throw new MigrationException(Dropped);

        var report = await world.RunOneAsync();
        Assert.Equal(("Failed", "ConnectionFailed", 6), (report.State, report.Reason, report.Pending));

        world.Destination().BeforeWrite = (_, _) => { };
        Assert.Equal(6, (await world.RunOneAsync()).Migrated);
        AssertEachOnce();
    }

    [Fact]
    public async Task Reports_an_item_that_cannot_be_read_and_tries_it_again_in_the_next_run()
    {
        var inbox = Inbox();
        Fill(inbox, 4);
        var bad = world.Source().AddMessage(inbox, "broken");
        world.Source().OnRead = item => item.Id == bad.Id ? new Failure(FailureScope.Item, FailureRemedy.None, Reason.ItemCorrupt, "It is broken.") : null;

        var report = await world.RunOneAsync();
        Assert.Equal(("CompletedWithErrors", 5, 4, 1), (report.State, report.Found, report.Migrated, report.Failed));
        Assert.Equal("broken", Assert.Single(world.Observer.Of<ItemFailed>()).Subject);
        var item = Assert.Single(await world.ReadItemsAsync(), i => i.State == ItemState.Failed);
        Assert.Equal((Reason.ItemCorrupt, "It is broken."), (item.Reason, item.Message));

        world.Source().OnRead = _ => null;
        Assert.Equal(("Completed", 5, 0), Summary(await world.RunOneAsync()));
        AssertEachOnce();
    }

    [Fact]
    public async Task A_stub_is_carried_and_told()
    {
        var inbox = Inbox();
        Fill(inbox, 3);
        world.Source().Stubs.Add(world.Source().AddMessage(inbox, "odd").Id);

        var report = await world.RunOneAsync();

        Assert.Equal(("CompletedWithErrors", 4, 0), Summary(report));
        var item = Assert.Single(await world.ReadItemsAsync(), i => i.Fidelity == ItemFidelity.Stub);
        Assert.Equal(("odd", ItemState.Migrated, "A note stands in its place: It cannot be read."), (item.Item.Subject, item.State, item.Loss));
        Assert.Equal(ItemFidelity.Stub, Assert.Single(world.Observer.Of<ItemLoss>()).Fidelity);
        Assert.Equal(("Completed", 4, 0), Summary(await world.RunOneAsync()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Ends_a_mailbox_that_has_more_bad_items_than_allowed_and_goes_on_when_more_are(int limit)
    {
        var inbox = Inbox();
        for (var i = 0; i < 5; i++)
        {
            Fill(inbox, 3);
            world.Source().Stubs.Add(world.Source().AddMessage(inbox, "odd").Id);
        }

        world.Options = new MigrationOptions { BadItemLimit = limit };
        var first = await world.RunOneAsync();
        var again = await world.RunOneAsync();
        var stubs = (await world.ReadItemsAsync()).Count(i => i.Fidelity == ItemFidelity.Stub);
        world.Options = new MigrationOptions { BadItemLimit = 5 };

        Assert.Equal(("Failed", "BadItemLimitExceeded"), (first.State, first.Reason));
        Assert.Contains($"-BadItemLimit allows {limit}", first.Message, StringComparison.Ordinal);
        Assert.Equal(("Failed", "BadItemLimitExceeded"), (again.State, again.Reason));
        Assert.InRange(stubs, 0, limit);
        Assert.Equal(("CompletedWithErrors", 20, 0), Summary(await world.RunOneAsync()));
        AssertEachOnce();
    }

    [Fact]
    public async Task Counts_refused_and_unreadable_items_as_bad_but_not_those_that_are_gone()
    {
        var inbox = Inbox();
        Fill(inbox, 3);
        var gone = world.Source().AddMessage(inbox, "gone");
        var unreadable = world.Source().AddMessage(inbox, "unreadable");
        var refused = world.Source().AddMessage(inbox, "refused");
        world.Source().OnRead = item =>
            item.Id == gone.Id ? new Failure(FailureScope.Item, FailureRemedy.None, Reason.ItemNotFound, "Gone.")
            : item.Id == unreadable.Id ? new Failure(FailureScope.Item, FailureRemedy.None, Reason.AccessDenied, "No.")
            : null;
        world.Destination().OnItem = item =>
            item.Source.Id == refused.Id ? new Failure(FailureScope.Item, FailureRemedy.None, Reason.ItemRefused, "No.") : null;

        world.Options = new MigrationOptions { BadItemLimit = 2 };
        Assert.NotEqual("Failed", (await world.RunOneAsync()).State);
        world.Options = new MigrationOptions { BadItemLimit = 1 };
        Assert.Equal("BadItemLimitExceeded", (await world.RunOneAsync()).Reason);
    }

    [Fact]
    public async Task Does_not_read_an_item_above_the_administrators_limit()
    {
        var inbox = Inbox();
        var large = world.Source().AddMessage(inbox, "large", text: "Subject: large\r\n\r\n" + new string('x', 5000));
        Fill(inbox, 1);
        world.Options = new MigrationOptions { MaxItemSize = 1000 };

        var report = await world.RunOneAsync();

        Assert.Equal(("CompletedWithErrors", 1, 1), Summary(report));
        Assert.DoesNotContain(large.Id, world.Source().Read);
        Assert.Equal(Reason.ItemTooLarge, Assert.Single(await world.ReadItemsAsync(), i => i.State == ItemState.Failed).Reason);
        world.Options = world.Options with { LargeItemLimit = 0, BadItemLimit = 0 };
        Assert.Equal(("Failed", "LargeItemLimitExceeded"), (await world.RunOneAsync()) is var failed ? (failed.State, failed.Reason) : default);
        world.Options = new MigrationOptions { LargeItemLimit = 0 };
        Assert.Equal(("Completed", 2, 0), Summary(await world.RunOneAsync()));
        AssertEachOnce();
    }

    [Fact]
    public async Task Tries_single_items_again_and_touches_nothing_else()
    {
        var inbox = Inbox();
        Fill(inbox, 3);
        var bad = new[] { "one", "two", "three" }.Select(s => world.Source().AddMessage(inbox, s).Id).ToList();
        world.Source().OnRead = item => bad.Contains(item.Id) ? new Failure(FailureScope.Item, FailureRemedy.None, Reason.AccessDenied, "No.") : null;
        await world.RunOneAsync();
        Fill(inbox, 2);
        Fill(world.Source().AddFolder("New"), 1);
        world.Source().OnRead = _ => null;
        var listings = 0;
        world.Source().OnList = (_, cursor) =>
        {
            listings++;
            return cursor;
        };
        var read = world.Source().Read.Count;

        var two = await world.RunItemsAsync(bad[0], bad[1], "unknown");
        Assert.Equal(("CompletedWithErrors", 5, 1, 2), (two.State, two.Migrated, two.Failed, two.MigratedByLastRun));
        Assert.Equal((0, 2), (listings, world.Source().Read.Count - read));
        Assert.DoesNotContain("New", world.Destination().Messages.Keys);
        var again = await world.RunItemsAsync(bad[0], bad[2]);
        Assert.Equal(("Completed", 6, 0, 1), (again.State, again.Migrated, again.Failed, again.MigratedByLastRun));

        Assert.Equal(("Completed", 9, 0), Summary(await world.RunOneAsync()));
        AssertEachOnce();
    }

    [Fact]
    public async Task A_mailbox_that_was_interrupted_stays_so_when_single_items_are_tried()
    {
        var inbox = Inbox();
        var bad = world.Source().AddMessage(inbox, "bad").Id;
        Fill(inbox, 20);
        using var stop = new CancellationTokenSource();
        world.Source().OnRead = item => item.Id == bad ? new Failure(FailureScope.Item, FailureRemedy.None, Reason.AccessDenied, "No.") : null;
        world.Destination().AfterWrite = (_, _) => stop.Cancel();
        await world.RunOneAsync(stop.Token);
        world.Destination().AfterWrite = (_, _) => { };
        world.Source().OnRead = _ => null;

        var report = await world.RunItemsAsync(bad);

        Assert.Equal(("Interrupted", 0, 1), (report.State, report.Failed, report.MigratedByLastRun));
        Assert.Equal(("Completed", 21, 0), Summary(await world.RunOneAsync()));
        AssertEachOnce();
    }

    [Fact]
    public async Task Reports_an_item_that_the_destination_refuses_and_carries_the_others()
    {
        var bad = world.Source().AddMessage(Inbox(), "refused");
        Fill(world.Source().Folders[0], 4);
        world.Destination().OnItem = item =>
            item.Source.Id == bad.Id ? new Failure(FailureScope.Item, FailureRemedy.None, Reason.ItemRefused, "No.") { Code = "NO" } : null;

        Assert.Equal(("CompletedWithErrors", 4, 1), Summary(await world.RunOneAsync()));
    }

    [Fact]
    public async Task Does_not_send_an_item_above_the_destinations_limit()
    {
        var inbox = Inbox();
        world.Source().AddMessage(inbox, "large", text: "Subject: large\r\n\r\n" + new string('x', 5000));
        Fill(inbox, 1);
        world.Destination().Traits = world.Destination().Traits with { MaxItemSize = 1000 };

        var report = await world.RunOneAsync();

        Assert.Equal((1, 1), (report.Migrated, report.Failed));
        Assert.Equal(Reason.ItemTooLarge, Assert.Single(world.Observer.Of<ItemFailed>()).Failure.Reason);
    }

    [Fact]
    public async Task Leaves_a_refused_folder_and_goes_on_with_the_others()
    {
        Fill(Inbox(), 2);
        Fill(world.Source().AddFolder("Verboten"), 3);
        Fill(world.Source().AddFolder("Zuletzt"), 2);
        world.Destination().OnFolder = target =>
            target.Path[^1] == "Verboten" ? new Failure(FailureScope.Folder, FailureRemedy.None, Reason.FolderRefused, "Bad name.") : null;

        var report = await world.RunOneAsync();

        Assert.Equal(("CompletedWithErrors", 4, 3), (report.State, report.Migrated, report.Pending));
        Assert.Equal("Verboten", Assert.Single(world.Observer.Of<FolderFailed>()).SourcePath);
    }

    [Fact]
    public async Task Stops_a_mailbox_whose_quota_is_full_and_goes_on_once_it_is_raised()
    {
        Fill(Inbox(), 8);
        var writes = 0;
        world.Destination().BeforeWrite = (_, _) =>
        {
            if (Interlocked.Increment(ref writes) > 2)
            {
                throw new MigrationException(new Failure(FailureScope.Mailbox, FailureRemedy.None, Reason.QuotaExceeded, "Full."));
            }
        };

        var full = await world.RunOneAsync();
        Assert.Equal(("Failed", "QuotaExceeded", 8), (full.State, full.Reason, full.Migrated + full.Pending));
        Assert.True(full.Pending > 0);

        world.Destination().BeforeWrite = (_, _) => { };
        Assert.Equal(("Completed", 8, 0), Summary(await world.RunOneAsync()));
        AssertEachOnce();
    }

    [Fact]
    public async Task Carries_nothing_twice_when_a_listing_starts_over()
    {
        var inbox = Inbox();
        Fill(inbox, 7);
        await world.RunOneAsync();
        Fill(inbox, 2);
        var refused = false;
        world.Source().OnList = (_, cursor) =>
        {
            (refused, var startsOver) = (true, !refused);
            return startsOver ? null : cursor;
        };

        Assert.Equal(("Completed", 9, 0), Summary(await world.RunOneAsync()));
        AssertEachOnce();
    }

    [Fact]
    public async Task Forgets_an_item_that_vanished_before_it_was_carried()
    {
        var inbox = Inbox();
        Fill(inbox, 2);
        var gone = world.Source().AddMessage(inbox, "gone");
        Fill(inbox, 3);
        world.Source().Delete(inbox, gone);

        var report = await world.RunOneAsync();

        Assert.Equal(5, world.Destination().Messages["INBOX"].Count(m => !Encoding.UTF8.GetString(m.Bytes).Contains("gone", StringComparison.Ordinal)));
        Assert.Equal(("Completed", 0), ((await world.RunOneAsync()).State, report.Pending));
    }

    [Fact]
    public async Task Leaves_an_item_that_was_deleted_while_it_was_read()
    {
        var inbox = Inbox();
        var gone = world.Source().AddMessage(inbox, "gone");
        Fill(inbox, 2);
        world.Source().DeleteFromListing(inbox, gone);
        Fill(inbox, 4);
        using var recorded = new ManualResetEventSlim();
        world.Source().OnList = (_, cursor) =>
        {
            // The third page is asked for once the second, with the deletion on it, is in the ledger.
            if (cursor == "6")
            {
                recorded.Set();
            }

            return cursor;
        };
        world.Source().OnRead = item =>
            item.Id == gone.Id && !recorded.Wait(TimeSpan.FromSeconds(30)) ? throw new TimeoutException() : null;

        Assert.Equal(("Completed", 6, 0), Summary(await world.RunOneAsync()));
        Assert.DoesNotContain(world.Destination().Messages["INBOX"], m => Encoding.UTF8.GetString(m.Bytes).Contains("gone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Carries_the_rest_when_a_filter_is_widened()
    {
        var inbox = Inbox();
        Fill(inbox, 3);
        var old = world.Source().AddMessage(inbox, "old", received: new DateTimeOffset(2010, 1, 1, 0, 0, 0, TimeSpan.Zero));
        world.Options = new MigrationOptions { After = old.Received!.Value.AddDays(1) };

        var narrow = await world.RunOneAsync();
        world.Options = new MigrationOptions();
        var wide = await world.RunOneAsync();

        Assert.Equal((4, 3, 1), (narrow.Found, narrow.Migrated, narrow.Filtered));
        Assert.Equal((4, 4, 0), (wide.Found, wide.Migrated, wide.Filtered));
        AssertEachOnce();
    }

    [Fact]
    public async Task Creates_an_account_and_signs_in_with_its_password()
    {
        Fill(Inbox(), 1);

        var report = await world.RunOneAsync();
        await world.RunOneAsync();

        Assert.True(report.AccountCreated);
        Assert.Equal([true, false], world.SignIns.Select(s => s.JustCreated));
        Assert.All(world.SignIns, s => Assert.Equal(world.Directory.Passwords["anna"], s.Credential!.Password));
    }

    [Fact]
    public async Task Keeps_no_password_for_an_account_of_a_directory_service()
    {
        world.Directory.FromDirectory.Add("anna");
        Fill(Inbox(), 1);

        var report = await world.RunOneAsync();
        await world.RunOneAsync();

        Assert.Equal(("Completed", true), (report.State, report.AccountCreated));
        Assert.All(world.SignIns, s => Assert.True(s.User.IsFromDirectory && s.Credential is null));
    }

    [Fact]
    public async Task Refuses_a_mailbox_without_touching_the_others()
    {
        world.Directory.Add("bert");
        world.Directory.Refusal = new Failure(FailureScope.Mailbox, FailureRemedy.None, Reason.LicenceFull, "No seats.");
        Fill(Inbox(), 1);
        world.Source("bert").AddMessage(world.Source("bert").AddFolder("Inbox", FolderRole.Inbox), "hello");

        var reports = await world.RunAsync(default, "anna", "bert");

        Assert.Equal(("Failed", "LicenceFull"), reports.Where(r => r.Mailbox == "anna@example.org").Select(r => (r.State, r.Reason)).Single());
        Assert.Equal("Completed", reports.Single(r => r.Mailbox == "bert@example.org").State);
        Assert.Empty(world.Directory.Passwords);
    }

    [Fact]
    public async Task Refuses_a_mailbox_that_another_run_has()
    {
        Fill(Inbox(), 1);
        await using var other = await OpenLedgerAsync();
        var run = await other.StartRunAsync(new RunEntry { Version = "other" }, default);
        await using var held = await other.AcquireAsync(new MailboxEntry("ANNA@example.org"), run, default);

        await world.RunOneAsync();

        var ended = Assert.Single(world.Observer.Of<MailboxEnded>());
        Assert.Equal(Reason.MailboxInUse, ended.Failure!.Reason);
        Assert.Equal(0, world.Destination().Writes);
    }

    [Fact]
    public async Task Ends_cleanly_when_the_time_is_up_and_goes_on_next_time()
    {
        var time = new FakeTimeProvider();
        world.Time = time;
        world.Options = new MigrationOptions { ThrottleLimit = 1, TimeLimit = TimeSpan.FromHours(8) };
        Fill(Inbox(), 30);
        world.Source("bert").AddMessage(world.Source("bert").AddFolder("Inbox", FolderRole.Inbox), "hello");
        world.Destination().AfterWrite = (_, _) => time.Advance(TimeSpan.FromHours(5));

        var reports = await world.RunAsync(default, "anna", "bert");

        Assert.Equal([("Interrupted", "Interrupted"), ("NotStarted", "NotReached")], reports.Select(r => (r.State, r.Reason)));
        Assert.All(reports, r => Assert.Contains("time limit of 08:00:00", r.Message, StringComparison.Ordinal));
        Assert.InRange(reports[0].Migrated, 1, 29);
        Assert.Equal(reports[0].Message, world.Observer.Of<MailboxEnded>()[0].Failure!.Message);
        Assert.Equal("Interrupted", Assert.Single(world.Observer.Of<RunEnded>()).Report.State);

        world.Destination().AfterWrite = (_, _) => { };
        Assert.All(await world.RunAsync(default, "anna", "bert"), r => Assert.Equal(("Completed", ""), (r.State, r.Message)));
        AssertEachOnce();
    }

    [Fact]
    public async Task A_run_that_ends_in_time_is_complete()
    {
        var time = new FakeTimeProvider();
        world.Time = time;
        world.Options = new MigrationOptions { TimeLimit = TimeSpan.FromHours(8) };
        Fill(Inbox(), 3);
        world.Destination().AfterWrite = (_, _) => time.Advance(TimeSpan.FromHours(3));

        Assert.Equal(("Completed", 3, 0), Summary(await world.RunOneAsync()));
        Assert.Equal("Completed", Assert.Single(world.Observer.Of<RunEnded>()).Report.State);
    }

    [Fact]
    public async Task Stops_the_run_when_the_sign_in_is_refused()
    {
        world.Options = new MigrationOptions { ThrottleLimit = 1 };
        world.Directory.Refusal = new Failure(FailureScope.Run, FailureRemedy.None, Reason.SignInFailed, "Wrong password.");
        Fill(Inbox(), 1);
        world.Source("bert").AddFolder("Inbox", FolderRole.Inbox);

        var error = await Assert.ThrowsAsync<MigrationException>(() => world.RunAsync(default, "anna", "bert"));

        Assert.Equal(Reason.SignInFailed, error.Failure.Reason);
        Assert.Equal("anna@example.org", Assert.Single(world.Observer.Of<MailboxEnded>()).User.Source.Address);
        Assert.Equal("Failed", Assert.Single(world.Observer.Of<RunEnded>()).Report.State);
    }

    [Fact]
    public async Task Plans_without_writing_anywhere()
    {
        Fill(Inbox(), 3);
        world.Source().AddFolder("Kalender", FolderRole.Calendar, kind: ItemKind.Calendar);
        world.Directory.Add("bert", quotaBytes: 0);
        var bert = world.Source("bert").AddFolder("Inbox", FolderRole.Inbox);
        world.Source("bert").AddMessage(bert, "hello");

        var plans = await world.PlanAsync("anna", "bert");

        Assert.Equal((3, 2), (plans[0].ItemCount, plans[0].CarriedFolders.Count()));
        Assert.Null(plans[0].Account);
        Assert.NotNull(plans[1].Account);
        Assert.Equal(0, world.Destination().Writes + world.Destination("bert").Writes);
        Assert.Empty(world.Directory.Passwords);
        Assert.Empty(await world.ReadItemsAsync());
    }

    [Fact]
    public async Task Plans_what_earlier_runs_have_left()
    {
        var inbox = Inbox();
        Fill(inbox, 3);
        await world.RunOneAsync();
        Assert.Equal((3, 0), Open());
        Fill(inbox, 2);

        var plan = Assert.Single(await world.PlanAsync("anna"));
        await world.RunOneAsync();

        Assert.Equal((5, 3, 2), (plan.ItemCount, plan.CarriedCount, plan.OpenCount));
        Assert.Equal((2, 3), Open());

        (long Open, long Carried) Open()
        {
            var told = Assert.Single(world.Observer.Of<MailboxPlanned>()).Plan;
            return (told.OpenCount, told.CarriedCount);
        }
    }

    private static (string State, long Migrated, long Failed) Summary(MailboxReport report) => (report.State, report.Migrated, report.Failed);

    private FolderRef Inbox() => world.Source().AddFolder("Inbox", FolderRole.Inbox);

    private void Fill(FolderRef folder, int count)
    {
        for (var i = 0; i < count; i++)
        {
            world.Source().AddMessage(folder, $"number {i}");
        }
    }

    /// <summary>Every third message is the same, to the byte and the second.</summary>
    private void FillWithTwins(FolderRef folder, int count)
    {
        var noon = new DateTimeOffset(2024, 2, 2, 12, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < count; i++)
        {
            world.Source().AddMessage(folder, "x", received: noon, text: i % 3 == 0 ? "Message-ID: <twin@x>\r\n\r\nTwin\r\n" : $"Message-ID: <{i}@x>\r\n\r\nOne\r\n");
        }
    }

    private void FailOnce(bool stored, Action fail)
    {
        var failed = 0;
        Action<DestinationFolder, IReadOnlyList<ConvertedItem>> once = (_, _) =>
        {
            if (Interlocked.Increment(ref failed) == 2)
            {
                fail();
            }
        };
        if (stored)
        {
            world.Destination().AfterWrite = once;
        }
        else
        {
            world.Destination().BeforeWrite = once;
        }
    }

    /// <summary>The destination holds exactly the source's messages: none missing, none more often.</summary>
    private void AssertEachOnce()
    {
        var stored = world.Destination().Messages.Values.SelectMany(m => m).Select(m => Encoding.UTF8.GetString(m.Bytes)).Order(StringComparer.Ordinal);
        Assert.Equal(world.Source().Texts.Order(StringComparer.Ordinal), stored);
    }
}

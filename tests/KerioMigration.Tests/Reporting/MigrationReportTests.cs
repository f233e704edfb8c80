using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Ledger.Leases;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Reporting;
using KerioMigration.Tests.Support;
using KerioMigration.Tests.Support.Memory;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KerioMigration.Tests.Reporting;

public sealed class MigrationReportTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTime Start = new(2026, 5, 4, 3, 2, 1, DateTimeKind.Utc);

    private readonly FakeTimeProvider time = new(Start);
    private readonly MemoryLedger ledger;
    private readonly MigrationReport report;

    public MigrationReportTests()
    {
        ledger = new MemoryLedger(time);
        report = new MigrationReport(ledger);
    }

    /// <summary>Anna: one item of each outcome in Inbox, two in an excluded folder. Bert: nothing but a failure.</summary>
    public async Task InitializeAsync()
    {
        var run = await ledger.StartRunAsync(new RunEntry { Version = "1.0", Source = "ex", Destination = "kerio", Options = "x" }, None);
        await using (var anna = await ledger.AcquireAsync(new MailboxEntry("anna@example.org") { DisplayName = "Anna Müller" }, run, None))
        {
            await anna.SetStateAsync(MailboxState.Running, Reason.None, null, None);
            await anna.KeepPasswordAsync(Secret.From("canary"), None);
            await anna.SetAccountAsync("a.mueller@kerio.example", createdByUs: true, None);
            await FillAsync(anna);
            time.Advance(TimeSpan.FromSeconds(4));
            await anna.SetStateAsync(MailboxState.CompletedWithErrors, Reason.None, null, None);
        }

        await using (var bert = await ledger.AcquireAsync(new MailboxEntry("bert@example.org"), run, None))
        {
            await bert.SetStateAsync(MailboxState.Failed, Reason.ImpersonationDenied, "No right.", None);
        }

        await ledger.EndRunAsync(run, RunState.Completed, TimeSpan.FromSeconds(1.5), None);
    }

    public async Task DisposeAsync()
    {
        await report.DisposeAsync();
        await ledger.DisposeAsync();
    }

    [Fact]
    public async Task A_mailbox_is_a_flat_row()
    {
        var row = await report.ReadMailboxAsync("ANNA@example.org", None);
        var expected = new MailboxReport
        {
            Mailbox = "anna@example.org",
            DisplayName = "Anna Müller",
            Destination = "a.mueller@kerio.example",
            State = "CompletedWithErrors",
            Folders = 2,
            Found = 6,
            Migrated = 2,
            Filtered = 2,
            Failed = 1,
            Pending = 1,
            Bytes = 1800,
            MigratedByLastRun = 2,
            AccountCreated = true,
            Reason = "None",
            Started = Start,
            Ended = Start.AddSeconds(4),
            DurationSeconds = 4,
            ItemsPerSecond = 0.5,
        };
        Assert.Equal(expected, row);
    }

    [Fact]
    public async Task An_unknown_mailbox_is_a_row_that_says_not_started() =>
        Assert.Equal(new MailboxReport { Mailbox = "nobody@example.org", State = "NotStarted", Reason = "None" }, await report.ReadMailboxAsync("nobody@example.org", None));

    [Theory]
    [InlineData("anna@*", "anna@example.org")]
    [InlineData("ANNA M?LLER", "anna@example.org")]
    [InlineData("*@kerio.example", "anna@example.org")]
    [InlineData("bert@example.org", "bert@example.org")]
    [InlineData("*@example.org", "anna@example.org,bert@example.org")]
    [InlineData("anna", "")]
    public async Task Mailboxes_are_found_by_address_name_and_destination(string pattern, string expected)
    {
        var rows = await report.ReadMailboxesAsync(new ReportFilter { Identity = [pattern] }, None);
        Assert.Equal(expected, string.Join(",", rows.Select(r => r.Mailbox)));
    }

    [Fact]
    public async Task Mailboxes_are_filtered_by_state()
    {
        var rows = await report.ReadMailboxesAsync(new ReportFilter { Status = ["failed", "Interrupted"] }, None);
        Assert.Equal(("bert@example.org", "Failed", "ImpersonationDenied", "No right."), rows is [var row] ? (row.Mailbox, row.State, row.Reason, row.Message) : default);
    }

    [Fact]
    public async Task A_folder_is_a_flat_row_that_balances()
    {
        var rows = await report.ReadFoldersAsync(ReportFilter.All, None);
        var inbox = new FolderReport
        {
            Mailbox = "anna@example.org",
            Folder = "Inbox",
            DestinationFolder = "INBOX/real",
            Role = "Inbox",
            Kind = "Mail",
            Renamed = true,
            Created = true,
            Found = 4,
            Migrated = 2,
            Failed = 1,
            Pending = 1,
            Bytes = 1800,
            Reason = "None",
        };
        var excluded = new FolderReport
        {
            Mailbox = "anna@example.org",
            Folder = "Old",
            Role = "None",
            Kind = "Mail",
            Found = 2,
            Filtered = 2,
            Reason = "FolderExcluded",
        };
        Assert.Equal([inbox, excluded], rows);
    }

    [Theory]
    [InlineData("Filtered", "Old")]
    [InlineData("Pending", "Inbox")]
    [InlineData("Held", "")]
    public async Task Folders_are_filtered_by_the_items_in_them(string status, string expected)
    {
        var rows = await report.ReadFoldersAsync(new ReportFilter { Status = [status] }, None);
        Assert.Equal(expected, string.Join(",", rows.Select(r => r.Folder)));
    }

    [Fact]
    public async Task An_item_is_a_flat_row()
    {
        var rows = await ItemsAsync(new ReportFilter { Status = ["Failed", "Migrated"] });
        var failed = new ItemReport
        {
            Mailbox = "anna@example.org",
            Destination = "a.mueller@kerio.example",
            Folder = "Inbox",
            Subject = "Hello",
            Received = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc),
            ItemClass = "IPM.Note",
            Bytes = 1000,
            Status = "Failed",
            Reason = "ItemTooLarge",
            Message = "Too large.",
            SourceId = "bad",
        };
        Assert.Equal(failed, rows[1]);
        Assert.Equal(
            failed with { Bytes = 900, Status = "Migrated", Reason = "None", Message = "", Fidelity = "Exact", Loss = "No date.", MessageId = "<good@x>", DestinationId = "1:1", SourceId = "good" },
            rows[2]);
    }

    [Fact]
    public async Task What_was_stated_and_not_confirmed_is_pending_in_items_too()
    {
        var row = Assert.Single(await ItemsAsync(new ReportFilter { Status = ["pending"] }));
        Assert.Equal(("stated", "Pending"), (row.SourceId, row.Status));
        Assert.Empty(await ItemsAsync(new ReportFilter { Identity = ["bert*"] }));
    }

    [Fact]
    public async Task A_status_that_a_view_does_not_have_is_refused_with_those_it_has()
    {
        var mailboxes = await Assert.ThrowsAsync<MigrationException>(() => report.ReadMailboxesAsync(new ReportFilter { Status = ["Migrated"] }, None));
        var items = await Assert.ThrowsAsync<MigrationException>(() => ItemsAsync(new ReportFilter { Status = ["Intended"] }));
        Assert.Equal([Reason.InvalidInput, Reason.InvalidInput], [mailboxes.Failure.Reason, items.Failure.Reason]);
        Assert.Contains("CompletedWithErrors", mailboxes.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Intended,", items.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_a_flat_row()
    {
        var row = await report.ReadRunAsync(1, None);
        var expected = new RunReport
        {
            Run = 1,
            State = "Completed",
            Started = Start,
            Ended = Start.AddSeconds(4),
            DurationSeconds = 4,
            WaitedSeconds = 1.5,
            Computer = Environment.MachineName,
            Version = "1.0",
            Source = "ex",
            Destination = "kerio",
            Options = "x",
            Mailboxes = 2,
            Migrated = 2,
            Bytes = 1800,
            Failed = 1,
            ItemsPerSecond = 0.5,
        };
        Assert.Equal(expected, row);
        Assert.Equal([expected], await report.ReadRunsAsync(new ReportFilter { Status = ["completed"] }, None));
        Assert.Empty(await report.ReadRunsAsync(new ReportFilter { Status = ["Running"] }, None));
    }

    [Fact]
    public async Task New_passwords_come_only_from_their_own_door()
    {
        var kept = Assert.Single(await report.ReadNewPasswordsAsync(new ReportFilter { Identity = ["anna*"] }, None));
        Assert.Equal(("anna@example.org", "a.mueller@kerio.example", "canary"), (kept.Mailbox, kept.DestinationAddress, kept.Password.Reveal()));
        Assert.Empty(await report.ReadNewPasswordsAsync(new ReportFilter { Identity = ["bert*"] }, None));
        var everything = string.Join(
            "\n",
            (await report.ReadMailboxesAsync(ReportFilter.All, None)).Cast<object>()
                .Concat(await report.ReadFoldersAsync(ReportFilter.All, None))
                .Concat(await report.ReadRunsAsync(ReportFilter.All, None))
                .Concat(await ItemsAsync(ReportFilter.All))
                .Append(kept));
        Assert.DoesNotContain("canary", everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_every_view_agree_with_each_other()
    {
        var mailboxes = await report.ReadMailboxesAsync(ReportFilter.All, None);
        var folders = await report.ReadFoldersAsync(ReportFilter.All, None);
        var items = await ItemsAsync(ReportFilter.All);
        Assert.Equal(mailboxes.Sum(m => m.Found), folders.Sum(f => f.Found));
        Assert.Equal(mailboxes.Sum(m => m.Migrated), items.Count(i => i.Status == "Migrated"));
        Assert.Equal(mailboxes.Sum(m => m.Pending), items.Count(i => i.Status == "Pending"));
        Assert.All(folders, f => Assert.Equal(f.Found, f.Migrated + f.Existing + f.Filtered + f.Failed + f.Held + f.Pending));
        Assert.All(mailboxes, m => Assert.Equal(m.Found, m.Migrated + m.Existing + m.Filtered + m.Failed + m.Held + m.Pending));
    }

    [Fact]
    public async Task A_report_opens_a_ledger_by_its_path()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("migration.ledger");
        await using (var sqlite = await SqliteLedger.OpenAsync(path, time, None))
        {
            await sqlite.StartRunAsync(new RunEntry { Version = "9" }, None);
        }

        await using var opened = await MigrationReport.OpenAsync(path, time, None);
        Assert.Equal("9", Assert.Single(await opened.ReadRunsAsync(ReportFilter.All, None)).Version);
        var missing = await Assert.ThrowsAsync<MigrationException>(() => MigrationReport.OpenAsync(path + ".not", time, None));
        Assert.Equal(Reason.InvalidInput, missing.Failure.Reason);
    }

    [Fact]
    public async Task A_run_that_died_after_its_clock_was_set_back_lasted_no_less_than_nothing()
    {
        var store = new MemoryLedgerStore();
        var clock = new JumpingTime(time);
        var dead = LeaseOwner.Current with { ProcessStart = "another" };
        await using var died = new MemoryLedger(store, new LedgerHost(dead, _ => LeaseOwner.Current.ProcessStart, clock));
        await using (var mailbox = await died.AcquireAsync(new MailboxEntry("anna@example.org"), await died.StartRunAsync(new RunEntry { Version = "1" }, None), None))
        {
            await mailbox.SetStateAsync(MailboxState.Running, Reason.None, null, None);
            clock.Jump = TimeSpan.FromHours(-6);
            time.Advance(LedgerHost.RenewalPeriod);
            await using var read = new MigrationReport(new MemoryLedger(store, LedgerHost.Create(clock)));

            var run = Assert.Single(await read.ReadRunsAsync(ReportFilter.All, None));
            var row = Assert.Single(await read.ReadMailboxesAsync(ReportFilter.All, None));
            Assert.Equal(("Interrupted", 0d, 0d), (run.State, run.DurationSeconds, run.ItemsPerSecond));
            Assert.Equal(("Interrupted", 0d, 0d), (row.State, row.DurationSeconds, row.ItemsPerSecond));
        }
    }

    private static async Task FillAsync(IMailboxLedger anna)
    {
        var inbox = await anna.PutFolderAsync(
            new FolderEntry { SourceId = "i", SourcePath = "Inbox", Role = FolderRole.Inbox, TargetPath = "INBOX", IsRenamed = true, SourceItemCount = 99 }, None);
        await anna.PutFolderAsync(new FolderEntry { SourceId = "o", SourcePath = "Old", Reason = Reason.FolderExcluded, SourceItemCount = 2 }, None);
        await anna.SetMarkAsync(inbox.Id, "INBOX/real", "1:1", createdByUs: true, None);
        await anna.RecordAsync(inbox.Id, [Listing("good"), Listing("bad"), Listing("also"), Listing("stated")], "c", isLast: true, None);
        await anna.IntendAsync(inbox.Id, [Intent("good"), Intent("also"), Intent("stated")], None);
        var refusal = new Failure(FailureScope.Item, FailureRemedy.None, Reason.ItemTooLarge, "Too large.");
        await anna.ConfirmAsync(
            inbox.Id,
            [new ItemReceipt("good") { DestinationId = "1:1", Loss = "No date." }, new ItemReceipt("also"), new ItemReceipt("bad") { Failure = refusal }],
            None);
    }

    private static ItemListing Listing(string id) => new(
        new ItemRef { Id = id, Subject = "Hello", Size = 1000, Received = new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero) }, ItemState.Pending);

    private static ItemIntent Intent(string id) => new(id, new ItemKey($"<{id}@x>", null, 900), null);

    private async Task<IReadOnlyList<ItemReport>> ItemsAsync(ReportFilter filter)
    {
        var items = new List<ItemReport>();
        await foreach (var item in report.ReadItemsAsync(filter, None))
        {
            items.Add(item);
        }

        return items;
    }
}

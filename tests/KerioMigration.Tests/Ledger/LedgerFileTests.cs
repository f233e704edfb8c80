using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Ledger.Sqlite;
using KerioMigration.Engine.Model;
using KerioMigration.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace KerioMigration.Tests.Ledger;

/// <summary>What a ledger's file may look like when it is opened, and what is said about it.</summary>
public sealed class LedgerFileTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TemporaryFolder folder = new();

    private string Ledger => folder.File("migration.ledger");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_missing_folder_is_made()
    {
        var path = Path.Combine(folder.FullName, "new", "deep", "migration.ledger");
        await using var ledger = await SqliteLedger.OpenAsync(path, TimeProvider.System, None);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task Nobody_else_can_read_the_files_of_the_ledger()
    {
        await using var ledger = await SqliteLedger.OpenAsync(Ledger, TimeProvider.System, None);
        await SampleLedger.FillAsync(ledger);
        Assert.Equal(["migration.ledger", "migration.ledger-shm", "migration.ledger-wal"], Directory.GetFiles(folder.FullName).Select(Path.GetFileName).Order());
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.GetFiles(folder.FullName))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    [Fact]
    public async Task A_closed_ledger_is_one_file_that_opens_again()
    {
        await SampleLedger.CreateAsync(Ledger);
        Assert.Equal([Ledger], Directory.GetFiles(folder.FullName));
        await SampleLedger.RequireAsync(Ledger);
    }

    [Fact]
    public async Task What_was_confirmed_is_there_after_a_crash_at_any_moment()
    {
        var copy = folder.File("copy.ledger");
        await using (var ledger = await SqliteLedger.OpenAsync(Ledger, TimeProvider.System, None))
        {
            await SampleLedger.FillAsync(ledger);

            // The database file alone holds next to nothing at this moment: everything is in the log.
            File.Copy(Ledger, copy);
            File.Copy(Ledger + "-wal", copy + "-wal");
        }

        await SampleLedger.RequireAsync(copy);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(700)]
    [InlineData(5000)]
    public async Task A_log_that_was_cut_off_gives_the_steps_before_the_cut(int missing)
    {
        var copy = folder.File("copy.ledger");
        await using (var ledger = await SqliteLedger.OpenAsync(Ledger, TimeProvider.System, None))
        {
            await SampleLedger.FillAsync(ledger);
            File.Copy(Ledger, copy);
            var log = await ReadSharedAsync(Ledger + "-wal");
            await File.WriteAllBytesAsync(copy + "-wal", log[..^missing]);
        }

        // The last step (the confirmation) is the one that is missing, and it is missing as a whole.
        await using var reopened = await SqliteLedger.OpenAsync(copy, TimeProvider.System, None);
        var items = (await reopened.ReadMailboxAsync("anna@example.org", None))!.Items;
        Assert.Equal((3, 0, 3), (items.Found, items.Migrated, items.Pending));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_ledger_of_the_first_version_is_brought_up_to_date(bool byReading)
    {
        // As version 1 of the ledger wrote it: one item migrated, one about to be written, one waiting.
        await CreateFirstVersionAsync();
        if (byReading)
        {
            await SampleLedger.RequireReadableAsync(Ledger);
        }

        await SampleLedger.RequireAsync(Ledger);
        await using var ledger = await SqliteLedger.OpenAsync(Ledger, TimeProvider.System, None);
        var run = await ledger.StartRunAsync(new RunEntry { Version = "2.0" }, None);
        await using var mailbox = await ledger.AcquireAsync(new MailboxEntry("anna@example.org"), run, None);
        var folder = Assert.Single(await mailbox.ReadFoldersAsync(None));
        await mailbox.RecordAsync(
            folder.Id, [new ItemListing(new ItemRef { Id = "a" }, ItemState.Pending) { Change = ItemChangeType.ReadFlagChanged, IsRead = true }], "next", isLast: true, None);
        var change = Assert.Single(await mailbox.ReadChangesAsync(None));

        // Which flags it had is not known: it is to be read.
        Assert.Equal(("a", ItemChangeType.Updated, null, "1:1"), (change.Item.Id, change.Change, change.Flags, change.DestinationId));
        await mailbox.ReplaceAsync(folder.Id, ["a"], None);
        Assert.Equal("1:1", Assert.Single(await mailbox.ReadSupersededAsync(None)).DestinationId);
    }

    /// <summary>What version 6 knew of an out of office of ours is still known as ours; the names of rules stay where they were.</summary>
    [Fact]
    public async Task A_ledger_of_version_6_keeps_what_was_set()
    {
        await SampleLedger.CreateAsync(Ledger);
        Execute(Ledger, """
            DROP TABLE mailbox_part; DROP TABLE group_member; DROP TABLE distribution_group; UPDATE ledger SET version = 6;
            ALTER TABLE mailbox DROP COLUMN password_refused;
            INSERT INTO mailbox_setting (mailbox_id, part, value) SELECT id, 'OutOfOffice', 'AB' FROM mailbox;
            INSERT INTO mailbox_setting (mailbox_id, part, value) SELECT id, 'InboxRule', 'Boss' FROM mailbox
            """);

        await using var ledger = await SqliteLedger.OpenAsync(Ledger, TimeProvider.System, None);
        await using var mailbox = await ledger.AcquireAsync(
            new MailboxEntry("anna@example.org"), await ledger.StartRunAsync(new RunEntry { Version = "2.0" }, None), None);
        Assert.Equal([new PartEntry(MailboxPart.OutOfOffice, "", "", "", "AB")], await mailbox.ReadPartsAsync(None));
        Assert.Empty(await mailbox.ReadSettingsAsync(MailboxPart.OutOfOffice, None));
        Assert.Equal(["Boss"], await mailbox.ReadSettingsAsync(MailboxPart.InboxRule, None));
        Assert.Empty(await ledger.ReadGroupsAsync(None));
    }

    /// <summary>Version 7 did not know of passwords that were refused: all count as taken.</summary>
    [Fact]
    public async Task A_ledger_of_version_7_keeps_its_passwords()
    {
        await SampleLedger.CreateAsync(Ledger);
        await using (var older = await SqliteLedger.OpenAsync(Ledger, TimeProvider.System, None))
        await using (var mailbox = await older.AcquireAsync(
            new MailboxEntry("anna@example.org"), await older.StartRunAsync(new RunEntry { Version = "1.0" }, None), None))
        {
            await mailbox.SetAccountAsync("anna@example.org", createdByUs: true, None);
            await mailbox.KeepPasswordAsync(Secret.From("Kept-1"), None);
        }

        Execute(Ledger, "ALTER TABLE mailbox DROP COLUMN password_refused; UPDATE ledger SET version = 7");

        await using var ledger = await SqliteLedger.OpenAsync(Ledger, TimeProvider.System, None);
        var kept = Assert.Single(await ledger.ReadPasswordsAsync(None));
        Assert.False(kept.IsRefused);
        await ledger.SetPasswordRefusedAsync(kept.Mailbox, true, None);
        Assert.True(Assert.Single(await ledger.ReadPasswordsOfAsync(kept.DestinationAddress.ToUpperInvariant(), None)).IsRefused);
        Assert.Empty(await ledger.ReadPasswordsOfAsync("nobody@example.org", None));
    }

    [Fact]
    public async Task An_older_ledger_whose_update_fails_stays_as_it_is()
    {
        await CreateFirstVersionAsync();
        Execute(Ledger, "DROP TABLE run_mailbox");
        var failure = (await Assert.ThrowsAsync<MigrationException>(() => SqliteLedgerReader.OpenAsync(Ledger, TimeProvider.System, None))).Failure;
        Assert.Equal(Reason.LedgerCorrupt, failure.Reason);
        Assert.Equal(1, Scalar(Ledger, "SELECT version FROM ledger"));
        Assert.Equal(0, Scalar(Ledger, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'superseded'"));
    }

    [Fact]
    public async Task A_newer_ledger_is_refused_and_both_versions_named()
    {
        await SampleLedger.CreateAsync(Ledger);
        Execute(Ledger, $"UPDATE ledger SET version = {LedgerSchema.Version + 1}");
        foreach (var failure in await RefusalsAsync(Ledger))
        {
            Assert.Equal((FailureScope.Run, Reason.LedgerNewer), (failure.Scope, failure.Reason));
            Assert.Contains($"version {LedgerSchema.Version + 1}", failure.Message, StringComparison.Ordinal);
            Assert.Contains($"version {LedgerSchema.Version}", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_of_something_else_is_refused_and_left_as_it_is()
    {
        var text = string.Concat(Enumerable.Repeat("These are not the tables you are looking for.\n", 200));
        await File.WriteAllTextAsync(Ledger, text);
        foreach (var failure in await RefusalsAsync(Ledger))
        {
            Assert.Equal((FailureScope.Run, Reason.LedgerCorrupt), (failure.Scope, failure.Reason));
            Assert.Contains(Ledger, failure.Message, StringComparison.Ordinal);
            Assert.Contains(".recover", failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal(text, await File.ReadAllTextAsync(Ledger));
    }

    [Theory]
    [InlineData("CREATE TABLE recipes (name TEXT)")]
    [InlineData("CREATE TABLE ledger (account TEXT)")]
    [InlineData("CREATE TABLE ledger (version INTEGER)")]
    public async Task A_database_of_something_else_is_refused(string table)
    {
        Execute(Ledger, table);
        Assert.All(await RefusalsAsync(Ledger), f => Assert.Equal(Reason.LedgerCorrupt, f.Reason));
    }

    [Fact]
    public async Task Damage_inside_the_file_is_told_as_such()
    {
        await SampleLedger.CreateAsync(Ledger);
        var bytes = await File.ReadAllBytesAsync(Ledger);
        Array.Fill(bytes, (byte)0xA5, 8192, bytes.Length - 8192);
        await File.WriteAllBytesAsync(Ledger, bytes);
        var error = await Assert.ThrowsAsync<MigrationException>(async () =>
        {
            await using var reader = await SqliteLedgerReader.OpenAsync(Ledger, TimeProvider.System, None);
            await reader.ReadMailboxesAsync(None);
        });
        Assert.Equal(Reason.LedgerCorrupt, error.Failure.Reason);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_file_cannot_be_written()
    {
        Directory.CreateDirectory(Ledger);
        var error = await Assert.ThrowsAsync<MigrationException>(() => SqliteLedger.OpenAsync(Ledger, TimeProvider.System, None));
        Assert.Equal((FailureScope.Run, Reason.LedgerUnwritable), (error.Failure.Scope, error.Failure.Reason));
        Assert.Contains(Ledger, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_cannot_be_written()
    {
        await File.WriteAllTextAsync(folder.File("file"), "x");
        var error = await Assert.ThrowsAsync<MigrationException>(() => SqliteLedger.OpenAsync(Path.Combine(folder.File("file"), "migration.ledger"), TimeProvider.System, None));
        Assert.Equal(Reason.LedgerUnwritable, error.Failure.Reason);
    }

    [Theory]
    [InlineData(5, Reason.LedgerUnwritable)]
    [InlineData(8, Reason.LedgerUnwritable)]
    [InlineData(14, Reason.LedgerUnwritable)]
    [InlineData(10, Reason.LedgerFull)]
    [InlineData(13, Reason.LedgerFull)]
    [InlineData(11, Reason.LedgerCorrupt)]
    [InlineData(26, Reason.LedgerCorrupt)]
    [InlineData(19, Reason.Unexpected)]
    public void Every_error_of_the_database_has_its_reason(int code, Reason reason)
    {
        var failure = LedgerErrors.Translate(new SqliteException("what SQLite says", code, code + 256), Ledger).Failure;
        Assert.Equal((FailureScope.Run, reason, "SQLite " + (code + 256)), (failure.Scope, failure.Reason, failure.Code));
        Assert.Contains("what SQLite says", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(28, Reason.LedgerFull)]
    [InlineData(unchecked((int)0x80070070), Reason.LedgerFull)]
    [InlineData(13, Reason.LedgerUnwritable)]
    public void Every_error_of_the_file_system_has_its_reason(int result, Reason reason) =>
        Assert.Equal(reason, LedgerErrors.Translate(new IOException("no", result), Ledger).Failure.Reason);

    [Fact]
    public async Task A_full_disk_refuses_steps_and_loses_none_that_returned()
    {
        await using var ledger = await SqliteLedger.OpenAsync(Ledger, TimeProvider.System, None);
        var (mailbox, entry) = await SampleLedger.FillAsync(ledger);

        // The database may grow no further: SQLite answers as it does for a disk without space.
        await ledger.WriteAsync(d => d.Execute("PRAGMA max_page_count = 1"), None);
        var page = Enumerable.Range(0, 500).Select(i => new ItemListing(new ItemRef { Id = "more" + i, Subject = new string('s', 200) }, ItemState.Pending)).ToList();
        var error = await Assert.ThrowsAsync<MigrationException>(() => mailbox.RecordAsync(entry.Id, page, "later", isLast: true, None));
        Assert.Equal((FailureScope.Run, Reason.LedgerFull), (error.Failure.Scope, error.Failure.Reason));
        Assert.Contains(Ledger, error.Message, StringComparison.Ordinal);
        Assert.Equal((3, 1), (await ledger.ReadMailboxAsync("anna@example.org", None))!.Items is var items ? (items.Found, items.Migrated) : default);

        await ledger.WriteAsync(d => d.Execute("PRAGMA max_page_count = 1000000"), None);
        Assert.Equal(500, (await mailbox.RecordAsync(entry.Id, page, "later", isLast: true, None)).Count);
    }

    [Fact]
    public async Task A_report_on_a_missing_ledger_says_so_and_makes_nothing()
    {
        var error = await Assert.ThrowsAsync<MigrationException>(() => SqliteLedgerReader.OpenAsync(Ledger, TimeProvider.System, None));
        Assert.Equal(Reason.InvalidInput, error.Failure.Reason);
        Assert.Contains(Ledger, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.FullName));
    }

    [Fact]
    public async Task A_report_reads_while_a_run_writes()
    {
        await using var ledger = await SqliteLedger.OpenAsync(Ledger, TimeProvider.System, None);
        await SampleLedger.FillAsync(ledger);
        using var written = new SemaphoreSlim(0);
        using var read = new ManualResetEventSlim();

        // A transaction is open and has changed something that is not yet committed.
        var writing = ledger.WriteAsync(
            d =>
            {
                d.Execute("DELETE FROM item");
                written.Release();
                read.Wait();
            },
            None);
        try
        {
            await written.WaitAsync();
            await SampleLedger.RequireReadableAsync(Ledger);
        }
        finally
        {
            read.Set();
            await writing;
        }
    }

    [Fact]
    public async Task Two_processes_write_the_same_file()
    {
        await using var one = await SqliteLedger.OpenAsync(Ledger, TimeProvider.System, None);
        await using var two = await SqliteLedger.OpenAsync(Ledger, TimeProvider.System, None);
        var runs = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(() =>
            (n % 2 == 0 ? one : two).StartRunAsync(new RunEntry { Version = "1" }, None))));
        Assert.Equal(Enumerable.Range(1, 40).Select(n => (long)n), runs.Order());
    }

    [Fact]
    public async Task A_disposed_ledger_refuses_further_steps()
    {
        var ledger = await SqliteLedger.OpenAsync(Ledger, TimeProvider.System, None);
        var (mailbox, entry) = await SampleLedger.FillAsync(ledger);
        await ledger.DisposeAsync();
        await ledger.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => mailbox.SetMarkAsync(entry.Id, "x", null, createdByUs: false, None));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => mailbox.ReadFoldersAsync(None));
    }

    private static async Task<Failure[]> RefusalsAsync(string path)
    {
        var write = await Assert.ThrowsAsync<MigrationException>(() => SqliteLedger.OpenAsync(path, TimeProvider.System, None));
        var read = await Assert.ThrowsAsync<MigrationException>(() => SqliteLedgerReader.OpenAsync(path, TimeProvider.System, None));
        return [write.Failure, read.Failure];
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private async Task CreateFirstVersionAsync()
    {
        await File.WriteAllBytesAsync(Ledger, []);
        Execute(Ledger, await File.ReadAllTextAsync(Path.Combine(TestPaths.RepositoryRoot, "tests", "KerioMigration.Tests", "Golden", "ledger-1.sql")));
    }

    private static long Scalar(string path, string sql)
    {
        using var connection = Connect(path);
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements stand above.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(string path, string sql)
    {
        using var connection = Connect(path);
        Execute(connection, sql);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements stand above.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}

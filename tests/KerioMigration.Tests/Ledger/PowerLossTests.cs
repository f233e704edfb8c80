using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KerioMigration.Tests.Ledger;

/// <summary>
/// A run is recorded with both files after every step, which is when SQLite has synced them. Between two steps the power may go at any
/// page: what was there before the step must be there, and the step itself wholly or not at all.
/// </summary>
public sealed class PowerLossTests : IDisposable
{
    // SQLite file format 1.3.1 and 4.1: pages of 4096 bytes; in the log 32 bytes before the first, and 24 before each.
    private const int Page = 4096;
    private const int LogHeader = 32;
    private const int Frame = Page + 24;

    // Few, so that the log is carried into the database and begun anew several times in a short run.
    private const int PagesBetweenCheckpoints = 24;

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Tail.Old)]
    [InlineData(Tail.Zeros)]
    [InlineData(Tail.Nothing)]
    public async Task A_log_that_was_written_up_to_any_page_loses_nothing_confirmed(Tail tail)
    {
        var moments = await RecordAsync();
        var cuts = 0;
        foreach (var (before, after) in moments.Zip(moments.Skip(1)))
        {
            foreach (var cut in ChangedPages(before.Log, after.Log))
            {
                var state = await ReopenAsync(before.Database, Torn(before.Log, after.Log, cut, tail));
                Assert.True(state == before.State || state == after.State, $"Cut at {cut} of step {moments.IndexOf(after)}: {state}");
                cuts++;
            }
        }

        Assert.InRange(cuts, 100, 2000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_database_that_was_brought_up_to_date_up_to_any_page_loses_nothing(bool fromTheFront)
    {
        var moments = await RecordAsync();
        var cuts = 0;
        foreach (var (before, after) in moments.Zip(moments.Skip(1)).Where(m => !m.First.Database.AsSpan().SequenceEqual(m.Second.Database)))
        {
            for (var cut = 0; cut <= after.Database.Length; cut += Page)
            {
                // The log is synced before its pages go into the database (https://sqlite.org/wal.html, 2.1), in any order.
                var (front, back) = fromTheFront ? (after.Database, before.Database) : (before.Database, after.Database);
                byte[] database = [.. front.Take(cut), .. back.Skip(cut)];
                Assert.Equal(after.State, await ReopenAsync(database, after.Log));
                cuts++;
            }
        }

        Assert.InRange(cuts, 20, 2000);
    }

    /// <summary>Which no loss of power does: a disk or a copying program did.</summary>
    [Fact]
    public async Task A_database_that_lost_its_end_is_whole_or_says_that_it_is_not()
    {
        var last = (await RecordAsync())[^1];
        var refused = 0;
        for (var cut = Page; cut < last.Database.Length; cut += Page)
        {
            try
            {
                Assert.Equal(last.State, await ReopenAsync(last.Database[..cut], last.Log));
            }
            catch (MigrationException e)
            {
                Assert.Equal((FailureScope.Run, Reason.LedgerCorrupt), (e.Failure.Scope, e.Failure.Reason));
                Assert.Contains(".recover", e.Message, StringComparison.Ordinal);
                Assert.Contains("Do not delete it", e.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.NotEqual(0, refused);
    }

    /// <summary>Offsets at which a page ends, from before the first byte that differs to behind the last.</summary>
    private static IEnumerable<int> ChangedPages(byte[] before, byte[] after)
    {
        var first = before.AsSpan().CommonPrefixLength(after);
        var last = Math.Max(before.Length, after.Length);
        var ends = Enumerable.Range(0, ((last - LogHeader) / Frame) + 1).Select(n => LogHeader + (n * Frame)).Prepend(0);
        return first == after.Length && first == before.Length ? [] : ends.Where(e => e + Frame > first && e <= after.Length);
    }

    private static byte[] Torn(byte[] before, byte[] after, int cut, Tail tail) =>
    [
        .. after.Take(cut),
        .. tail switch
        {
            Tail.Old => before.Skip(cut),
            Tail.Zeros => Enumerable.Repeat((byte)0, Math.Max(0, after.Length - cut)),
            _ => [],
        },
    ];

    private async Task<List<Moment>> RecordAsync()
    {
        var path = folder.File("recorded.ledger");
        List<Moment> moments = [];
        await using var ledger = await SqliteLedger.OpenAsync(path, new FakeTimeProvider(), None);
        await ledger.WriteAsync(d => d.Execute($"PRAGMA wal_autocheckpoint = {PagesBetweenCheckpoints}"), None);
        async Task Note()
        {
            var state = await StateAsync(ledger);
            moments.Add(new Moment(await ReadAsync(path), await ReadAsync(path + "-wal"), state));
        }

        await Note();
        var run = await ledger.StartRunAsync(new RunEntry { Version = "1.0" }, None);
        await Note();
        var mailbox = await ledger.AcquireAsync(new MailboxEntry("anna@example.org"), run, None);
        await Note();
        var inbox = await mailbox.PutFolderAsync(new FolderEntry { SourceId = "f", SourcePath = "Inbox", TargetPath = "INBOX" }, None);
        await Note();
        for (var page = 0; page < 6; page++)
        {
            var ids = Enumerable.Range(page * 12, 12).Select(n => n.ToString("D4", CultureInfo.InvariantCulture)).ToList();
            await mailbox.RecordAsync(inbox.Id, [.. ids.Select(Listing)], "cursor " + page, isLast: page == 5, None);
            await Note();
            await mailbox.IntendAsync(inbox.Id, [.. ids.Select(Intent)], None);
            await Note();
            await mailbox.ConfirmAsync(inbox.Id, [.. ids.Skip(2).Select(id => new ItemReceipt(id) { DestinationId = "7:" + id })], None);
            await Note();
            await mailbox.WithdrawAsync(inbox.Id, [ids[0]], None);
            await Note();
        }

        await mailbox.SetStateAsync(MailboxState.Completed, Reason.None, null, None);
        await Note();
        return moments;
    }

    /// <summary>Opens what the power left; it must be sound and writable.</summary>
    private async Task<string> ReopenAsync(byte[] database, byte[] log)
    {
        var path = folder.File("cut.ledger");
        File.Delete(path + "-shm");
        await File.WriteAllBytesAsync(path, database);
        await File.WriteAllBytesAsync(path + "-wal", log);
        await using var ledger = await SqliteLedger.OpenAsync(path, TimeProvider.System, None);
        var state = await StateAsync(ledger);
        Assert.True(await ledger.StartRunAsync(new RunEntry { Version = "1.0" }, None) > 0);
        return state;
    }

    private static async Task<string> StateAsync(SqliteLedger ledger)
    {
        var facts = (await ledger.ReadFoldersAsync(None)).Select(f => $"{f.Folder.SourcePath} {f.Folder.Cursor} {f.Folder.IsListed}").ToList();
        facts.AddRange((await ledger.ReadMailboxesAsync(None)).Select(m => $"{m.Mailbox.Address} {m.State is MailboxState.Completed}"));
        await foreach (var item in ledger.ReadItemsAsync(new ItemFilter(), None))
        {
            facts.Add($"{item.Item.Id} {item.State} {item.DestinationId} {item.Key}");
        }

        return string.Join("; ", facts);
    }

    private static ItemListing Listing(string id) => new(new ItemRef { Id = id, Subject = new string('s', 300) }, ItemState.Pending);

    private static ItemIntent Intent(string id) => new(id, new ItemKey($"<{id}@example.org>", DateTimeOffset.UnixEpoch, 900), [1, 2, 3]);

    private static async Task<byte[]> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }

    /// <summary>What stands behind the last page that reached the disk.</summary>
    public enum Tail
    {
        /// <summary>What stood there before: the log is begun anew over its old pages.</summary>
        Old,

        /// <summary>The file grew, its new pages did not arrive.</summary>
        Zeros,

        Nothing,
    }

    private sealed record Moment(byte[] Database, byte[] Log, string State);
}

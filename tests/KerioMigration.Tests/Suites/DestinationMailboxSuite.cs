using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;
using KerioMigration.Tests.Kerio;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Suites;

/// <summary>What every destination promises (<see cref="IDestinationMailbox"/>); a new one gets all of it by giving a host.</summary>
public abstract partial class DestinationMailboxSuite : IAsyncLifetime
{
    private DestinationHost host = null!;
    private IDestinationMailbox mailbox = null!;

    [SuiteFact]
    public async Task Folders_are_listed_with_their_roles()
    {
        var folders = await mailbox.ListFoldersAsync(default);
        FolderRole[] roles = host.ShowsRoles ? [FolderRole.Inbox, FolderRole.Drafts, FolderRole.Sent, FolderRole.Deleted, FolderRole.Junk] : [FolderRole.Inbox];
        Assert.All(roles, role => Assert.Single(folders, f => f.Role == role && f.CanHoldItems));
        Assert.All(folders, f => Assert.Null(f.Mark));
    }

    [SuiteFact]
    public async Task A_role_finds_its_folder_whatever_it_is_called()
    {
        var sent = (await mailbox.ListFoldersAsync(default)).SingleOrDefault(f => f.Role == FolderRole.Sent);
        var folder = await mailbox.EnsureFolderAsync(new FolderTarget { Path = ["Éléments envoyés"], Role = FolderRole.Sent }, default);
        Assert.Equal(host.ShowsRoles, sent is not null);
        Assert.Equal((sent?.FullName ?? "Éléments envoyés", sent is null), (folder.FullName, folder.Created));
        Assert.NotNull(folder.Mark);
    }

    [SuiteFact]
    public async Task Each_level_is_created_once()
    {
        var target = new FolderTarget { Path = ["Projekte", "2019", "Straße & Co"] };
        var first = await mailbox.EnsureFolderAsync(target, default);
        var second = await mailbox.EnsureFolderAsync(target, default);
        Assert.True(first is { Created: true, CanHoldItems: true });
        Assert.Equal(target.Path, first.Path);
        Assert.Equal((first.FullName, false, first.Mark), (second.FullName, second.Created, second.Mark));
        var paths = (await host.ReadAsync()).Select(f => f.Path).Where(p => p.StartsWith("Projekte", StringComparison.Ordinal));
        Assert.Equal(["Projekte", "Projekte/2019", "Projekte/2019/Straße & Co"], paths.Order(StringComparer.Ordinal));
    }

    [SuiteFact]
    public async Task Folders_go_below_the_inbox_under_its_name_in_any_case()
    {
        var folder = await mailbox.EnsureFolderAsync(new FolderTarget { Path = ["Inbox", "Kunden"] }, default);
        Assert.Equal("INBOX/Kunden", folder.FullName);
    }

    [SuiteFact]
    public async Task Odd_names_stay_as_they_are()
    {
        string[] names = ["R&D", "日本語 フォルダ", "📬 Post", "quote \" and \\ back", "(braces) {5}", "percent % star *", new('n', 120), "ÄÖÜ", "äöü", "[brackets]~"];
        foreach (var name in names)
        {
            var folder = await mailbox.EnsureFolderAsync(new FolderTarget { Path = [name] }, default);
            Assert.Equal([name], folder.Path);
            await WriteAsync(folder, TestItems.Mail("Subject: " + name.Length + "\r\n\r\n"));
        }

        var stored = await host.ReadAsync();
        Assert.All(names, name => Assert.Single(stored.Single(f => f.Path == name).Messages));
    }

    [SuiteFact]
    public async Task A_name_that_no_server_takes_fails_its_folder_alone()
    {
        var failure = (await Assert.ThrowsAsync<MigrationException>(
            () => mailbox.EnsureFolderAsync(new FolderTarget { Path = ["a/b"] }, default))).Failure;
        Assert.Equal((FailureScope.Folder, FailureRemedy.None, Reason.FolderRefused), (failure.Scope, failure.Remedy, failure.Reason));
        Assert.Contains("a/b", failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty(await mailbox.ListFoldersAsync(default));
    }

    [SuiteFact]
    public async Task Bytes_arrive_as_they_are_also_where_a_message_is_broken()
    {
        string[] messages =
        [
            "Subject: plain\r\n\r\nbody\r\n",
            "Subject: no body and no empty line",
            "Subject: no body\r\n\r\n",
            "\r\n",
            "Subject: \xe4\xf6\xfc raw eight bit\r\nBroken Header Line\r\n: empty name\r\nFrom : a@b\r\n\r\n\xff\xfe\x80",
            "Subject: bare\nline\n\nfeeds\rand returns", // a CR as the very last byte is dropped by Dovecot
            "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nnever closed",
            "Subject: braces {5}\r\n\r\nA001 LOGOUT\r\n+ go\r\n* BYE\r\n) \"\r\n",
            "Subject: long line\r\n\r\n" + new string('l', 200_000),
        ];
        var folder = await EnsureAsync("Bytes");
        var items = messages.Select(m => TestItems.Mail(m)).ToArray();
        await WriteAsync(folder, items);
        var stored = await host.ReadAsync(folder);
        Assert.Equal(messages.Select(m => Expected(Encoding.Latin1.GetBytes(m))).Order(StringComparer.Ordinal), stored.Select(m => Print(m.Bytes)).Order(StringComparer.Ordinal));
    }

    [SuiteFact(Shared = "corpus/mail")]
    public async Task Real_messages_arrive_byte_for_byte()
    {
        var files = Directory.GetFiles(TestPaths.Shared("corpus/mail")).Where(f => Path.GetFileName(f) != "LICENSE").Select(File.ReadAllBytes).ToList();
        var folder = await EnsureAsync("Corpus");
        await WriteAsync(folder, [.. files.Select(f => TestItems.Mail(f))]);
        var stored = await host.ReadAsync(folder);
        Assert.Equal(files.Select(Expected).Order(StringComparer.Ordinal), stored.Select(m => Print(m.Bytes)).Order(StringComparer.Ordinal));
    }

    [SuiteFact]
    public async Task Thirty_megabytes_and_one_byte_fit_side_by_side()
    {
        var large = new byte[30 << 20];
        new Random(7).NextBytes(large);
        large.AsSpan().Replace((byte)0, (byte)1);
        large.AsSpan().Replace((byte)'\n', (byte)2);
        "Message-ID: <large@example.org>\r\n\r\n"u8.CopyTo(large);
        var folder = await EnsureAsync("Large");
        await WriteAsync(folder, TestItems.Mail("a"), TestItems.Mail(large, MessageFlags.Seen, TestItems.Date));
        var stored = await host.ReadAsync(folder);
        Assert.Equal([1, large.Length], stored.Select(m => m.Bytes.Length).Order());
        Assert.Contains(Print(large), stored.Select(m => Print(m.Bytes)));
    }

    [SuiteFact]
    public async Task A_message_without_a_byte_is_stored_or_fails_alone()
    {
        var folder = await EnsureAsync("Nothing");
        var receipts = await mailbox.WriteItemsAsync(folder, [TestItems.Mail("a"), TestItems.Mail(""), TestItems.Mail("c")], default);
        Assert.True(receipts[0].Failure is null && receipts[2].Failure is null);
        Assert.True(receipts[1].Failure is null or { Scope: FailureScope.Item, Reason: Reason.ItemRefused });
        Assert.Equal(receipts.Count(r => r.Failure is null), (await host.ReadAsync(folder)).Count);
    }

    [SuiteFact]
    public async Task Flags_and_dates_arrive()
    {
        var old = new DateTimeOffset(1995, 2, 28, 23, 59, 59, TimeSpan.FromHours(-8));
        var all = Enum.GetValues<MessageFlags>().Aggregate(MessageFlags.None, (a, b) => a | b) & mailbox.Traits.Flags;
        var folder = await EnsureAsync("Flags");
        await WriteAsync(folder, TestItems.Mail("all flags", all), TestItems.Mail("no flags", MessageFlags.None, old));
        var stored = (await host.ReadAsync(folder)).ToDictionary(m => Encoding.ASCII.GetString(m.Bytes));
        string[] names = [@"\Seen", @"\Answered", @"\Flagged", @"\Draft", "$Forwarded", "$MDNSent"];
        Assert.True(all.HasFlag(MessageFlags.Seen | MessageFlags.Answered | MessageFlags.Flagged | MessageFlags.Draft));
        Assert.Equal(
            names.Where((_, i) => all.HasFlag((MessageFlags)(1 << i))).Order(StringComparer.OrdinalIgnoreCase),
            stored["all flags"].Flags.Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
        Assert.Empty(stored["no flags"].Flags);
        Assert.Equal(TestItems.Date, stored["all flags"].InternalDate);
        Assert.Equal(old, stored["no flags"].InternalDate);
    }

    [SuiteFact]
    public async Task There_is_one_receipt_for_each_item_in_order()
    {
        var folder = await EnsureAsync("Many");
        var items = Enumerable.Range(0, 130).Select(i => TestItems.Mail($"Message-ID: <{i}@many>\r\n\r\n")).ToArray();
        var receipts = await mailbox.WriteItemsAsync(folder, items, default);
        Assert.Equal(items.Select(i => i.Source.Id), receipts.Select(r => r.SourceId));
        Assert.All(receipts, r => Assert.True(r is { Failure: null, Loss: null }));
        var found = (await mailbox.FindItemsAsync(folder, folder.Mark, default)).ToDictionary(f => f.Key.MessageId!, f => f.DestinationId);
        Assert.Equal(130, found.Count);

        // Where receipts name a place, it is the right one.
        Assert.All(items.Zip(receipts), p => Assert.True(p.Second.DestinationId is null || p.Second.DestinationId == found[p.First.Key.MessageId!]));
    }

    [SuiteFact]
    public async Task Writes_may_run_at_once()
    {
        var folder = await EnsureAsync("Parallel");
        var writes = Enumerable.Range(0, mailbox.Traits.ConcurrentWrites * 3)
            .Select(i => mailbox.WriteItemsAsync(folder, [.. Enumerable.Range(0, 5).Select(j => TestItems.Mail($"Message-ID: <{i}.{j}@p>\r\n\r\n"))], default));
        var receipts = (await Task.WhenAll(writes)).SelectMany(r => r).ToList();
        Assert.All(receipts, r => Assert.Null(r.Failure));
        Assert.Equal(receipts.Count, (await host.ReadAsync(folder)).Select(m => Print(m.Bytes)).Distinct().Count());
    }

    [SuiteFact]
    public async Task Items_are_found_from_the_mark_on_with_the_key_they_were_written_with()
    {
        var before = await EnsureAsync("Find");
        await WriteAsync(before, TestItems.Mail("Message-ID: <old@x>\r\n\r\n"));
        var folder = await EnsureAsync("Find");
        Assert.Empty(await mailbox.FindItemsAsync(folder, folder.Mark, default));

        ConvertedItem[] items =
        [
            TestItems.Mail("Subject: a\r\nMESSAGE-ID:\r\n <folded@x>\r\n\r\nbody"),
            TestItems.Mail("Subject: none\r\n\r\nMessage-ID: <body@x>\r\n"),
            TestItems.Mail("Message-ID: <twice@x>\r\n\r\n", MessageFlags.Seen),
            TestItems.Mail("Message-ID: <twice@x>\r\n\r\n", MessageFlags.Seen),
        ];
        await WriteAsync(folder, items);
        var found = await mailbox.FindItemsAsync(folder, folder.Mark, default);
        Assert.Equal(items.Select(i => i.Key.ToString()).Order(StringComparer.Ordinal), found.Select(f => (f.Key with { Date = f.Key.Date!.Value.ToOffset(TestItems.Date.Offset) }).ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(5, (await mailbox.FindItemsAsync(folder, null, default)).Count);
        Assert.Equal(5, (await mailbox.FindItemsAsync(folder, "1:3", default)).Count);
    }

    [SuiteFact]
    public async Task A_second_opening_sees_what_the_first_wrote()
    {
        var folder = await EnsureAsync("Shared");
        await WriteAsync(folder, TestItems.Mail("Message-ID: <1@x>\r\n\r\n"));
        await using var second = await host.OpenAsync();
        Assert.Single(await second.FindItemsAsync(folder, folder.Mark, default));
    }

    [SuiteFact]
    public async Task Nothing_to_write_is_nothing_written()
    {
        var folder = await EnsureAsync("Empty");
        Assert.Empty(await mailbox.WriteItemsAsync(folder, [], default));
        Assert.Empty(await host.ReadAsync(folder));
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

    private protected abstract Task<DestinationHost> StartAsync();

    private static string Print(byte[] bytes) => $"{bytes.Length}:{Convert.ToHexString(SHA256.HashData(bytes))}";

    private string Expected(byte[] bytes) => Print(host.KeepsLineFeeds ? bytes : WithCrLf(bytes));

    private static byte[] WithCrLf(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        return Encoding.Latin1.GetBytes(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal));
    }

    private Task<DestinationFolder> EnsureAsync(string name) => mailbox.EnsureFolderAsync(new FolderTarget { Path = [name] }, default);

    private async Task WriteAsync(DestinationFolder folder, params ConvertedItem[] items) =>
        Assert.All(await mailbox.WriteItemsAsync(folder, items, default), r => Assert.True(r is { Failure: null, Loss: null }, r.ToString()));
}

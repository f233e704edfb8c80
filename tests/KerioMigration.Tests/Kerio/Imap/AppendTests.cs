using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.Imap;
using KerioMigration.Engine.Model;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Kerio.Imap;

/// <summary>What goes over the wire for APPEND, and what is made of the answers.</summary>
public sealed class AppendTests
{
    private const string Fast = "IMAP4rev1 LITERAL+ MULTIAPPEND UIDPLUS";
    private readonly List<StubAppend> seen = [];
    private readonly AppendHabits habits = new() { KeptFlags = MessageFlags.Seen | MessageFlags.Forwarded };

    [Fact]
    public async Task Sends_a_batch_as_one_command_with_the_exact_bytes()
    {
        await using var server = new StubImapServer(Fast, c => c.ServeAppendsAsync(seen));
        habits.DateTaken();
        var items = new[]
        {
            TestItems.Mail("Subject: one\r\n\r\nbare\nfeed", MessageFlags.Seen | MessageFlags.Forwarded | MessageFlags.Flagged),
            TestItems.Mail("no header\xff, {3+}\r\n* BYE no\r\n"),
            TestItems.Mail("\r\n"),
        };
        var receipts = await WriteAsync(server, "Entwürfe \"alt\"", items);
        var append = Assert.Single(seen);
        Assert.Equal(["9:1", "9:2", "9:3"], receipts.Select(r => r.DestinationId!));
        Assert.Equal(items.Select(TestItems.Bytes), append.Messages);
        Assert.Equal("APPEND \"Entw&APw-rfe \\\"alt\\\"\" (\\Seen $Forwarded) \"05-Apr-2019 06:07:08 +0200\" {25+}", append.Heads[0]);
        Assert.Equal(" () \"05-Apr-2019 06:07:08 +0200\" {2+}", append.Heads[2]);
    }

    [Fact]
    public async Task The_first_date_of_a_session_goes_alone_and_waits_for_the_server()
    {
        await using var server = new StubImapServer(Fast, c => c.ServeAppendsAsync(seen));
        await WriteAsync(server, "INBOX", [TestItems.Mail("a"), TestItems.Mail("b"), TestItems.Mail("c")]);
        Assert.Equal([1, 2], seen.Select(a => a.Messages.Count));
        Assert.EndsWith("{1}", seen[0].Heads[0], StringComparison.Ordinal);
        Assert.EndsWith("{1+}", seen[1].Heads[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_LITERAL_plus_alone_commands_do_not_wait_for_answers()
    {
        await using var server = new StubImapServer("IMAP4rev1 LITERAL+ UIDPLUS", async c =>
        {
            // All five are read before one is answered, the last one first.
            for (var i = 0; i < 5; i++)
            {
                seen.Add(await c.ReadAppendAsync());
            }

            await c.WriteLineAsync("* 3 EXISTS");
            for (var i = 4; i >= 0; i--)
            {
                await c.WriteLineAsync($"{seen[i].Tag} OK [APPENDUID 7 {i + 1}] done");
            }
        });
        habits.DateTaken();
        var receipts = await WriteAsync(server, "INBOX", [.. Enumerable.Range(0, 5).Select(i => TestItems.Mail("m" + i))]);
        Assert.Equal(["7:1", "7:2", "7:3", "7:4", "7:5"], receipts.Select(r => r.DestinationId!));
    }

    [Theory]
    [InlineData("IMAP4rev1", 5000, false)]
    [InlineData("IMAP4rev1 LITERAL-", 5000, false)]
    [InlineData("IMAP4rev1 LITERAL-", 4096, true)]
    public async Task Literals_wait_unless_the_server_said_otherwise(string capabilities, int length, bool free)
    {
        await using var server = new StubImapServer(capabilities, c => c.ServeAppendsAsync(seen, _ => "OK done"));
        habits.DateTaken();
        var receipts = await WriteAsync(server, "INBOX", [TestItems.Mail(new string('x', length)), TestItems.Mail(new string('y', length))]);
        Assert.All(seen, a => Assert.Equal(free, a.Heads[0].EndsWith("+}", StringComparison.Ordinal)));
        Assert.All(receipts, r => Assert.True(r is { Failure: null, DestinationId: null }));
    }

    [Fact]
    public async Task A_refused_batch_is_sent_again_one_by_one_and_the_culprit_fails_alone()
    {
        await using var server = new StubImapServer(Fast, c => c.ServeAppendsAsync(seen, a => a.Holds("huge") ? "NO [TOOBIG] Message too large" : null));
        habits.DateTaken();
        var receipts = await WriteAsync(server, "INBOX", [TestItems.Mail("a"), TestItems.Mail("huge"), TestItems.Mail("c")]);
        Assert.Equal([3, 1, 1, 1], seen.Select(a => a.Messages.Count));
        Assert.Equal([null, Reason.ItemTooLarge, null], receipts.Select(r => r.Failure?.Reason));
        Assert.Equal("NO [TOOBIG] Message too large", receipts[1].Failure!.Code);
    }

    [Fact]
    public async Task Full_quota_ends_the_mailbox_and_not_the_messages_before_it()
    {
        await using var server = new StubImapServer("IMAP4rev1 LITERAL+ UIDPLUS", c => c.ServeAppendsAsync(seen, a => a.Holds("a") ? null : "NO APPEND Mailbox quota exceeded"));
        habits.DateTaken();
        var receipts = await WriteAsync(server, "INBOX", [TestItems.Mail("a"), TestItems.Mail("b")]);
        Assert.Null(receipts[0].Failure);
        Assert.True(receipts[1].Failure is { Scope: FailureScope.Mailbox, Reason: Reason.QuotaExceeded, Remedy: FailureRemedy.None });

        var failure = await FailureAsync(WriteAsync(server, "INBOX", [TestItems.Mail("c"), TestItems.Mail("d")]));
        Assert.True(failure is { Reason: Reason.QuotaExceeded, OutcomeUnknown: false });
    }

    [Fact]
    public async Task A_folder_that_vanished_fails_the_folder()
    {
        await using var server = new StubImapServer(Fast, c => c.ServeAppendsAsync(seen, _ => "NO [TRYCREATE] no such folder"));
        var failure = await FailureAsync(WriteAsync(server, "Gone", [TestItems.Mail("a"), TestItems.Mail("b")]));
        Assert.True(failure is { Scope: FailureScope.Folder, Reason: Reason.FolderRefused, OutcomeUnknown: false });
    }

    [Fact]
    public async Task A_refused_date_is_left_out_once_and_told()
    {
        await using var server = new StubImapServer(Fast, c => c.ServeAppendsAsync(seen, a => a.Heads.Any(h => h.Contains("-1969 ", StringComparison.Ordinal)) ? "NO Malformed date parameter" : null));
        habits.DateTaken();
        var old = TestItems.Mail("old", MessageFlags.Seen, new DateTimeOffset(1969, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var receipts = await WriteAsync(server, "INBOX", [TestItems.Mail("a"), old, TestItems.Mail("c")]);
        Assert.All(receipts, r => Assert.Null(r.Failure));
        Assert.Equal([2, 1, 1], seen.Select(a => a.Messages.Count));
        Assert.EndsWith("(\\Seen) {3+}", seen[2].Heads[0], StringComparison.Ordinal);
        Assert.Contains("1969-01-01 00:00:00", receipts[1].Loss, StringComparison.Ordinal);
        Assert.Null(receipts[0].Loss);
    }

    [Fact]
    public async Task A_server_that_takes_no_date_at_all_is_not_asked_forever()
    {
        await using var server = new StubImapServer(Fast, c => c.ServeAppendsAsync(seen, a => a.Heads.Any(h => h.Contains('"', StringComparison.Ordinal) && h.Contains("-2019 ", StringComparison.Ordinal)) ? "NO Malformed date parameter" : null));
        await WriteAsync(server, "INBOX", [TestItems.Mail("a"), TestItems.Mail("b"), TestItems.Mail("c")]);
        seen.Clear();
        var receipts = await WriteAsync(server, "INBOX", [TestItems.Mail("d"), TestItems.Mail("e")]);
        Assert.Equal(2, Assert.Single(seen).Messages.Count);
        Assert.All(receipts, r => Assert.Contains("date", r.Loss, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_date_refused_before_the_literal_leaves_no_bytes_behind()
    {
        await using var server = new StubImapServer(Fast, async c =>
        {
            var (tag, _) = await c.ReadCommandAsync();
            await c.WriteLineAsync(tag + " BAD Malformed date parameter");
            await c.ServeAppendsAsync(seen);
        });
        var receipts = await WriteAsync(server, "INBOX", [TestItems.Mail("x DELETE INBOX\r\n")]);
        Assert.Contains("Malformed date parameter", receipts[0].Loss, StringComparison.Ordinal);
        Assert.Equal("x DELETE INBOX\r\n", Assert.Single(seen).FirstText);
    }

    [Fact]
    public async Task A_command_not_understood_after_free_literals_ends_the_connection_and_makes_later_ones_wait()
    {
        await using var server = new StubImapServer(Fast, c => c.ServeAppendsAsync(seen, a => a.Heads[0].EndsWith("+}", StringComparison.Ordinal) ? "BAD what" : null));
        habits.DateTaken();
        var failure = await FailureAsync(WriteAsync(server, "INBOX", [TestItems.Mail("a"), TestItems.Mail("b")]));
        Assert.True(failure is { OutcomeUnknown: true, Remedy: FailureRemedy.Retry });
        var receipts = await WriteAsync(server, "INBOX", [TestItems.Mail("a"), TestItems.Mail("b")]);
        Assert.All(receipts, r => Assert.Null(r.Failure));
        Assert.All(seen[^1].Heads, h => Assert.False(h.EndsWith("+}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_message_with_NUL_goes_alone_and_as_literal8_only_when_the_literal_is_refused()
    {
        await using var server = new StubImapServer(Fast + " BINARY", c => c.ServeAppendsAsync(seen, a => a.Holds("\0") && !a.Heads[0].Contains('~', StringComparison.Ordinal) ? "NO Message contains NUL characters" : null));
        habits.DateTaken();
        var receipts = await WriteAsync(server, "INBOX", [TestItems.Mail("a"), TestItems.Mail("n\0l"), TestItems.Mail("c")]);
        Assert.Equal([2, 1, 1], seen.Select(a => a.Messages.Count));
        Assert.EndsWith(" ~{3}", seen[2].Heads[0], StringComparison.Ordinal);
        Assert.Equal("n\0l", seen[2].FirstText);
        Assert.Contains("NUL", receipts[1].Loss, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_cut_after_the_bytes_leaves_the_outcome_unknown()
    {
        await using var server = new StubImapServer(Fast, c => c.ReadAppendAsync());
        habits.DateTaken();
        var failure = await FailureAsync(WriteAsync(server, "INBOX", [TestItems.Mail("a"), TestItems.Mail("b")]));
        Assert.True(failure is { OutcomeUnknown: true, Reason: Reason.ConnectionFailed, Remedy: FailureRemedy.Retry });
    }

    [Fact]
    public async Task A_goodbye_in_the_middle_is_quoted()
    {
        await using var server = new StubImapServer(Fast, async c =>
        {
            await c.ReadAppendAsync();
            await c.WriteLineAsync("* BYE Server is shutting down");
        });
        habits.DateTaken();
        var failure = await FailureAsync(WriteAsync(server, "INBOX", [TestItems.Mail("a")]));
        Assert.True(failure.OutcomeUnknown);
        Assert.Contains("shutting down", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_cancellation_a_silent_server_is_waited_for_no_longer_than_the_grace()
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = new StubImapServer(Fast, async c =>
        {
            await c.ReadAppendAsync();
            await cancellation.CancelAsync();
            await c.ReadLineAsync();
        });
        habits.DateTaken();
        var failure = await FailureAsync(WriteAsync(server, "INBOX", [TestItems.Mail("a")], new ImpatientTime(), cancellation.Token));
        Assert.True(failure.OutcomeUnknown);
    }

    [Fact]
    public async Task After_cancellation_what_was_sent_is_still_answered()
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = new StubImapServer("IMAP4rev1 UIDPLUS", async c =>
        {
            var append = await c.ReadAppendAsync();
            await cancellation.CancelAsync();
            await c.WriteLineAsync(append.Tag + " OK [APPENDUID 1 1] done");

            // The line of the second was on its way already, together with the end of the first.
            append = await c.ReadAppendAsync();
            await c.WriteLineAsync(append.Tag + " OK [APPENDUID 1 2] done");
            await c.ReadCommandAsync();
        });
        habits.DateTaken();
        var receipts = await WriteAsync(server, "INBOX", [TestItems.Mail("a"), TestItems.Mail("b"), TestItems.Mail("c")], null, cancellation.Token);
        Assert.Equal(["1:1", "1:2", null], receipts.Select(r => r.DestinationId));
        Assert.Equal(Reason.Interrupted, receipts[2].Failure!.Reason);
    }

    [Fact]
    public async Task An_item_over_the_known_limit_is_not_sent()
    {
        await using var server = new StubImapServer(Fast, c => c.ServeAppendsAsync(seen));
        var limited = new AppendHabits { MaxItemSize = 3 };
        await using var connection = await OpenAsync(server, TimeProvider.System);
        var receipts = await new MessageAppender(connection, limited, "INBOX").WriteAsync([TestItems.Mail("1234"), TestItems.Mail("123")], default);
        Assert.Equal(Reason.ItemTooLarge, receipts[0].Failure!.Reason);
        Assert.Equal("123", Assert.Single(seen).FirstText);
    }

    private static Task<ImapConnection> OpenAsync(StubImapServer server, TimeProvider time) => ImapConnection.OpenAsync(
        new ImapEndpoint("127.0.0.1", server.Port),
        new ImapSignIn("anna@example.org", Secret.From(StubImapServer.MasterPassword), IsMaster: true),
        time,
        default);

    private async Task<IReadOnlyList<ItemReceipt>> WriteAsync(
        StubImapServer server, string folder, IReadOnlyList<ConvertedItem> items, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(server, time ?? TimeProvider.System);
        return await new MessageAppender(connection, habits, folder).WriteAsync(items, cancellationToken);
    }

    private static async Task<Failure> FailureAsync(Task work) => (await Assert.ThrowsAsync<MigrationException>(() => work)).Failure;
}

using System;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KerioMigration.Tests.Simulation.Kerio;

public sealed class ImapTests
{
    private const string User = "jdoe@example.com";

    [Theory]
    [InlineData(true, "* OK Kerio Connect 10.0.8 IMAP4rev1 server ready", "* ID (\"name\" \"Kerio Connect\" \"version\" \" 10.0.8 \")")]
    [InlineData(false, "* OK IMAP4rev1 server ready", "* ID (\"name\" \"Kerio Connect\")")]
    public async Task Greets_with_or_without_its_version(bool show, string greeting, string id)
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { ShowVersion = show });
        await using var imap = await RawImap.ConnectAsync(kerio);
        Assert.Equal(greeting, imap.Greeting);
        Assert.Equal([id, "OK ID completed"], await imap.CommandAsync("ID NIL"));
    }

    [Fact]
    public async Task The_master_password_opens_any_mailbox()
    {
        await using var kerio = await StartAsync();
        await using var imap = await RawImap.ConnectAsync(kerio);
        Assert.Equal("OK X-MASTERAUTH Welcome to server, master", await imap.MasterAsync(kerio.Options.MasterPassword!));
        Assert.Equal(["OK X-SETUSER completed"], await imap.CommandAsync("X-SETUSER jdoe"));
        Assert.Equal("OK [READ-WRITE] SELECT completed", (await imap.CommandAsync("SELECT INBOX"))[^1]);
    }

    [Fact]
    public async Task Refuses_a_login_with_the_wrong_digest()
    {
        await using var kerio = await StartAsync();
        await using var imap = await RawImap.ConnectAsync(kerio);
        Assert.StartsWith("NO ", await imap.MasterAsync("wrong"), StringComparison.Ordinal);
        Assert.StartsWith("BAD ", (await imap.CommandAsync("X-SETUSER jdoe"))[^1], StringComparison.Ordinal);
        Assert.Equal(1, kerio.FailedLogins);
    }

    [Fact]
    public async Task Refuses_the_master_login_outside_its_address_group()
    {
        await using var kerio = await StartAsync(new SimulatedKerioOptions { MasterAddressAllowed = false });
        await using var imap = await RawImap.ConnectAsync(kerio);
        Assert.StartsWith("NO ", await imap.MasterAsync(kerio.Options.MasterPassword!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Knows_no_master_login_when_it_is_switched_off()
    {
        await using var kerio = await StartAsync(new SimulatedKerioOptions { MasterPassword = null });
        await using var imap = await RawImap.ConnectAsync(kerio);
        Assert.StartsWith("BAD ", await imap.MasterAsync("any"), StringComparison.Ordinal);
        Assert.Equal(["BAD AUTHENTICATE Unknown authentication method"], await imap.CommandAsync("AUTHENTICATE X-MASTERAUTH"));
    }

    [Theory]
    [InlineData("nobody@example.com")]
    [InlineData("disabled@example.com")]
    public async Task Refuses_a_mailbox_that_cannot_be_opened(string user)
    {
        await using var kerio = await StartAsync();
        kerio.Store.AddUser("disabled@example.com", change: u => u.IsEnabled = false);
        await using var imap = await RawImap.ConnectAsync(kerio);
        await imap.MasterAsync(kerio.Options.MasterPassword!);
        Assert.StartsWith("NO ", (await imap.CommandAsync($"X-SETUSER \"{user}\""))[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jdoe@example.com", true)]
    [InlineData("jdoe", true)]
    [InlineData("JDOE@Example.COM", true)]
    [InlineData("ann", false)]
    [InlineData("ann@branch.example.com", true)]
    public async Task Users_of_other_domains_need_the_domain_to_sign_in(string login, bool works)
    {
        await using var kerio = await StartAsync();
        kerio.Store.AddDomain("branch.example.com");
        kerio.Store.AddUser("ann@branch.example.com", "secret");
        await using var imap = await RawImap.ConnectAsync(kerio);
        Assert.Equal(works ? "OK LOGIN completed" : "NO LOGIN Authentication failed", (await imap.CommandAsync($"LOGIN {login} secret"))[^1]);
    }

    [Fact]
    public async Task A_login_may_come_in_literals_of_both_kinds()
    {
        await using var kerio = await StartAsync();
        await using var imap = await RawImap.ConnectAsync(kerio);
        await imap.SendAsync("a LOGIN {4}\r\n");
        Assert.StartsWith("+ ", await imap.ReadLineAsync(), StringComparison.Ordinal);
        await imap.SendAsync("jdoe {6+}\r\nsecret\r\n");
        Assert.Equal(["OK LOGIN completed"], await imap.ReadToAsync("a "));
    }

    [Fact]
    public async Task Tells_the_special_folders_and_hides_what_is_not_mail()
    {
        await using var kerio = await StartAsync(new SimulatedKerioOptions { Language = "de" });
        await using var imap = await EnterAsync(kerio);
        Assert.Equal(
            [
                "* LIST (\\Inbox) \"/\" \"INBOX\"",
                "* LIST (\\Trash) \"/\" \"Papierkorb\"",
                "* LIST (\\Drafts) \"/\" \"Entw&APw-rfe\"",
                "* LIST (\\Junk) \"/\" \"Spam\"",
                "* LIST (\\Sent) \"/\" \"Gesendete Objekte\"",
                "* LIST (\\Noselect) \"/\" \"&ANY-ffentliche Ordner\"",
                "OK LIST completed",
            ],
            await imap.CommandAsync("LIST \"\" \"*\""));
        Assert.StartsWith("NO ", (await imap.CommandAsync("SELECT Kalender"))[^1], StringComparison.Ordinal);
        Assert.Equal("NO CREATE Mailbox already exists", (await imap.CommandAsync("CREATE Kalender"))[^1]);
    }

    [Fact]
    public async Task Folders_are_created_level_by_level_and_once()
    {
        await using var kerio = await StartAsync();
        await using var imap = await EnterAsync(kerio);
        Assert.Equal("NO CREATE Parent mailbox does not exist", (await imap.CommandAsync("CREATE a/b"))[^1]);
        Assert.Equal("OK CREATE completed", (await imap.CommandAsync("CREATE a"))[^1]);
        Assert.Equal("OK CREATE completed", (await imap.CommandAsync("CREATE a/b"))[^1]);
        Assert.Equal("NO CREATE Mailbox already exists", (await imap.CommandAsync("CREATE a/b"))[^1]);
        Assert.Equal(["* LIST () \"/\" \"a\"", "OK LIST completed"], await imap.CommandAsync("LIST \"\" \"a%\""));
    }

    [Fact]
    public async Task Offers_no_keywords_of_the_user()
    {
        await using var kerio = await StartAsync();
        await using var imap = await EnterAsync(kerio);
        var lines = await imap.CommandAsync("SELECT INBOX");
        Assert.Contains("* FLAGS (\\Deleted \\Seen \\Answered \\Draft \\Flagged $MDNSent $Forwarded $AutoJunk $AutoNotJunk $Junk $NotJunk)", lines);
        var permanent = Assert.Single(lines, l => l.Contains("PERMANENTFLAGS", StringComparison.Ordinal));
        Assert.DoesNotContain("\\*", permanent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_bytes_flags_and_date_of_an_appended_message()
    {
        await using var kerio = await StartAsync();
        await using var imap = await EnterAsync(kerio);
        var message = "Subject: odd\n\nbare LF\rbare CR\r\n\0nul, no end"u8.ToArray();
        await imap.SendAsync($"a APPEND INBOX (\\Seen $Forwarded nonsense) \"09-Oct-2015 10:02:04 -0700\" {{{message.Length}+}}\r\n");
        await imap.SendAsync(message);
        await imap.SendAsync("\r\n");
        var folder = kerio.Store.Mailbox(User).Folder("INBOX");
        Assert.Equal([$"OK [APPENDUID {folder.UidValidity} 1] APPEND completed"], await imap.ReadToAsync("a "));
        var stored = Assert.Single(folder.Messages);
        Assert.Equal(message, stored.Bytes.ToArray());
        Assert.Equal(MessageFlags.Seen | MessageFlags.Forwarded, stored.Flags);
        Assert.Equal(new DateTimeOffset(2015, 10, 9, 10, 2, 4, TimeSpan.FromHours(-7)), stored.InternalDate);
        Assert.Equal(TimeSpan.FromHours(-7), stored.InternalDate.Offset);
    }

    [Fact]
    public async Task Several_messages_in_one_append_arrive_all_or_none()
    {
        await using var kerio = await StartAsync(new SimulatedKerioOptions { MaxAppendSize = 10 });
        await using var imap = await EnterAsync(kerio);
        await imap.SendAsync("a APPEND INBOX {3+}\r\none (\\Seen) {5+}\r\nthree\r\n");
        Assert.Contains(" 1:2] APPEND completed", (await imap.ReadToAsync("a "))[^1], StringComparison.Ordinal);
        await imap.SendAsync("b APPEND INBOX {4+}\r\nfour {11+}\r\neleven byte {3+}\r\nsix\r\n");
        Assert.Equal(["NO APPEND Message is too large"], await imap.ReadToAsync("b "));
        Assert.Equal(["OK NOOP completed"], (await imap.CommandAsync("NOOP")));
        Assert.Equal(2, kerio.Store.Mailbox(User).Folder("INBOX").Messages.Count);
    }

    [Fact]
    public async Task Says_no_before_the_literal_where_the_client_waits()
    {
        await using var kerio = await StartAsync();
        kerio.Store.FindUser(User)!.DiskQuota = 100;
        await using var imap = await EnterAsync(kerio);
        Assert.Equal("NO " + kerio.Options.QuotaText, (await imap.CommandAsync("APPEND INBOX {101}"))[^1]);
        Assert.StartsWith("NO [TRYCREATE]", (await imap.CommandAsync("APPEND nowhere {1}"))[^1], StringComparison.Ordinal);
        Assert.Contains("* QUOTA \"\" (STORAGE 0 0)", await imap.CommandAsync("GETQUOTAROOT INBOX"));
    }

    [Theory]
    [InlineData(DateRefusal.Invalid, " 9-Oct-2015 10:02:04 -0700", true)]
    [InlineData(DateRefusal.Invalid, "09-Okt-2015 10:02:04 -0700", false)]
    [InlineData(DateRefusal.Invalid, "31-Feb-2015 10:02:04 -0700", false)]
    [InlineData(DateRefusal.NotStrict, " 9-Oct-2015 10:02:04 -0700", false)]
    [InlineData(DateRefusal.NotStrict, "09-Oct-2015 10:02:04 -0700", true)]
    [InlineData(DateRefusal.Always, "09-Oct-2015 10:02:04 -0700", false)]
    public async Task Refuses_dates_as_some_versions_do(DateRefusal refusal, string date, bool accepted)
    {
        await using var kerio = await StartAsync(new SimulatedKerioOptions { DateRefusal = refusal });
        await using var imap = await EnterAsync(kerio);
        await imap.SendAsync($"a APPEND INBOX \"{date}\" {{1+}}\r\nx\r\n");
        var answer = (await imap.ReadToAsync("a "))[^1];
        Assert.Equal(!accepted, answer == "NO APPEND Malformed date parameter");
        Assert.Equal(accepted ? 1 : 0, kerio.Store.Mailbox(User).Folder("INBOX").Messages.Count);
    }

    [Fact]
    public async Task Every_extension_can_be_missing()
    {
        await using var kerio = await StartAsync(new SimulatedKerioOptions { Features = ImapFeatures.None });
        await using var imap = await EnterAsync(kerio);
        Assert.Equal("* CAPABILITY IMAP4rev1", (await imap.CommandAsync("CAPABILITY"))[0]);
        foreach (var command in (string[])["NAMESPACE", "GETQUOTAROOT INBOX", "ID NIL", "APPEND INBOX {1+}", "LIST (SPECIAL-USE) \"\" *"])
        {
            Assert.StartsWith("BAD ", (await imap.CommandAsync(command))[^1], StringComparison.Ordinal);
        }

        await imap.SendAsync("a APPEND INBOX {1}\r\n");
        Assert.StartsWith("+ ", await imap.ReadLineAsync(), StringComparison.Ordinal);
        await imap.SendAsync("x {1}\r\n");
        Assert.StartsWith("BAD ", (await imap.ReadToAsync("a "))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Puts_exists_into_the_middle_of_other_answers()
    {
        await using var kerio = await StartAsync();
        var inbox = kerio.Store.Mailbox(User).Folder("INBOX");
        inbox.Append("a"u8.ToArray(), MessageFlags.None, DateTimeOffset.UnixEpoch);
        inbox.Append("b"u8.ToArray(), MessageFlags.None, DateTimeOffset.UnixEpoch);
        await using var imap = await EnterAsync(kerio);
        await imap.CommandAsync("SELECT INBOX");
        Assert.Equal(
            ["* 1 FETCH (UID 1)", "* 2 EXISTS", "* 2 RECENT", "* 2 FETCH (UID 2)", "OK FETCH completed"],
            await imap.CommandAsync("FETCH 1:* UID"));
    }

    [Fact]
    public async Task Tells_what_another_session_added_and_expunged()
    {
        await using var kerio = await StartAsync();
        var inbox = kerio.Store.Mailbox(User).Folder("INBOX");
        inbox.Append("a"u8.ToArray(), MessageFlags.None, DateTimeOffset.UnixEpoch);
        await using var imap = await EnterAsync(kerio);
        await imap.CommandAsync("SELECT INBOX");
        inbox.Expunge(inbox.Messages);
        inbox.Append("b"u8.ToArray(), MessageFlags.None, DateTimeOffset.UnixEpoch);
        Assert.Equal(["* 1 EXPUNGE", "* 1 EXISTS", "* 1 RECENT", "OK NOOP completed"], await imap.CommandAsync("NOOP"));
    }

    [Fact]
    public async Task Refuses_a_password_in_clear_when_the_policy_asks_for_encryption()
    {
        await using var kerio = await StartAsync(new SimulatedKerioOptions
        {
            Security = new SecurityOptions { Policy = EncryptionPolicy.SPEncryptionRequired },
        });
        await using var imap = await RawImap.ConnectAsync(kerio);
        Assert.EndsWith(" STARTTLS LOGINDISABLED", (await imap.CommandAsync("CAPABILITY"))[0], StringComparison.Ordinal);
        Assert.Equal("NO LOGIN Encryption required", (await imap.CommandAsync("LOGIN jdoe secret"))[^1]);
        Assert.Equal("OK STARTTLS completed", (await imap.CommandAsync("STARTTLS"))[^1]);
        await imap.StartTlsAsync();
        Assert.DoesNotContain("STARTTLS", (await imap.CommandAsync("CAPABILITY"))[0], StringComparison.Ordinal);
        Assert.Equal("OK LOGIN completed", (await imap.CommandAsync("LOGIN jdoe secret"))[^1]);
    }

    [Fact]
    public async Task A_stopped_service_refuses_connections()
    {
        await using var kerio = await StartAsync(new SimulatedKerioOptions { ImapRunning = false });
        await Assert.ThrowsAsync<SocketException>(() => RawImap.ConnectAsync(kerio));
        await using var imaps = await RawImap.ConnectAsync(kerio, secure: true);
        Assert.StartsWith("* OK", imaps.Greeting, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_connection_after_the_limit_is_rejected_until_another_ends()
    {
        await using var kerio = await StartAsync(new SimulatedKerioOptions { ConnectionLimit = 2 });
        await using var first = await RawImap.ConnectAsync(kerio);
        await using (var second = await RawImap.ConnectAsync(kerio))
        {
            await using var third = await RawImap.ConnectAsync(kerio);
            Assert.Contains("too many connections. Connection limit is 2", third.Greeting, StringComparison.Ordinal);
            Assert.Null(await third.ReadLineAsync());
            await second.CommandAsync("LOGOUT");
            Assert.Null(await second.ReadLineAsync());
        }

        await using var fourth = await RawImap.ConnectAsync(kerio);
        Assert.StartsWith("* OK", fourth.Greeting, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failed_logins_block_the_address_for_a_while()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var kerio = await StartAsync(new SimulatedKerioOptions
        {
            TimeProvider = clock, Security = new SecurityOptions { AntiHammering = true, FailedLoginsToBlock = 2, MinutesToBlock = 5 },
        });
        await using var imap = await RawImap.ConnectAsync(kerio);
        await imap.CommandAsync("LOGIN jdoe wrong");
        await imap.CommandAsync("LOGIN jdoe wrong");
        Assert.StartsWith("NO ", (await imap.CommandAsync("LOGIN jdoe secret"))[^1], StringComparison.Ordinal);
        await using (var blocked = await RawImap.ConnectAsync(kerio))
        {
            Assert.StartsWith("* BYE", blocked.Greeting, StringComparison.Ordinal);
        }

        clock.Advance(TimeSpan.FromMinutes(6));
        await using var later = await RawImap.ConnectAsync(kerio);
        Assert.Equal("OK LOGIN completed", (await later.CommandAsync("LOGIN jdoe secret"))[^1]);
    }

    [Fact]
    public async Task A_new_mailbox_is_not_ready_at_once()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var kerio = await StartAsync(new SimulatedKerioOptions { TimeProvider = clock, NewMailboxDelay = TimeSpan.FromSeconds(3) });
        await using var imap = await RawImap.ConnectAsync(kerio);
        await imap.MasterAsync(kerio.Options.MasterPassword!);
        Assert.StartsWith("NO ", (await imap.CommandAsync("X-SETUSER jdoe"))[^1], StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.StartsWith("OK ", (await imap.CommandAsync("X-SETUSER jdoe"))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_hit_the_command_that_they_name()
    {
        await using var kerio = await StartAsync();
        kerio.Faults.Add(new Fault { On = "APPEND", Action = FaultAction.No, From = 2, Text = "busy today" });
        kerio.Faults.Add(new Fault { On = "Message", Action = FaultAction.No, Target = "<poison@x>", Count = int.MaxValue, Text = "poisoned" });
        kerio.Faults.Add(new Fault { On = "NOOP", Action = FaultAction.DoneThenReset });
        await using var imap = await EnterAsync(kerio);
        Assert.StartsWith("OK ", await AppendAsync(imap, "one"), StringComparison.Ordinal);
        Assert.Equal("NO busy today", await AppendAsync(imap, "two"));
        Assert.Equal("NO poisoned", await AppendAsync(imap, "Message-ID: <poison@x>\r\n\r\n"));
        Assert.StartsWith("OK ", await AppendAsync(imap, "three"), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<IOException>(() => imap.CommandAsync("NOOP"));
    }

    [Fact]
    public async Task The_connection_can_end_inside_an_answer()
    {
        await using var kerio = await StartAsync();
        kerio.Store.Mailbox(User).Folder("INBOX").Append(new byte[1000], MessageFlags.None, DateTimeOffset.UnixEpoch);
        kerio.Faults.Add(new Fault { On = "FETCH", Action = FaultAction.CloseAfterBytes, Bytes = 100 });
        await using var imap = await EnterAsync(kerio);
        await imap.CommandAsync("SELECT INBOX");
        await Assert.ThrowsAnyAsync<IOException>(() => imap.CommandAsync("UID FETCH 1 BODY[]"));
    }

    [Fact]
    public async Task Records_commands_without_secrets()
    {
        await using var kerio = await StartAsync();
        await using var imap = await RawImap.ConnectAsync(kerio);
        await imap.MasterAsync(kerio.Options.MasterPassword!);
        await imap.CommandAsync("LOGIN jdoe secret");
        await imap.CommandAsync("UID FETCH 1 FLAGS");
        Assert.Equal(["X-MASTERAUTH", "LOGIN", "UID FETCH"], kerio.Calls.Select(c => c.Name));
        Assert.DoesNotContain(kerio.Calls, c => c.Detail.Contains("secret", StringComparison.Ordinal));
        Assert.Equal(User, kerio.Calls[2].User);
    }

    [Fact]
    public async Task The_public_folders_need_a_right_to_be_changed()
    {
        await using var kerio = await StartAsync();
        await using var imap = await EnterAsync(kerio);
        Assert.Equal("NO CREATE Permission denied", (await imap.CommandAsync("CREATE \"Public Folders/News\""))[^1]);
        kerio.Store.FindUser(User)!.Right = new UserRight(PublicFolders: true);
        Assert.Equal("OK CREATE completed", (await imap.CommandAsync("CREATE \"Public Folders/News\""))[^1]);
        Assert.Contains("* LIST () \"/\" \"Public Folders/News\"", await imap.CommandAsync("LIST \"\" *"));
    }

    internal static async Task<SimulatedKerio> StartAsync(SimulatedKerioOptions? options = null)
    {
        var kerio = await SimulatedKerio.StartAsync(options);
        kerio.Store.AddUser(User, "secret");
        return kerio;
    }

    private static async Task<RawImap> EnterAsync(SimulatedKerio kerio)
    {
        var imap = await RawImap.ConnectAsync(kerio);
        await imap.EnterAsync(kerio, User);
        return imap;
    }

    private static async Task<string> AppendAsync(RawImap imap, string message)
    {
        await imap.SendAsync($"a APPEND INBOX {{{Encoding.UTF8.GetByteCount(message)}+}}\r\n{message}\r\n");
        return (await imap.ReadToAsync("a "))[^1];
    }
}

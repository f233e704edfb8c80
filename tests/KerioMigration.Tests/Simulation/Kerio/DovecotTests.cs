using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Dovecot;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Simulation.Kerio;

/// <summary>The Kerio front in front of a real Dovecot.</summary>
public sealed class DovecotTests
{
    [DebianFact("dovecot")]
    public async Task The_front_signs_in_and_dovecot_answers_from_then_on()
    {
        await using var server = await TwoBackends.StartAsync(realDovecot: true);
        await using var imap = await RawImap.ConnectAsync(server.Kerio);
        Assert.Equal("* OK Kerio Connect 10.0.8 IMAP4rev1 server ready", imap.Greeting);
        Assert.DoesNotContain("UNSELECT", (await imap.CommandAsync("CAPABILITY"))[0], StringComparison.Ordinal);
        await imap.MasterAsync(server.Kerio.Options.MasterPassword!);
        Assert.Equal(["OK X-SETUSER completed"], await imap.CommandAsync($"X-SETUSER {TwoBackends.User}"));
        Assert.Contains("UNSELECT", (await imap.CommandAsync("CAPABILITY"))[0], StringComparison.Ordinal);
        Assert.Contains("OK Logout completed", string.Concat(await imap.CommandAsync("LOGOUT")), StringComparison.Ordinal);
        Assert.Null(await imap.ReadLineAsync());
    }

    [DebianFact("dovecot")]
    public async Task What_was_sent_ahead_of_the_sign_in_is_not_lost()
    {
        await using var server = await TwoBackends.StartAsync(realDovecot: true);
        await using var imap = await RawImap.ConnectAsync(server.Kerio);
        await imap.SendAsync($"a LOGIN {TwoBackends.User} {TwoBackends.Password}\r\nb CREATE early\r\nc LIST \"\" early\r\n");
        Assert.Equal(["OK LOGIN completed"], await imap.ReadToAsync("a "));
        Assert.Contains("* LIST (\\HasNoChildren) \"/\" early", await imap.ReadToAsync("c "));
    }

    [DebianFact("dovecot")]
    public async Task Wrong_passwords_never_reach_dovecot()
    {
        await using var server = await TwoBackends.StartAsync(realDovecot: true);
        await using var imap = await RawImap.ConnectAsync(server.Kerio);
        Assert.Equal(["NO LOGIN Authentication failed"], await imap.CommandAsync($"LOGIN {TwoBackends.User} wrong"));
        Assert.DoesNotContain(TwoBackends.User, server.Kerio.Options.ImapBackend!.Log, StringComparison.Ordinal);
    }

    [DebianFact("dovecot")]
    public async Task Extensions_can_be_hidden()
    {
        await using var server = await TwoBackends.StartAsync(realDovecot: true, dovecotOptions: new DovecotOptions
        {
            Features = ImapFeatures.Default & ~(ImapFeatures.MultiAppend | ImapFeatures.LiteralPlus),
        });
        await using var imap = await RawImap.ConnectAsync(server.Kerio);
        await imap.EnterAsync(server.Kerio, TwoBackends.User);
        var capability = (await imap.CommandAsync("CAPABILITY"))[0];
        Assert.Contains("UIDPLUS", capability, StringComparison.Ordinal);
        Assert.DoesNotContain("MULTIAPPEND", capability, StringComparison.Ordinal);
        Assert.DoesNotContain("LITERAL+", capability, StringComparison.Ordinal);
    }

    [DebianFact("dovecot")]
    public async Task An_account_that_was_just_created_has_a_mailbox_with_the_folders_of_its_language()
    {
        await using var server = await TwoBackends.StartAsync(realDovecot: true, dovecotOptions: new DovecotOptions { Language = "fr", Storage = "maildir" });
        using var admin = await JsonRpcClient.SignInAsync(server.Kerio);
        await admin.ResultAsync("Users.create", $$"""{"users":[{"domainId":"{{server.Kerio.Store.PrimaryDomain.Id}}","loginName":"new","password":"p"}]}""");
        await using var imap = await RawImap.ConnectAsync(server.Kerio);
        await imap.EnterAsync(server.Kerio, "new@example.com");
        var folders = await DestinationMailbox.ReadAsync(server.Kerio, "new@example.com");
        Assert.Equal("Éléments envoyés", folders.Single(f => f.Use == SpecialUse.Sent).Path);
    }

    [DebianFact("dovecot")]
    public async Task Large_messages_pass_unchanged_over_tls()
    {
        await using var server = await TwoBackends.StartAsync(realDovecot: true);
        await using var imap = await RawImap.ConnectAsync(server.Kerio, secure: true);
        await imap.EnterAsync(server.Kerio, TwoBackends.User);
        var message = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 300_000).Select(i => $"line {i} of a message that is rather long\r\n")));
        await imap.SendAsync($"a APPEND INBOX {{{message.Length}+}}\r\n");
        await imap.SendAsync(message);
        await imap.SendAsync("\r\n");
        Assert.StartsWith("OK ", (await imap.ReadToAsync("a "))[^1], StringComparison.Ordinal);
        var stored = (await DestinationMailbox.ReadAsync(server.Kerio, TwoBackends.User)).SelectMany(f => f.Messages).Single();
        Assert.Equal(message, stored.Bytes);
    }

    [DebianFact("dovecot")]
    public async Task The_relay_can_be_cut_inside_a_message()
    {
        await using var server = await TwoBackends.StartAsync(realDovecot: true);
        server.Kerio.Faults.Add(new Fault { On = "Relay", Action = FaultAction.CloseAfterBytes, Bytes = 1000, Target = TwoBackends.User });
        await using var imap = await RawImap.ConnectAsync(server.Kerio);
        await imap.EnterAsync(server.Kerio, TwoBackends.User);
        await Assert.ThrowsAnyAsync<IOException>(() => imap.CommandAsync($"APPEND INBOX {{2000+}}\r\n{new string('x', 2000)}"));
        Assert.Empty((await DestinationMailbox.ReadAsync(server.Kerio, TwoBackends.User)).SelectMany(f => f.Messages));
    }

    [DebianFact("dovecot")]
    public async Task A_quota_refuses_what_is_too_much()
    {
        await using var server = await TwoBackends.StartAsync(realDovecot: true, dovecotOptions: new DovecotOptions { Quota = 10_000 });
        await using var imap = await RawImap.ConnectAsync(server.Kerio);
        await imap.EnterAsync(server.Kerio, TwoBackends.User);
        Assert.StartsWith("OK ", (await imap.CommandAsync($"APPEND INBOX {{2000+}}\r\n{new string('x', 2000)}"))[^1], StringComparison.Ordinal);
        Assert.StartsWith("NO [OVERQUOTA]", (await imap.CommandAsync($"APPEND INBOX {{20000+}}\r\n{new string('x', 20000)}"))[^1], StringComparison.Ordinal);
    }

    [DebianFact("dovecot")]
    public async Task Nothing_is_left_when_it_ends()
    {
        var dovecot = await DovecotServer.StartAsync();
        var folder = dovecot.Folder;
        (await dovecot.ConnectAsync("someone@example.com", default)).Dispose();
        await dovecot.DisposeAsync();
        Assert.False(Directory.Exists(folder));
        await Assert.ThrowsAsync<SocketException>(() => dovecot.ConnectAsync("someone@example.com", default));
        Assert.DoesNotContain(Process.GetProcesses(), p => p.ProcessName == "dovecot" && IsOurs(p, folder));
    }

    private static bool IsOurs(Process process, string folder)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(folder, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}

using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Simulation.Kerio;

/// <summary>mbsync and curl, which we did not write, against both backends.</summary>
public sealed class ThirdPartyProgramTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kerio-programs-").FullName;

    [DebianFact("mbsync")]
    public Task Mbsync_carries_a_maildir_there_and_back() => CarryAsync(dovecot: false);

    [DebianFact("mbsync", "dovecot")]
    public Task Mbsync_carries_a_maildir_into_a_real_dovecot_and_back() => CarryAsync(dovecot: true);

    [DebianFact("curl")]
    public Task Curl_appends_and_fetches_over_tls() => CurlAsync(dovecot: false);

    [DebianFact("curl", "dovecot")]
    public Task Curl_appends_to_a_real_dovecot_over_tls() => CurlAsync(dovecot: true);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task CarryAsync(bool dovecot)
    {
        await using var server = await TwoBackends.StartAsync(dovecot);
        var certificate = await CertificateAsync(server);
        foreach (var name in (string[])["INBOX", "Projects", "Projects/Größe"])
        {
            for (var i = 0; i < 5; i++)
            {
                WriteMessage(Path.Combine(folder, "source"), name, i);
            }
        }

        await MbsyncAsync(server, certificate, "source", "Push");
        var stored = await DestinationMailbox.ReadAsync(server.Kerio, TwoBackends.User);
        foreach (var name in (string[])["INBOX", "Projects", "Projects/Größe"])
        {
            var messages = stored.Single(f => f.Path == name).Messages;
            Assert.Equal(Enumerable.Range(0, 5).Select(i => Text(name, i)), messages.Select(m => WithoutMark(m.Bytes)).Order(StringComparer.Ordinal));
            Assert.Equal(2, messages.Count(m => m.Flags.SetEquals(["\\Seen", "\\Answered"])));
            Assert.All(messages, m => Assert.Equal(1_400_000_000, m.InternalDate.ToUnixTimeSeconds()));
        }

        await MbsyncAsync(server, certificate, "copy", "Pull");
        foreach (var name in (string[])["INBOX", "Projects", "Projects/Größe"])
        {
            var files = Directory.GetFiles(Path.Combine(MaildirOf("copy", name), "cur")).Concat(Directory.GetFiles(Path.Combine(MaildirOf("copy", name), "new")));
            Assert.Equal(Enumerable.Range(0, 5).Select(i => Text(name, i)), files.Select(f => WithoutMark(File.ReadAllBytes(f))).Order(StringComparer.Ordinal));
        }
    }

    private async Task CurlAsync(bool dovecot)
    {
        await using var server = await TwoBackends.StartAsync(dovecot);
        var certificate = await CertificateAsync(server);
        var message = Path.Combine(folder, "message.eml");
        await File.WriteAllTextAsync(message, Text("INBOX", 1).Replace("\n", "\r\n", StringComparison.Ordinal));
        var mailbox = $"imaps://localhost:{server.Kerio.ImapsPort}/INBOX";
        await ForeignProgram.RunAsync("curl", "-sS", "--cacert", certificate, "-u", $"{TwoBackends.User}:{TwoBackends.Password}", "-T", message, mailbox);
        var stored = await DestinationMailbox.ReadAsync(server.Kerio, TwoBackends.User);
        Assert.Equal(await File.ReadAllBytesAsync(message), Assert.Single(stored.Single(f => f.Use == SpecialUse.Inbox || f.Path == "INBOX").Messages).Bytes);
        var fetched = Path.Combine(folder, "fetched.eml");
        await ForeignProgram.RunAsync("curl", "-sS", "--cacert", certificate, "-u", $"{TwoBackends.User}:{TwoBackends.Password}", "-o", fetched, mailbox + ";UID=1");
        Assert.Equal(await File.ReadAllBytesAsync(message), await File.ReadAllBytesAsync(fetched));
    }

    private async Task<string> CertificateAsync(TwoBackends server)
    {
        var path = Path.Combine(folder, "certificate.pem");
        await File.WriteAllTextAsync(path, server.Kerio.Certificate.ExportCertificatePem());
        return path;
    }

    /// <summary>mbsync adds an X-TUID header while a message is on its way and cannot tell its new UID; with UIDPLUS it does not.</summary>
    private static string WithoutMark(byte[] bytes) => string.Concat(Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n")
        .Split('\n').Where(l => !l.StartsWith("X-TUID:", StringComparison.Ordinal)).Select(l => l + "\n"))[..^1];

    private static string Text(string name, int number) =>
        $"From: a@example.com\nTo: b@example.com\nSubject: =?utf-8?Q?{number}?=\nMessage-ID: <{number}.{name.Length}@example.com>\n\nText {number} of {name}\n";

    private void WriteMessage(string root, string name, int number)
    {
        var maildir = MaildirOf(root, name);
        foreach (var part in (string[])["cur", "new", "tmp"])
        {
            Directory.CreateDirectory(Path.Combine(maildir, part));
        }

        var file = Path.Combine(maildir, "cur", $"{number}.test.host:2,{(number < 2 ? "RS" : "S")}");
        File.WriteAllText(file, Text(name, number));
        File.SetLastWriteTimeUtc(file, DateTimeOffset.FromUnixTimeSeconds(1_400_000_000).UtcDateTime);
    }

    /// <summary>Folders as mbsync lays them out with <c>SubFolders Verbatim</c>; its names on disk are those of the wire.</summary>
    private string MaildirOf(string root, string name) =>
        Path.Combine(folder, root, name.Replace("Größe", "Gr&APYA3w-e", StringComparison.Ordinal));

    private async Task MbsyncAsync(TwoBackends server, string certificate, string root, string direction)
    {
        Directory.CreateDirectory(Path.Combine(folder, root));
        var configuration = Path.Combine(folder, root + ".rc");
        await File.WriteAllTextAsync(configuration, $"""
            IMAPStore kerio
            Host localhost
            Port {server.Kerio.ImapPort}
            User {TwoBackends.User}
            Pass {TwoBackends.Password}
            SSLType STARTTLS
            SystemCertificates no
            CertificateFile {certificate}

            MaildirStore local
            Path {folder}/{root}/
            Inbox {folder}/{root}/INBOX
            SubFolders Verbatim

            Channel all
            Far :kerio:
            Near :local:
            Patterns INBOX Projects Projects/*
            Create Both
            Sync {direction}
            CopyArrivalDate yes
            SyncState {folder}/{root}-state/

            """);
        Directory.CreateDirectory(Path.Combine(folder, root + "-state"));
        await ForeignProgram.RunAsync("mbsync", "-c", configuration, "all");
    }
}

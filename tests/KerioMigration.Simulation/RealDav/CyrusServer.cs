using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Simulation.RealDav;

/// <summary>Cyrus IMAP 3 (Debian's cyrus-imapd, cyrus-caldav and sasl2-bin). A user has a default calendar and address book.</summary>
public sealed class CyrusServer : RealDavServer
{
    private const string Administrator = "admin@example.com";

    private readonly ChildServer server;
    private readonly int imapPort;

    private CyrusServer(ChildServer server, int port, int imapPort)
    {
        this.server = server;
        this.imapPort = imapPort;
        Root = new Uri($"http://127.0.0.1:{port}/");
    }

    public override Uri Root { get; }

    public static async Task<CyrusServer> StartAsync(CancellationToken cancellationToken = default)
    {
        var folder = Directory.CreateTempSubdirectory("cyrus-").FullName;
        var (port, imapPort) = (ChildServer.FreePort(), ChildServer.FreePort());
        await WriteAsync(folder, port, imapPort, cancellationToken);
        await AddAsync(folder, Administrator);
        var server = new ChildServer("Cyrus", folder, $"/usr/sbin/cyrmaster -C {folder}/imapd.conf -M {folder}/cyrus.conf -p {folder}/run/master.pid");
        try
        {
            await server.WaitAsync(port, cancellationToken);
            await server.WaitAsync(imapPort, cancellationToken);
            return new CyrusServer(server, port, imapPort);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public override async Task<string> AddUserAsync()
    {
        var address = NewAddress();
        await AddAsync(server.Folder, address);

        // The first sign-in over IMAP makes the mailbox, without which there are no calendars; it is there when the next command is answered.
        await ImapAsync(address, "b NOOP");
        return address;
    }

    public override async Task<bool> LimitAsync(string address, int kilobytes)
    {
        await ImapAsync(Administrator, $"b SETQUOTA \"user/{address}\" (STORAGE {kilobytes})");
        return true;
    }

    public override ValueTask DisposeAsync() => server.DisposeAsync();

    private static async Task WriteAsync(string folder, int port, int imapPort, CancellationToken cancellationToken)
    {
        foreach (var part in (string[])["conf/db", "conf/user", "conf/quota", "conf/log", "conf/msg", "conf/socket", "mail", "sieve", "run"])
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
        }

        await File.WriteAllTextAsync(
            Path.Combine(folder, "imapd.conf"),
            $"""
            configdirectory: {folder}/conf
            proc_path: {folder}/run/proc
            mboxname_lockpath: {folder}/run/lock
            lmtpsocket: {folder}/run/lmtp
            idlesocket: {folder}/run/idle
            notifysocket: {folder}/run/notify
            defaultpartition: default
            partition-default: {folder}/mail
            sievedir: {folder}/sieve
            cyrus_user: {Account}
            admins: {Administrator}
            virtdomains: userid
            defaultdomain: internal
            unixhierarchysep: yes
            autocreate_quota: 0
            allowplaintext: yes
            httpmodules: caldav carddav
            caldav_allowscheduling: off
            sasl_pwcheck_method: auxprop
            sasl_auxprop_plugin: sasldb
            sasl_sasldb_path: {folder}/sasldb2
            sasl_mech_list: PLAIN LOGIN

            """,
            cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "cyrus.conf"),
            $$"""
            START {
              recover cmd="ctl_cyrusdb -C {{folder}}/imapd.conf -r"
            }
            SERVICES {
              http cmd="httpd -C {{folder}}/imapd.conf" listen="127.0.0.1:{{port}}" prefork=4 maxchild=50
              imap cmd="imapd -C {{folder}}/imapd.conf" listen="127.0.0.1:{{imapPort}}" prefork=1 maxchild=20
            }
            EVENTS {
            }

            """,
            cancellationToken);
    }

    /// <summary>Started by root it becomes its own user; anybody else can only be oneself.</summary>
    private static string Account => Environment.UserName == "root" ? "cyrus" : Environment.UserName;

    private static async Task AddAsync(string folder, string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        await ChildServer.RunAsync("saslpasswd2", ["-p", "-c", "-f", Path.Combine(folder, "sasldb2"), "-u", address[(at + 1)..], address[..at]], Password);
        if (Account != Environment.UserName)
        {
            await ChildServer.RunAsync("chown", ["-R", Account, folder]);
        }
    }

    private async Task ImapAsync(string address, string? command = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, imapPort);
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        var plain = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{address}\0{Password}"));
        foreach (var line in (string?[])[null, $"a AUTHENTICATE PLAIN {plain}", command])
        {
            if (line is not null)
            {
                await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"));
            }

            string? answer = null;
            while (line is not null && (answer = await reader.ReadLineAsync()) is not null && answer.StartsWith("* ", StringComparison.Ordinal))
            {
            }

            if (line is not null && answer?.Contains(" OK", StringComparison.Ordinal) != true)
            {
                throw new InvalidOperationException($"Cyrus answered: {answer}");
            }
        }
    }
}

using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange;

namespace KerioMigration.Tests.Simulation.Exchange;

/// <summary>DavMail in EWS mode without a screen: Exchange on one side, IMAP, CalDAV and CardDAV on the other.</summary>
internal sealed class DavMailGateway : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;

    private DavMailGateway(Process process, string folder, int imapPort, int davPort)
    {
        DavPort = davPort;
        this.process = process;
        this.folder = folder;
        ImapPort = imapPort;
    }

    public int ImapPort { get; }

    public int DavPort { get; }

    /// <summary>What DavMail thought about it.</summary>
    public string Log => File.Exists(LogPath(folder)) ? File.ReadAllText(LogPath(folder)) : string.Empty;

    public static async Task<DavMailGateway> StartAsync(SimulatedExchange exchange)
    {
        var folder = Directory.CreateTempSubdirectory("davmail").FullName;
        var (imapPort, davPort) = (FreePort(), FreePort());
        var settings = Path.Combine(folder, "davmail.properties");
        await File.WriteAllLinesAsync(settings,
        [
            "davmail.server=true",
            "davmail.mode=EWS",
            $"davmail.url={exchange.EwsUrl}",
            $"davmail.imapPort={imapPort}",
            "davmail.popPort=",
            "davmail.smtpPort=",
            "davmail.ldapPort=",
            $"davmail.caldavPort={davPort}",
            "davmail.bindAddress=127.0.0.1",
            "davmail.allowRemote=false",
            "davmail.disableUpdateCheck=true",
            "davmail.enableKerberos=false",

            // Otherwise it would keep events from before a month ago to itself.
            "davmail.caldavPastDelay=0",

            // Otherwise it would empty old items out of Deleted Items and Sent Items.
            "davmail.keepDelay=0",
            "davmail.sentKeepDelay=0",
            $"davmail.server.certificate.hash={Fingerprint(exchange)}",
            $"davmail.logFilePath={LogPath(folder)}",
            "log4j.rootLogger=WARN",
            "log4j.logger.davmail=INFO",
        ]);
        var start = new ProcessStartInfo("davmail", settings) { RedirectStandardOutput = true, RedirectStandardError = true };

        // DavMail 6.0 folds a line by one call within the other for every 75 characters, each with the rest of the line: a note of 1 MB needs a
        // deep stack, and compiled code, whose calls let go of what they do not need any more. Else the thread dies and answers nothing.
        start.Environment["JAVA_TOOL_OPTIONS"] = $"-Djava.awt.headless=true -Duser.home={folder} -Xmx1g -Xss64m -Xbatch";
        var process = Process.Start(start)!;
        await ListeningAsync(process);
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return new DavMailGateway(process, folder, imapPort, davPort);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static string LogPath(string folder) => Path.Combine(folder, "davmail.log");

    private static async Task ListeningAsync(Process process)
    {
        var text = string.Empty;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            text += line + "\n";
            if (line.Contains("listening on", StringComparison.OrdinalIgnoreCase))
            {
                return;
            }
        }

        throw new InvalidOperationException("DavMail did not start: " + text + await process.StandardError.ReadToEndAsync());
    }

    private static string Fingerprint(SimulatedExchange exchange) =>
        string.Join(':', Convert.ToHexString(SHA1.HashData(exchange.Certificate.RawData)).Chunk(2).Select(c => new string(c)));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using KerioMigration.Benchmarks.Processes;

namespace KerioMigration.Benchmarks.Peers;

/// <summary>DavMail in EWS mode, with its defaults but for what it would delete.</summary>
internal sealed class DavMail : IAsyncDisposable
{
    private readonly Process process;
    private readonly DirectoryInfo folder;

    private DavMail(Process process, DirectoryInfo folder, int imapPort)
    {
        this.process = process;
        this.folder = folder;
        ImapPort = imapPort;
    }

    public int ImapPort { get; }

    public static async Task<DavMail> StartAsync(ExchangeInfo exchange)
    {
        var folder = Directory.CreateTempSubdirectory("KerioMigration-davmail-");
        var port = FreePort();
        var settings = Path.Combine(folder.FullName, "davmail.properties");
        await File.WriteAllTextAsync(settings, $"""
            davmail.server=true
            davmail.mode=EWS
            davmail.url={exchange.Url}
            davmail.imapPort={port}
            davmail.popPort=
            davmail.smtpPort=
            davmail.ldapPort=
            davmail.caldavPort=
            davmail.bindAddress=127.0.0.1
            davmail.allowRemote=false
            davmail.disableUpdateCheck=true
            davmail.keepDelay=0
            davmail.sentKeepDelay=0
            davmail.server.certificate.hash={exchange.Fingerprint}
            davmail.logFilePath={folder.FullName}/davmail.log
            log4j.rootLogger=WARN
            log4j.logger.davmail=INFO

            """);
        var start = new ProcessStartInfo("davmail", settings) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["JAVA_TOOL_OPTIONS"] = $"-Djava.awt.headless=true -Duser.home={folder.FullName}";
        var process = Process.Start(start) ?? throw new InvalidOperationException("DavMail did not start.");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("listening on", StringComparison.OrdinalIgnoreCase))
            {
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return new DavMail(process, folder, port);
            }
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

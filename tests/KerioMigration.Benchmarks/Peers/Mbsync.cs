using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using KerioMigration.Benchmarks.Processes;
using KerioMigration.Benchmarks.Pumps;

namespace KerioMigration.Benchmarks.Peers;

/// <summary>mbsync from one IMAP server to another.</summary>
internal static class Mbsync
{
    public static async Task CopyAsync(int davmailPort, string mailbox, string mailboxPassword, KerioInfo kerio)
    {
        var folder = Directory.CreateTempSubdirectory("KerioMigration-mbsync-");
        try
        {
            var certificate = Path.Combine(folder.FullName, "certificate.pem");
            await File.WriteAllTextAsync(certificate, kerio.CertificatePem);
            var configuration = Path.Combine(folder.FullName, "mbsyncrc");
            await File.WriteAllTextAsync(configuration, $"""
                IMAPStore davmail
                Host 127.0.0.1
                Port {davmailPort}
                User {mailbox}
                Pass {mailboxPassword}
                SSLType None
                AuthMechs LOGIN
                Timeout 120

                IMAPStore kerio
                Host localhost
                Port {kerio.ImapPort}
                User {mailbox}
                Pass {Account.Password}
                SSLType STARTTLS
                SystemCertificates no
                CertificateFile {certificate}
                Timeout 120

                Channel all
                # Folders that only the copy has would be an error.
                Far :davmail:
                Near :kerio:
                Patterns * !"Deleted Items" !"Junk E-mail" !"Sent Items"
                Create Near
                Sync Pull
                CopyArrivalDate yes
                SyncState {folder.FullName}/state-

                """);
            await RunAsync(configuration);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(string configuration)
    {
        using var process = Process.Start(new ProcessStartInfo("mbsync", ["-q", "-c", configuration, "all"]) { RedirectStandardError = true })
            ?? throw new InvalidOperationException("mbsync did not start.");
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"mbsync ended with {process.ExitCode}: {errors}");
        }
    }
}

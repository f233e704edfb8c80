using System.Diagnostics;
using System.Threading.Tasks;
using KerioMigration.Benchmarks.Peers;
using KerioMigration.Benchmarks.Processes;

namespace KerioMigration.Benchmarks;

/// <summary>
/// The way that can be gone today without us: DavMail makes IMAP of Exchange, mbsync copies from there to the same Dovecot. One mailbox,
/// the same items, the same machine.
/// </summary>
internal static class Peer
{
    public static async Task RunAsync(Options options)
    {
        var peer = await PeerSecondsAsync(options.Items);
        await using var servers = await Servers.StartAsync(options.Items);
        using var ledger = new TemporaryLedger();
        var ours = await MigrateProcess.StartAsync(servers, ledger.Path);
        Output.Write(new
        {
            Benchmark = "peer",
            ours.Items,
            PeerSeconds = Output.Round(peer),
            Seconds = Output.Round(ours.Seconds),
            PeerItemsPerSecond = Output.Round(options.Items / peer),
            ItemsPerSecond = Output.Round(ours.ItemsPerSecond),
            TimesPeer = Output.Round(peer / ours.Seconds),
        });
    }

    /// <summary>From the start of mbsync to its end; DavMail is up already.</summary>
    private static async Task<double> PeerSecondsAsync(int items)
    {
        await using var servers = await Servers.StartAsync(items);
        var mailbox = servers.Exchange.Mailboxes[0];
        await using var davmail = await DavMail.StartAsync(servers.Exchange);
        var watch = Stopwatch.StartNew();
        await Mbsync.CopyAsync(davmail.ImapPort, mailbox, servers.Exchange.MailboxPassword, servers.Kerio);
        return watch.Elapsed.TotalSeconds;
    }
}

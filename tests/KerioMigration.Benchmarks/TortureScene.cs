using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using KerioMigration.Benchmarks.Processes;
using KerioMigration.Benchmarks.Pumps;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Benchmarks;

/// <summary>Two servers as processes of their own, one ledger, and what must be at the destination at the end.</summary>
internal sealed class TortureScene : IAsyncDisposable
{
    private readonly TemporaryLedger ledger = new();
    private readonly Organization organization;
    private readonly TortureSetup setup;
    private readonly ExchangeInfo exchangeInfo;
    private readonly TortureKerio kerio;
    private ChildProcess exchange;

    private TortureScene(TortureSetup setup, ChildProcess exchange, ExchangeInfo exchangeInfo, TortureKerio kerio)
    {
        this.setup = setup;
        this.exchange = exchange;
        this.exchangeInfo = exchangeInfo;
        this.kerio = kerio;

        // The same in every process: nobody has to be asked what there was.
        organization = Seed.Kemt(setup.Items / ServerProcess.KemtItems, setup.Mailboxes);
    }

    /// <summary>Its process can be killed.</summary>
    public bool IsFrontMortal => setup.Dovecot;

    public IReadOnlyList<string> Mailboxes => exchangeInfo.Mailboxes;

    public static async Task<TortureScene> StartAsync(TortureSetup setup)
    {
        var exchange = StartExchange(setup, port: 0);
        var kerio = await TortureKerio.StartAsync(setup);
        return new TortureScene(setup, exchange, await exchange.ReadAsync<ExchangeInfo>(), kerio);
    }

    /// <summary>A migration of these mailboxes.</summary>
    public ChildProcess Start(IEnumerable<string> mailboxes) => ChildProcess.Start(
        "migrate-on",
        "--url", exchangeInfo.Url,
        "--user", exchangeInfo.User,
        "--password", exchangeInfo.Password,
        "--mailboxes", string.Join(',', mailboxes),
        "--admin", Text(kerio.Info.AdminPort),
        "--administrator", kerio.Info.Administrator,
        "--administratorPassword", kerio.Info.Password,
        "--master", kerio.Info.MasterPassword,
        "--ledger", ledger.Path);

    /// <summary>Kills, and starts again with everything that a disk would have kept.</summary>
    public async Task KillServersAsync(TortureVictim victim)
    {
        var destination = kerio.KillAsync(victim);
        if (victim.HasFlag(TortureVictim.Exchange))
        {
            await exchange.KillAsync();
            await exchange.DisposeAsync();
            exchange = StartExchange(setup, new Uri(exchangeInfo.Url).Port);
            await exchange.ReadAsync<ExchangeInfo>();
        }

        await destination;
    }

    /// <summary>Compares both ends and adds what it finds.</summary>
    public async Task<TortureResult> CountAsync(IEnumerable<string> mailboxes, TortureResult result)
    {
        foreach (var mailbox in mailboxes)
        {
            var sent = organization.Find(mailbox)!.Mailbox.Folders.SelectMany(f => f.Items).ToList();
            await using var pump = await ImapReadPump.OpenAsync(kerio.Info.ImapsPort, kerio.Info.MasterPassword, mailbox);
            var found = await pump.ReadAllAsync();
            var contents = sent.Select(i => HashOf(i)).ToHashSet(StringComparer.Ordinal);
            var prints = sent.Select(PrintOf).ToHashSet(StringComparer.Ordinal);
            result = result with
            {
                Mailboxes = result.Mailboxes + 1,
                Items = result.Items + sent.Count,
                Lost = result.Lost + contents.Except(found.Select(m => m.Sha256), StringComparer.Ordinal).Count(),
                Duplicated = result.Duplicated + found.GroupBy(m => m.Sha256, StringComparer.Ordinal).Sum(g => g.Count() - 1),
                Altered = result.Altered + found.Count(m => !prints.Contains(PrintOf(m))),
            };
        }

        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await exchange.DisposeAsync();
        await kerio.DisposeAsync();
        ledger.Dispose();
    }

    private static ChildProcess StartExchange(TortureSetup setup, int port) => ChildProcess.Start(
        "exchange", "--items", Text(setup.Items), "--mailboxes", Text(setup.Mailboxes), "--latency", Text(setup.Latency), "--port", Text(port));

    private static string HashOf(SeededItem item) => Convert.ToHexString(SHA256.HashData(item.Mime.Span));

    private static string PrintOf(SeededItem item)
    {
        var flags = new[]
        {
            item.LastVerb == 102 ? "\\Answered" : null,
            item.FlagStatus == 2 ? "\\Flagged" : null,
            item.IsRead ? "\\Seen" : null,
        };
        return $"{HashOf(item)} {string.Join(' ', flags.OfType<string>())} {item.Received.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)}";
    }

    private static string PrintOf(FoundMessage message)
    {
        var date = DateTimeOffset.ParseExact(message.Date.Trim(), ["d-MMM-yyyy HH:mm:ss zzz", "dd-MMM-yyyy HH:mm:ss zzz"], CultureInfo.InvariantCulture);
        return $"{message.Sha256} {message.Flags} {date.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)}";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

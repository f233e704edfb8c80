using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Benchmarks.Pumps;

namespace KerioMigration.Benchmarks.Processes;

/// <summary>A simulated Exchange, and a Dovecot behind the Kerio front, each in its process.</summary>
internal sealed class Servers : IAsyncDisposable
{
    private const int WarmUpItems = 5_000;

    private readonly ChildProcess exchange;
    private readonly ChildProcess kerio;

    private Servers(ChildProcess exchange, ExchangeInfo exchangeInfo, ChildProcess kerio, KerioInfo kerioInfo)
    {
        this.exchange = exchange;
        this.kerio = kerio;
        Exchange = exchangeInfo;
        Kerio = kerioInfo;
    }

    public ExchangeInfo Exchange { get; }

    public KerioInfo Kerio { get; }

    public static async Task<Servers> StartAsync(
        int items, int mailboxes = 1, int latency = 0, bool multiAppend = true, bool literalPlus = true, bool huge = false)
    {
        var delay = latency.ToString(CultureInfo.InvariantCulture);
        var exchange = ChildProcess.Start(
            "exchange",
            "--items", items.ToString(CultureInfo.InvariantCulture),
            "--mailboxes", mailboxes.ToString(CultureInfo.InvariantCulture),
            "--latency", delay,
            "--huge", huge.ToString());
        var kerio = ChildProcess.Start(
            "kerio", "--latency", delay, "--multiAppend", multiAppend.ToString(), "--literalPlus", literalPlus.ToString());
        var servers = new Servers(exchange, await exchange.ReadAsync<ExchangeInfo>(), kerio, await kerio.ReadAsync<KerioInfo>());

        // Accounts are there before, as with the old tool and with every peer: a new one cannot be opened for some seconds.
        await Account.CreateAsync(servers.Kerio, [.. servers.Exchange.Mailboxes, WarmUpAccount(servers.Exchange)]);
        if (latency == 0)
        {
            // Where every step waits for the wire, compilation costs nothing.
            await servers.WarmUpAsync();
        }

        return servers;
    }

    public async ValueTask DisposeAsync()
    {
        await exchange.DisposeAsync();
        await kerio.DisposeAsync();
    }

    /// <summary>
    /// Real servers have been up for weeks; these were started a second ago, and would compile themselves on the migration's clock. Nothing
    /// of what is measured is touched: the same items are read, and others are appended to an account of their own.
    /// </summary>
    private async Task WarmUpAsync()
    {
        using var reader = new ReadPump(Exchange.Url, Exchange.User, Exchange.Password, Exchange.Mailboxes[0]);
        await using var writer = await AppendPump.OpenAsync(Kerio.ImapsPort, Kerio.MasterPassword, WarmUpAccount(Exchange));
        var items = (await reader.ListAsync()).Take(WarmUpItems).ToList();
        await Task.WhenAll(
            reader.ReadAllAsync([.. items.Select(i => i.Id)]),
            writer.AppendAllAsync([.. items.Select(i => i.Size)]));
    }

    private static string WarmUpAccount(ExchangeInfo exchange) => "warm-up@" + exchange.Mailboxes[0].Split('@')[1];
}

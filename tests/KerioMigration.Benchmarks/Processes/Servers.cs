using System;
using System.Globalization;
using System.Threading.Tasks;
using KerioMigration.Benchmarks.Pumps;

namespace KerioMigration.Benchmarks.Processes;

/// <summary>A simulated Exchange, and a Dovecot behind the Kerio front, each in its process.</summary>
internal sealed class Servers : IAsyncDisposable
{
    private const int WarmUpSeconds = 12;
    private const int GroupwareWarmUpSeconds = 6;
    private const string WarmUpLogin = "warm-up";

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
        var servers = await StartAsync(exchange, kerio);
        if (latency == 0)
        {
            // Where every step waits for the wire, compilation costs nothing.
            await servers.WarmUpAsync(WarmUpSeconds);
        }

        return servers;
    }

    /// <summary>So many events and so many contacts, and a Kerio that keeps what it gets in memory: no Dovecot holds either.</summary>
    public static async Task<Servers> StartGroupwareAsync(int items)
    {
        var exchange = ChildProcess.Start("exchange", "--groupware", items.ToString(CultureInfo.InvariantCulture));
        var servers = await StartAsync(exchange, ChildProcess.Start("kerio", "--dovecot", bool.FalseString));
        await servers.WarmUpAsync(GroupwareWarmUpSeconds);
        return servers;
    }

    public async ValueTask DisposeAsync()
    {
        await exchange.DisposeAsync();
        await kerio.DisposeAsync();
    }

    private static async Task<Servers> StartAsync(ChildProcess exchange, ChildProcess kerio)
    {
        var servers = new Servers(exchange, await exchange.ReadAsync<ExchangeInfo>(), kerio, await kerio.ReadAsync<KerioInfo>());

        // Accounts are there before, as with the old tool and with every peer: a new one cannot be opened for some seconds.
        await Account.CreateAsync(servers.Kerio, [.. servers.Exchange.Mailboxes, $"{WarmUpLogin}@{servers.Exchange.Mailboxes[0].Split('@')[1]}"]);
        return servers;
    }

    /// <summary>
    /// Real servers have been up for weeks; these were started a second ago, and would compile themselves on the clock of whatever is
    /// measured. A part of the same mailbox goes to an account of its own, by the engine and with all that it asks of both servers; nothing
    /// of it is in the way of what is measured.
    /// </summary>
    private Task WarmUpAsync(int seconds) => EngineProcess.WarmUpAsync(this, WarmUpLogin, seconds);
}

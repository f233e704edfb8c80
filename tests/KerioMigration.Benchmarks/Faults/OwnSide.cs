using System;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Tests.Support;

namespace KerioMigration.Benchmarks.Faults;

/// <summary>What a migration stands on besides the two servers: a clock, a disk, a token. Each can fail at a moment.</summary>
internal sealed class OwnSide
{
    // Three minutes of silence are a dead connection; here two or three seconds are.
    private const int TimesAsFast = 90;

    private readonly JumpingTime clock = new(new HurriedTime(TimesAsFast));
    private volatile string token = Tokens[0];
    private int tokenRequests;

    /// <summary>Tokens that Exchange knows; the first one expires.</summary>
    public static string[] Tokens { get; } = ["t1", "t2"];

    public TimeProvider Time => clock;

    /// <summary>Of Exchange, which refuses the first token when a day has passed.</summary>
    public JumpingTime ExchangeTime { get; } = new(TimeProvider.System);

    /// <summary>The ledger of the run that goes on.</summary>
    public SqliteLedger? Ledger { get; set; }

    public int TokenRequests => Volatile.Read(ref tokenRequests);

    public Task<string> AskTokenAsync()
    {
        Interlocked.Increment(ref tokenRequests);
        return Task.FromResult(token);
    }

    public void Strike(Mishap mishap)
    {
        switch (mishap)
        {
            case Mishap.TokenExpired or Mishap.TokenNotRenewed:
                token = Tokens[mishap == Mishap.TokenExpired ? 1 : 0];
                ExchangeTime.Jump = TimeSpan.FromDays(2);
                break;
            case Mishap.LedgerFull:
#pragma warning disable VSTHRD002 // The server's call waits, and the ledger's writer has a thread of its own.
                FullDisk.FillAsync(Ledger!).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
                break;
            case Mishap.ClockForward or Mishap.ClockBack:
                clock.Jump = TimeSpan.FromHours(mishap == Mishap.ClockForward ? 6 : -6);
                break;
        }
    }

    /// <summary>The clock is right again, and who asks gets a good token; a disk has room for the next run that opens the ledger.</summary>
    public void Repair()
    {
        token = Tokens[1];
        clock.Jump = TimeSpan.Zero;
    }
}

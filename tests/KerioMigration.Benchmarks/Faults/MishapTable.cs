using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;
using KerioMigration.Simulation.Faults;

namespace KerioMigration.Benchmarks.Faults;

/// <summary>What happens to the migration itself, times moments: a server names the moment and answers as usual.</summary>
internal static class MishapTable
{
    private static readonly string[] Reading = ["GetFolder", "FindFolder", "SyncFolderItems", "GetItem"];
    private static readonly string[] Writing = ["Users.create", "X-SETUSER", "CREATE", "APPEND", "Stored"];

    public static IEnumerable<FaultCase> Cases =>
    [
        .. Reading.SelectMany(Tokens),
        .. Reading.Skip(2).SelectMany(Tokens).Select(Later),
        .. Moments().SelectMany(Clocks),
        .. LaterMoments().SelectMany(Clocks).Select(Later),
        .. Moments().Select(Full),
        .. LaterMoments().Where(m => m.Moment != "X-SETUSER").Select(Full).Select(Later),
    ];

    private static IEnumerable<(FaultSide Side, string Moment)> Moments() =>
        Reading.Select(m => (FaultSide.Exchange, m)).Concat(Writing.Select(m => (FaultSide.Kerio, m)));

    /// <summary>A second run makes no account and no folder.</summary>
    private static IEnumerable<(FaultSide Side, string Moment)> LaterMoments() =>
        Moments().Where(m => m.Moment is "SyncFolderItems" or "GetItem" or "X-SETUSER" or "APPEND" or "Stored");

    private static IEnumerable<FaultCase> Tokens(string moment) =>
    [
        Row((FaultSide.Exchange, moment), "token expired", Mishap.TokenExpired, FaultOutcome.Done),
        Row((FaultSide.Exchange, moment), "token expired and not renewed", Mishap.TokenNotRenewed, new FaultOutcome(FaultEffect.Run, Reason.SignInFailed)),
    ];

    private static IEnumerable<FaultCase> Clocks((FaultSide Side, string Moment) when) =>
    [
        Row(when, "clock set six hours forward", Mishap.ClockForward, FaultOutcome.Done),
        Row(when, "clock set six hours back", Mishap.ClockBack, FaultOutcome.Done),
    ];

    private static FaultCase Full((FaultSide Side, string Moment) when) =>
        Row(when, "ledger's disk full", Mishap.LedgerFull, new FaultOutcome(FaultEffect.Run, Reason.LedgerFull));

    private static FaultCase Row((FaultSide Side, string Moment) when, string name, Mishap mishap, FaultOutcome expected) =>
        new(name, when.Side, new Fault { On = when.Moment, Action = FaultAction.Latency }, expected) { Mishap = mishap };

    private static FaultCase Later(FaultCase row) => row with { InSecondRun = true };
}

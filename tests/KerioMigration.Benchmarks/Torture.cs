using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Benchmarks.Processes;

namespace KerioMigration.Benchmarks;

/// <summary>
/// Migrations whose process is killed (SIGKILL) at random moments and started again until everything is through; now and then a server
/// dies instead, and once in a while both ends do. Two mailboxes of the old tool's shape at a time, one ledger for all of them.
/// </summary>
/// <remarks>
/// Moments are drawn from a seed, so that a run can be repeated as nearly as the machine allows. What counts is the content that lies at the
/// destination at the end, read by code that is not the engine's.
/// </remarks>
internal static class Torture
{
    private const int MailboxesAtOnce = 2;

    /// <summary>Most processes die while they work; some come further than that.</summary>
    private const int UsualLife = 900;
    private const int LongLife = 4_000;

    /// <summary>A migration that fails this often without being killed will never end.</summary>
    private const int MostFailures = 40;

    public static async Task RunAsync(Options options) => Output.Write(await RunAsync(new TortureSetup
    {
        Kills = options.Number("kills", 25),
        Seed = options.Number("seed", 1),
        Dovecot = options.Flag("dovecot", false),
        Extensions = options.Flag("extensions", true),
        Items = options.Number("items", 800),
        Latency = options.Number("latency", 40),
    }));

    public static async Task<TortureResult> RunAsync(TortureSetup setup)
    {
        var watch = Stopwatch.StartNew();
        var random = new Random(setup.Seed);
        await using var scene = await TortureScene.StartAsync(setup);
        var result = new TortureResult { Benchmark = "torture", Seed = setup.Seed, Backend = setup.Dovecot ? "dovecot" : "simulation" };
        foreach (var mailboxes in scene.Mailboxes.Chunk(MailboxesAtOnce))
        {
            result = await CarryAsync(scene, mailboxes, setup, random, result);
            result = await scene.CountAsync(mailboxes, result);
            if (result.Kills >= setup.Kills)
            {
                break;
            }
        }

        return result with { Seconds = Output.Round(watch.Elapsed.TotalSeconds) };
    }

    /// <summary>Until a process says that both mailboxes are complete.</summary>
    private static async Task<TortureResult> CarryAsync(
        TortureScene scene, IReadOnlyCollection<string> mailboxes, TortureSetup setup, Random random, TortureResult result)
    {
        for (var failures = 0; failures < MostFailures;)
        {
            await using var child = scene.Start(mailboxes);
            await child.ReadAsync<bool>();
            var (victim, moment) = Draw(random, setup);
            if (result.Kills < setup.Kills)
            {
                await Task.WhenAny(child.Ended, Task.Delay(moment));
                result = await KillAsync(scene, child, victim, result);
            }

            var end = await child.TryReadAsync<TortureEnd>();
            if (end is { Completed: true })
            {
                return result;
            }

            failures += end is null ? 0 : 1;
            result = result with { Resumes = result.Resumes + 1 };
            await Console.Error.WriteLineAsync($"{result.Kills} kills, {end?.Reason ?? "killed"}");
        }

        throw new InvalidOperationException($"{string.Join(" and ", mailboxes)} cannot be completed.");
    }

    private static (TortureVictim Victim, TimeSpan Moment) Draw(Random random, TortureSetup setup)
    {
        var victim = random.Next(24) switch
        {
            0 => TortureVictim.Exchange,
            1 => TortureVictim.Front,
            2 => TortureVictim.Exchange | TortureVictim.Front,
            3 when setup.Dovecot => TortureVictim.Dovecot,
            4 when setup.Dovecot => TortureVictim.Exchange | TortureVictim.Dovecot,
            5 when setup.Dovecot => TortureVictim.Exchange | TortureVictim.Dovecot | TortureVictim.Front,
            _ => TortureVictim.Migration,
        };
        return (victim, TimeSpan.FromMilliseconds(random.Next(random.Next(10) == 0 ? LongLife : UsualLife)));
    }

    private static async Task<TortureResult> KillAsync(TortureScene scene, ChildProcess child, TortureVictim victim, TortureResult result)
    {
        if (child.Ended.IsCompleted)
        {
            return result;
        }

        if (victim == TortureVictim.Migration)
        {
            await child.KillAsync();
            return result with { Kills = result.Kills + 1 };
        }

        // The migration lives on, and may get over it or not.
        await scene.KillServersAsync(victim);
        var isFront = victim.HasFlag(TortureVictim.Front);
        return result with
        {
            Kills = result.Kills + 1,
            ServerKills = result.ServerKills + 1,
            ExchangeKills = result.ExchangeKills + (victim.HasFlag(TortureVictim.Exchange) ? 1 : 0),
            DovecotKills = result.DovecotKills + (victim.HasFlag(TortureVictim.Dovecot) ? 1 : 0),
            FrontKills = result.FrontKills + (isFront && scene.IsFrontMortal ? 1 : 0),
            FrontCuts = result.FrontCuts + (isFront && !scene.IsFrontMortal ? 1 : 0),
        };
    }
}

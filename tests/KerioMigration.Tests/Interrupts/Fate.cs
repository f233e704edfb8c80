using System;
using System.Collections.Generic;
using System.Threading;

namespace KerioMigration.Tests.Interrupts;

/// <summary>Decides when processes end; counts over all of them. Any thread.</summary>
/// <param name="strikes">Given how many moments of the kind there were: is this the one?</param>
internal sealed class Fate(StopKind kind, Func<int, bool> strikes)
{
    private int moments;

    /// <summary>Where processes ended, for messages.</summary>
    public List<string> Moments { get; } = [];

    public static Fate At(StopKind kind, int moment) => new(kind, m => m == moment);

    public static Fate Never() => new(StopKind.BeforeStep, _ => false);

    /// <summary>Random, but the same for the same seed. Processes live longer and longer, so that one comes to the end at last.</summary>
    public static Fate AgainAndAgain(StopKind kind, int seed)
    {
        var random = new Random(seed);
        var deaths = 0;
        var next = random.Next(1, 20);
        return new Fate(kind, moment =>
        {
            if (moment < next)
            {
                return false;
            }

            next = moment + random.Next(1, 20 + (4 * ++deaths));
            return true;
        });
    }

    public override string ToString() => $"{kind} {string.Join(", ", Moments)}";

    public bool Strikes(StopKind moment, string what)
    {
        if (moment != kind)
        {
            return false;
        }

        // One at a time: the random one has a state.
        lock (strikes)
        {
            if (!strikes(Interlocked.Increment(ref moments)))
            {
                return false;
            }

            Moments.Add($"{moments} {what}");
            return true;
        }
    }
}

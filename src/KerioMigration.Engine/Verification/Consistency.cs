using System;
using System.Linq;

namespace KerioMigration.Engine.Verification;

/// <summary>The published thresholds of <see cref="ConsistencyGrade"/>. Help and README quote them.</summary>
public static class Consistency
{
    /// <summary>As many serious differences are still a few, in a mailbox of any size.</summary>
    public const long FewItems = 10;

    /// <summary>And as many as one in this number of items.</summary>
    public const long FewInItems = 1000;

    private static readonly Difference[] Serious =
    [
        Difference.MissingAtDestination, Difference.AlteredAtDestination, Difference.StubAtDestination, Difference.DuplicateAtDestination,
        Difference.NotMigrated, Difference.ChangedAtSource,
    ];

    /// <summary>The destination lacks something that the source has, or has it twice.</summary>
    public static bool IsSerious(Difference difference) => Serious.Contains(difference);

    /// <param name="isComplete">Everything could be compared.</param>
    internal static ConsistencyGrade Grade(VerificationCounts counts, bool isComplete)
    {
        var serious = Serious.Sum(counts.Of);
        return !isComplete || serious > Math.Max(FewItems, counts.Found / FewInItems) ? ConsistencyGrade.Poor
            : serious > 0 ? ConsistencyGrade.Investigate
            : counts.Differences > 0 ? ConsistencyGrade.Good
            : ConsistencyGrade.Perfect;
    }
}

using System;
using System.Linq;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Verification;
using Xunit;

namespace KerioMigration.Tests.Verification;

/// <summary>The published thresholds.</summary>
public sealed class ConsistencyTests
{
    public static TheoryData<Difference> Serious => new(Enum.GetValues<Difference>().Where(Consistency.IsSerious));

    public static TheoryData<Difference> Harmless => new(Enum.GetValues<Difference>().Where(d => !Consistency.IsSerious(d)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(50_000, 0)]
    public void Without_a_difference_it_is_perfect(long found, long differences) =>
        Assert.Equal(ConsistencyGrade.Perfect, Grade(found, Difference.MissingAtDestination, differences));

    [Theory]
    [MemberData(nameof(Harmless))]
    public void What_people_did_since_is_good_in_any_number(Difference difference) =>
        Assert.Equal(ConsistencyGrade.Good, Grade(100, difference, 100));

    [Theory]
    [MemberData(nameof(Serious))]
    public void A_few_serious_differences_are_to_be_investigated_and_more_are_poor(Difference difference)
    {
        Assert.Equal(ConsistencyGrade.Investigate, Grade(5, difference, 1));
        Assert.Equal(ConsistencyGrade.Investigate, Grade(5, difference, 10));
        Assert.Equal(ConsistencyGrade.Poor, Grade(5, difference, 11));
        Assert.Equal(ConsistencyGrade.Investigate, Grade(50_000, difference, 50));
        Assert.Equal(ConsistencyGrade.Poor, Grade(50_000, difference, 51));
    }

    [Fact]
    public void What_could_not_be_compared_is_poor() => Assert.Equal(ConsistencyGrade.Poor, Consistency.Grade(new VerificationCounts(), isComplete: false));

    private static ConsistencyGrade Grade(long found, Difference difference, long differences)
    {
        var counts = new VerificationCounts();
        counts.AddFound(new ItemTotals { Found = found, Migrated = found });
        counts.Add(difference, differences);
        return Consistency.Grade(counts, isComplete: true);
    }
}

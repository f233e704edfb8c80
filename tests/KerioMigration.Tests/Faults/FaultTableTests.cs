extern alias benchmarks;

using System.Linq;
using System.Threading.Tasks;
using benchmarks::KerioMigration.Benchmarks.Faults;
using Xunit;

namespace KerioMigration.Tests.Faults;

/// <summary>Each row of the table of faults and moments, against both simulated servers.</summary>
public sealed class FaultTableTests
{
    public static TheoryData<string> Rows => [.. FaultTable.Cases.Select(c => c.ToString())];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Comes_out_as_the_table_says(string row) =>
        Assert.Equal("", await FaultTrial.PlayAsync(FaultTable.Cases.Single(c => c.ToString() == row)) ?? "");
}

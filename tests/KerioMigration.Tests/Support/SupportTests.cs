using System.IO;
using Xunit;

namespace KerioMigration.Tests.Support;

public sealed class SupportTests
{
    [Fact]
    public void The_repository_root_holds_the_solution() =>
        Assert.True(File.Exists(Path.Combine(TestPaths.RepositoryRoot, "KerioMigration.slnx")));

    [Fact]
    public void A_program_that_nobody_has_is_not_found() => Assert.Null(TestPaths.FindProgram("no-such-program-anywhere"));
}

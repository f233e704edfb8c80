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

    [Fact]
    public void A_test_is_skipped_where_Python_has_not_its_module_but_never_in_CI() => Assert.Equal(
        TestPaths.IsContinuousIntegration, new DebianFactAttribute { PythonModule = "no_such_module_anywhere" }.Skip is null);
}

using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace KerioMigration.Tests.House;

public sealed partial class NamingTests
{
    private static readonly SourceFile[] Files = [.. SourceFile.Below("src"), .. SourceFile.Below("tests")];

    [Fact]
    public void The_folder_is_the_namespace() => Assert.Empty(
        Files.Where(f => f.Namespace is { } name && name != string.Join('.', f.Folder.Split('/').Skip(1))).Select(f => $"{f}: {f.Namespace}"));

    [Fact]
    public void No_name_says_nothing() => Assert.DoesNotContain(Files, f => Empty().IsMatch(f.Name));

    [GeneratedRegex("(Helpers?|Managers?|Utils?|Utility|Utilities|Common|Info|Misc)$", RegexOptions.CultureInvariant)]
    private static partial Regex Empty();
}

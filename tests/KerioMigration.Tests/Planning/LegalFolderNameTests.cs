using System.Linq;
using System.Text;
using KerioMigration.Engine.Planning;
using Xunit;

namespace KerioMigration.Tests.Planning;

public sealed class LegalFolderNameTests
{
    [Theory]
    [InlineData("Projekte", "Projekte")]
    [InlineData("Q1/Q2", "Q1／Q2")]
    [InlineData("100%*", "100％＊")]
    [InlineData("a\\b", "a＼b")]
    [InlineData("tab\there", "tab␉here")]
    [InlineData("trailing ", "trailing\u00a0")]
    [InlineData("  leading", "\u00a0\u00a0leading")]
    [InlineData("#public", "＃public")]
    [InlineData("~anna", "～anna")]
    [InlineData("..", "．．")]
    [InlineData("", "_")]
    [InlineData("Ablage 🗂", "Ablage 🗂")]
    public void Substitutes_what_a_server_cannot_take(string name, string legal) => Assert.Equal(legal, LegalFolderName.From(name));

    // Not a case above: attributes are stored as UTF-8 and cannot hold half a character.
    [Fact]
    public void Replaces_half_a_character() => Assert.Equal("half \ufffd!", LegalFolderName.From("half \ud83d!"));

    [Fact]
    public void Cuts_a_long_name_without_cutting_a_character()
    {
        var legal = LegalFolderName.From(string.Concat(Enumerable.Repeat("🗂", 255)));

        Assert.InRange(Encoding.UTF8.GetByteCount(legal), 100, 200);
        Assert.DoesNotContain('\ufffd', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(legal)));
    }

    [Fact]
    public void Keeps_a_suffix_within_the_limit()
    {
        var legal = LegalFolderName.From(new string('x', 255));
        var numbered = LegalFolderName.WithSuffix(legal, 12);

        Assert.EndsWith("xx (12)", numbered, System.StringComparison.Ordinal);
        Assert.Equal(legal.Length, numbered.Length);
    }

    [Theory]
    [InlineData("Archiv", "ARCHIV")]
    [InlineData("Ablage\u0308", "Ablag\u0065\u0308")]
    [InlineData("Bu\u0308ro", "B\u00fcro")]
    public void Sees_rivals_beyond_case_and_composition(string one, string other) =>
        Assert.Equal(LegalFolderName.CollisionKey(one), LegalFolderName.CollisionKey(other));
}

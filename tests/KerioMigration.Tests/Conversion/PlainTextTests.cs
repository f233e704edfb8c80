using KerioMigration.Engine.Conversion;
using Xunit;

namespace KerioMigration.Tests.Conversion;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("Back on Monday.\r\nCall Bob: 1 < 2.\r\n\r\n", "Back on Monday.\nCall Bob: 1 < 2.")]
    [InlineData("<html><head><title>x</title><style>p { color: red }</style></head>\r\n<body>Bin im Urlaub &amp; nicht da</body></html>", "Bin im Urlaub & nicht da")]
    [InlineData("<div>One</div><div><br></div><div>Two<br>Three</div>", "One\n\nTwo\nThree")]
    [InlineData("<p class=MsoNormal>First\r\n   line<o:p></o:p></p>\r\n<p class=MsoNormal>&nbsp;</p><p>Gr&uuml;&szlig;e &#128512;</p>", "First line\n\nGrüße 😀")]
    [InlineData("<ul><li>a</li><li><b>b</b>c</li></ul>", "- a\n- bc")]
    [InlineData("<p>See <a href=\"https://example.org/x\">our page</a>, <a href=\"https://example.org/\">https://example.org</a> or <a href=\"mailto:b@example.org\">Bob</a></p>", "See our page <https://example.org/x>, https://example.org or Bob")]
    [InlineData("<table><tr><td>Mon</td><td>9-12</td></tr><tr><td>Tue</td><td>9-15</td></tr></table>", "Mon 9-12\nTue 9-15")]
    [InlineData("<html><body><script>if (a < b) { alert(1) }</script></body></html>", "")]
    [InlineData("<p>not closed & never < mind", "not closed & never < mind")]
    [InlineData("", "")]
    public void It_is_what_somebody_reads(string html, string text) => Assert.Equal(text, PlainText.Of(html));
}

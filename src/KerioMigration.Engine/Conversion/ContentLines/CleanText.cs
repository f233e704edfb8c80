using System.Text;

namespace KerioMigration.Engine.Conversion.ContentLines;

/// <summary>
/// Text without what neither format may hold: control characters (Exchange stores and sends them) and halves of surrogate pairs, which
/// have no UTF-8 form. The former go, the latter become U+FFFD.
/// </summary>
internal static class CleanText
{
    /// <summary>Every line break is one line feed.</summary>
    public static string OfLines(string text) => Clean(text, keepsLines: true);

    /// <summary>Line breaks go, too.</summary>
    public static string OfOneLine(string text) => Clean(text, keepsLines: false);

    private static string Clean(string text, bool keepsLines)
    {
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (character is '\r' or '\n')
            {
                at += character == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 1 : 0;
                clean.Append(keepsLines ? "\n" : "");
            }
            else if (char.IsSurrogate(character))
            {
                at += AppendSurrogate(clean, text, at);
            }
            else if (character == '\t' || !char.IsControl(character))
            {
                clean.Append(character);
            }
        }

        return clean.ToString();
    }

    private static int AppendSurrogate(StringBuilder clean, string text, int at)
    {
        if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]))
        {
            clean.Append(text, at, 2);
            return 1;
        }

        clean.Append('\uFFFD');
        return 0;
    }
}

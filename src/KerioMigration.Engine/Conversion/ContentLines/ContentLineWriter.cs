using System.Collections.Generic;
using System.Text;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Conversion.ContentLines;

/// <summary>
/// Writes the content lines that iCalendar 2.0 (RFC 5545 3.1) and vCard 3.0 (RFC 2425 5.8, RFC 2426) share: folded at 75 octets of UTF-8
/// and never inside a character, CRLF behind each, free of control characters whatever the values hold.
/// </summary>
public sealed class ContentLineWriter
{
    private const int MaximumOctets = 75;

    private readonly StringBuilder written = new();
    private readonly List<EmbeddedFile> files = [];

    /// <summary>In their order.</summary>
    public IReadOnlyList<EmbeddedFile> Files => files;

    public void Begin(string component) => Line("BEGIN", component);

    public void End(string component) => Line("END", component);

    /// <summary>One line whose value is in the form of its type already; only what would break the line is removed.</summary>
    /// <param name="parameters">
    /// Their values are quoted where they need it; a comma is data, never a list. What a parameter cannot hold, a quotation mark and a line
    /// break, becomes an apostrophe and a blank: RFC 6868 could carry them, but servers of that age do not know it.
    /// </param>
    public void Line(string name, string value, params (string Name, string Value)[] parameters)
    {
        var line = new StringBuilder(name);
        foreach (var (parameter, content) in parameters)
        {
            line.Append(';').Append(parameter).Append('=').Append(Quote(content));
        }

        Fold(line.Append(':').Append(CleanText.OfOneLine(value)).ToString());
    }

    /// <summary>One line whose value is TEXT (RFC 5545 3.3.11). Null writes nothing.</summary>
    public void Text(string name, string? value, params (string Name, string Value)[] parameters)
    {
        if (value is not null)
        {
            Line(name, Escape(value), parameters);
        }
    }

    /// <summary>
    /// ATTACH with the file's bytes (RFC 5545 3.8.1.1). Its name stands in the parameter of RFC 8607 4.2 and in those that clients had before
    /// there was one: Thunderbird's and Apple's.
    /// </summary>
    public void File(AttachedFile file)
    {
        var start = written.Length;
        Line(
            "ATTACH",
            "",
            ("FMTTYPE", file.ContentType),
            ("ENCODING", "BASE64"),
            ("VALUE", "BINARY"),
            ("FILENAME", file.Name),
            ("X-FILENAME", file.Name),
            ("X-APPLE-FILENAME", file.Name));
        files.Add(new EmbeddedFile(start, written.Length, file));
    }

    /// <summary>
    /// A TEXT value: backslash, comma and semicolon escaped, each line break as "\n", control characters but the tab removed. A structured
    /// value (N, ADR, CATEGORIES) is made of several, joined by its own separator.
    /// </summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in CleanText.OfLines(text))
        {
            _ = character switch
            {
                '\\' or ',' or ';' => escaped.Append('\\').Append(character),
                '\n' => escaped.Append("\\n"),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }

    public override string ToString() => written.ToString();

    private static string Quote(string value)
    {
        var clean = CleanText.OfLines(value).Replace('\n', ' ').Replace('"', '\'');
        return clean.IndexOfAny([':', ';', ',']) >= 0 ? $"\"{clean}\"" : clean;
    }

    // The blank that starts a continued line counts among its 75 octets.
    private void Fold(string line)
    {
        var octets = 0;
        var start = 0;
        for (var at = 0; at < line.Length;)
        {
            var units = char.IsSurrogatePair(line, at) ? 2 : 1;
            var size = units == 2 ? 4 : SizeOf(line[at]);
            if (octets + size > MaximumOctets)
            {
                written.Append(line, start, at - start).Append("\r\n ");
                (start, octets) = (at, 1);
            }

            octets += size;
            at += units;
        }

        written.Append(line, start, line.Length - start).Append("\r\n");
    }

    private static int SizeOf(char character) => character switch
    {
        < '\u0080' => 1,
        < '\u0800' => 2,
        _ => 3,
    };
}

using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit.Text;

namespace KerioMigration.Engine.Conversion;

/// <summary>The text that somebody reads in HTML: its lines, without their looks. What is no HTML stays as it is.</summary>
internal sealed class PlainText
{
    private static readonly Regex Markup = new(@"<\s*(!doctype|html|head|body|div|p|br|span|font|style|table|ul|ol)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly StringBuilder text = new();
    private readonly StringBuilder line = new();
    private string? link;
    private int linkStart;
    private bool isBlank;

    private PlainText()
    {
    }

    /// <summary>With line feeds; without blank lines and blanks around it.</summary>
    public static string Of(string text) => Tidy(Markup.IsMatch(text) ? new PlainText().Read(text) : text);

    private static string Tidy(string text)
    {
        var lines = text.Replace("\r\n", "\n").Replace('\r', '\n').Split('\n').Select(l => l.TrimEnd()).ToList();
        return string.Join("\n", lines).Trim();
    }

    private string Read(string html)
    {
        using var reader = new StringReader(html);
        var tokenizer = new HtmlTokenizer(reader) { DecodeCharacterReferences = true };
        HtmlTagId? skipped = null;
        while (tokenizer.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken tag when skipped is not null:
                    skipped = tag.IsEndTag && tag.Id == skipped ? null : skipped;
                    break;
                case HtmlTagToken { Id: HtmlTagId.Style or HtmlTagId.Script or HtmlTagId.Title, IsEndTag: false, IsEmptyElement: false } hidden:
                    skipped = hidden.Id;
                    break;
                case HtmlTagToken tag:
                    Open(tag);
                    break;
                case HtmlDataToken data when skipped is null && data.Kind is HtmlTokenKind.Data or HtmlTokenKind.CData:
                    Write(data.Data);
                    break;
            }
        }

        EndLine();
        return text.ToString();
    }

    private void Open(HtmlTagToken tag)
    {
        switch (tag.Id)
        {
            case HtmlTagId.Br when !tag.IsEndTag:
                isBlank = true;
                EndLine();
                break;
            case HtmlTagId.A:
                EndLink();
                link = tag.IsEndTag ? null : tag.Attributes.FirstOrDefault(a => a.Id == HtmlAttributeId.Href)?.Value;
                linkStart = line.Length;
                break;
            case HtmlTagId.LI when !tag.IsEndTag:
                EndLine();
                line.Append("- ");
                break;
            case HtmlTagId.P or HtmlTagId.Div or HtmlTagId.LI or HtmlTagId.UL or HtmlTagId.OL or HtmlTagId.TR or HtmlTagId.Table or HtmlTagId.BlockQuote or HtmlTagId.HR
                or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.H4 or HtmlTagId.H5 or HtmlTagId.H6 or HtmlTagId.Body or HtmlTagId.Pre:
                EndLine();
                break;
            case HtmlTagId.TD or HtmlTagId.TH when tag.IsEndTag:
                line.Append(' ');
                break;
        }
    }

    private void Write(string data)
    {
        foreach (var c in data)
        {
            // A paragraph of a hard blank is how editors write an empty line.
            isBlank |= c == '\u00A0';
            if (c == '\u00A0')
            {
                line.Append(' ');
            }
            else if (c is not (' ' or '\t' or '\r' or '\n'))
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[line.Length - 1] != ' ')
            {
                line.Append(' ');
            }
        }
    }

    /// <summary>Where a link leads stands behind its words, unless they say it.</summary>
    private void EndLink()
    {
        if (link is { } address && address.StartsWith("http", StringComparison.OrdinalIgnoreCase) && line.Length > linkStart
            && line.ToString(linkStart, line.Length - linkStart).Trim() is { Length: > 0 } words && words.TrimEnd('/') != address.TrimEnd('/'))
        {
            line.Append(" <").Append(address).Append('>');
        }

        link = null;
    }

    private void EndLine()
    {
        EndLink();
        if (isBlank || !string.IsNullOrWhiteSpace(line.ToString()))
        {
            text.Append(line.ToString().TrimEnd()).Append('\n');
        }

        line.Clear();
        linkStart = 0;
        isBlank = false;
    }
}

using System;
using System.Net;

namespace KerioMigration.Engine.Conversion.ContentLines;

internal static class HtmlText
{
    /// <summary>The document with a paragraph more, before its body ends.</summary>
    public static string Append(string html, string text)
    {
        var at = html.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase);
        return html.Insert(at < 0 ? html.Length : at, $"<p>{WebUtility.HtmlEncode(text).Replace("\n", "<br>")}</p>");
    }
}

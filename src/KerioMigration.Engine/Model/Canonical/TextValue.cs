using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace KerioMigration.Engine.Model.Canonical;

/// <summary>Values of type TEXT (RFC 5545 3.3.11, RFC 2426 4) and what is made of several.</summary>
internal static class TextValue
{
    /// <summary>
    /// What is meant, whatever was escaped, on one line. Blanks at the end say nothing. Addresses (URL) come here too: some escape them.
    /// </summary>
    public static string Plain(string value) => OnOneLine(Unescaped(value).TrimEnd());

    /// <summary>Fields apart by semicolons, their values by commas; empty ones at the end say nothing.</summary>
    public static string Structured(string value)
    {
        var fields = Cut(value, ';').Select(f => string.Join(",", Cut(f, ',').Select(v => Part(Unescaped(v).Trim()))).TrimEnd(',')).ToList();
        while (fields.Count > 0 && fields[fields.Count - 1].Length == 0)
        {
            fields.RemoveAt(fields.Count - 1);
        }

        return string.Join(";", fields);
    }

    /// <summary>At each separator that is not escaped.</summary>
    public static IEnumerable<string> Cut(string value, char separator)
    {
        var start = 0;
        for (var at = 0; at < value.Length; at++)
        {
            if (value[at] == '\\')
            {
                at++;
            }
            else if (value[at] == separator)
            {
                yield return value.Substring(start, at - start);
                start = at + 1;
            }
        }

        yield return value.Substring(start);
    }

    private static string Unescaped(string value)
    {
        if (value.IndexOf('\\') < 0)
        {
            return value;
        }

        var text = new StringBuilder(value.Length);
        for (var at = 0; at < value.Length; at++)
        {
            var escapes = value[at] == '\\' && at + 1 < value.Length;
            _ = !escapes ? text.Append(value[at]) : value[++at] is 'n' or 'N' ? text.Append('\n') : text.Append(value[at]);
        }

        return text.ToString();
    }

    private static string OnOneLine(string text) => text.Replace("\\", "\\\\").Replace("\n", "\\n");

    private static string Part(string text) => OnOneLine(text).Replace(";", "\\;").Replace(",", "\\,");
}

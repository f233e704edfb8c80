using System;
using System.Linq;
using System.Text;

namespace KerioMigration.Simulation.Kerio.Imap;

/// <summary>Strings as answers write them.</summary>
internal static class ImapText
{
    public static string Quote(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    /// <summary>NIL, a quoted string, or a literal where a quoted string cannot hold it.</summary>
    public static string NString(string? text)
    {
        if (text is null)
        {
            return "NIL";
        }

        return text.All(c => c is >= ' ' and <= '~') ? Quote(text) : $"{{{Encoding.UTF8.GetByteCount(text)}}}\r\n{text}";
    }
}

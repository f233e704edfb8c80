using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>Values as IMAP writes them.</summary>
internal static class ImapText
{
    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private static readonly (MessageFlags Flag, string Name)[] FlagNames =
    [
        (MessageFlags.Seen, "\\Seen"),
        (MessageFlags.Answered, "\\Answered"),
        (MessageFlags.Flagged, "\\Flagged"),
        (MessageFlags.Draft, "\\Draft"),
        (MessageFlags.Forwarded, "$Forwarded"),
        (MessageFlags.MdnSent, "$MDNSent"),
    ];

    /// <summary>
    /// Two-digit day, English month, four-digit zone: the one form that every Kerio version was seen to take (older ones refuse
    /// others that RFC 3501 allows).
    /// </summary>
    public static string Date(DateTimeOffset date) => string.Format(
        CultureInfo.InvariantCulture,
        "\"{0:dd}-{1}-{0:yyyy HH:mm:ss} {2}{3:hhmm}\"",
        date,
        Months.Substring((date.Month - 1) * 3, 3),
        date.Offset < TimeSpan.Zero ? '-' : '+',
        date.Offset);

    /// <summary>The parenthesized list; <c>()</c> for none.</summary>
    public static string Flags(MessageFlags flags)
    {
        var list = new StringBuilder("(");
        foreach (var (flag, name) in FlagNames)
        {
            if ((flags & flag) != 0)
            {
                list.Append(list.Length > 1 ? " " : "").Append(name);
            }
        }

        return list.Append(')').ToString();
    }

    /// <summary>The flag with this name, compared without case (RFC 3501, 2.3.2); none when we do not know it.</summary>
    public static MessageFlags Flag(string name)
    {
        foreach (var (flag, known) in FlagNames)
        {
            if (string.Equals(name, known, StringComparison.OrdinalIgnoreCase))
            {
                return flag;
            }
        }

        return MessageFlags.None;
    }

    /// <summary>A quoted string (RFC 3501, 9). The text is ASCII without line ends.</summary>
    public static string Quote(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

    /// <summary>Whether the text can be quoted: no line end, nothing beyond ASCII, no NUL.</summary>
    public static bool IsQuotable(string text)
    {
        foreach (var c in text)
        {
            if (c is '\r' or '\n' or '\0' or > '\x7f')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The numbers of a set such as <c>1:3,7</c>, in its order; null when it is none.</summary>
    /// <param name="limit">A set of more numbers is none of ours.</param>
    public static IReadOnlyList<uint>? Set(string set, int limit)
    {
        var numbers = new List<uint>();
        foreach (var range in set.Split(','))
        {
            var ends = range.Split(':');
            if (ends.Length > 2 || !TryNumber(ends[0], out var first) || !TryNumber(ends[ends.Length - 1], out var last))
            {
                return null;
            }

            // RFC 3501, 9: a range may be written from its end, and means the same.
            var (low, high) = first <= last ? (first, last) : (last, first);
            if (high - (long)low >= limit - numbers.Count)
            {
                return null;
            }

            for (var n = (long)low; n <= high; n++)
            {
                numbers.Add((uint)n);
            }
        }

        return numbers;
    }

    /// <summary>Modified UTF-7 (RFC 3501, 5.1.3), as mailbox names go over the wire.</summary>
    public static string EncodeName(string name)
    {
        var encoded = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length;)
        {
            var c = name[i];
            if (c is >= ' ' and <= '~')
            {
                encoded.Append(c == '&' ? "&-" : c.ToString());
                i++;
                continue;
            }

            var begin = i;
            while (i < name.Length && name[i] is < ' ' or > '~')
            {
                i++;
            }

            var base64 = Convert.ToBase64String(Encoding.BigEndianUnicode.GetBytes(name.Substring(begin, i - begin)));
            encoded.Append('&').Append(base64.TrimEnd('=').Replace('/', ',')).Append('-');
        }

        return encoded.ToString();
    }

    private static bool TryNumber(string text, out uint number) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

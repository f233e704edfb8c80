using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace KerioMigration.Simulation.Seeding;

/// <summary>Writes the text of messages as a transport would deliver it (RFC 5322).</summary>
internal static class MailText
{
    /// <summary>A header value; what is not ASCII becomes encoded words (RFC 2047).</summary>
    public static string Encode(string text)
    {
        if (text.All(c => c is >= ' ' and <= '~'))
        {
            return text;
        }

        var words = new List<string>();
        var part = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            // 45 bytes make 60 characters of base64: an encoded word has at most 75.
            if (Encoding.UTF8.GetByteCount(part.ToString()) + rune.Utf8SequenceLength > 39)
            {
                words.Add(Word(part.ToString()));
                part.Clear();
            }

            part.Append(rune);
        }

        words.Add(Word(part.ToString()));
        return string.Join("\r\n ", words);
    }

    public static string Address(SeededAddress address) =>
        address.Name.Length == 0 ? $"<{address.Address}>"
        : address.Name.All(char.IsAsciiLetterOrDigit) ? $"{address.Name} <{address.Address}>"
        : address.Name.All(char.IsAscii) ? $"\"{address.Name.Replace("\"", "\\\"", StringComparison.Ordinal)}\" <{address.Address}>"
        : $"{Encode(address.Name)} <{address.Address}>";

    public static string Addresses(IEnumerable<SeededAddress> addresses) => string.Join(",\r\n ", addresses.Select(Address));

    public static string Date(DateTimeOffset date) =>
        date.ToString("ddd, d MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", string.Empty, StringComparison.Ordinal);

    /// <summary>Base64 in lines of 76 characters.</summary>
    public static string Base64Lines(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks) + "\r\n";

    private static string Word(string text) => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";
}

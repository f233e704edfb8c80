using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace KerioMigration.Simulation.Kerio.Imap.Mime;

/// <summary>What stands in the brackets of BODY[…]: part numbers, then HEADER, HEADER.FIELDS, HEADER.FIELDS.NOT, TEXT or MIME.</summary>
internal sealed record BodySection(IReadOnlyList<int> Path, string Word, IReadOnlyList<string> Fields)
{
    /// <exception cref="ImapSyntaxException">The text is no section.</exception>
    public static BodySection Parse(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var fields = open < 0 ? [] : text[(open + 1)..].TrimEnd(')').Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(f => f.Trim('"')).ToArray();
        var words = (open < 0 ? text : text[..open]).Trim().Split('.', StringSplitOptions.RemoveEmptyEntries);
        var path = words.TakeWhile(w => char.IsAsciiDigit(w[0])).Select(w => int.Parse(w, CultureInfo.InvariantCulture)).ToArray();
        var word = string.Join('.', words.Skip(path.Length)).ToUpperInvariant();
        return word is "" or "HEADER" or "HEADER.FIELDS" or "HEADER.FIELDS.NOT" or "TEXT" or "MIME"
            ? new BodySection(path, word, fields) : throw new ImapSyntaxException("FETCH Unknown section");
    }

    /// <summary>The bytes of the section; null when the message has no such part.</summary>
    public ReadOnlyMemory<byte>? Of(ReadOnlyMemory<byte> bytes)
    {
        if (Path.Count == 0 && Word.Length == 0)
        {
            return bytes;
        }

        var part = MimePart.Parse(bytes);
        foreach (var number in Path)
        {
            if (Child(part, number) is not { } child)
            {
                return null;
            }

            part = child;
        }

        return Of(part);
    }

    private ReadOnlyMemory<byte>? Of(MimePart part)
    {
        // HEADER and TEXT after a part number speak of the message inside it (RFC 3501, 6.4.5).
        var message = Path.Count == 0 ? part : part.IsMessage && part.Children.Count > 0 ? part.Children[0] : null;
        return Word switch
        {
            "" => part.Body,
            "MIME" => part.Header,
            "HEADER" => message?.Header,
            "TEXT" => message?.Body,
            _ => message is null ? null : Chosen(message),
        };
    }

    private static MimePart? Child(MimePart part, int number)
    {
        var around = part.IsMessage && part.Children.Count > 0 ? part.Children[0] : part;
        if (!around.IsMultipart)
        {
            return number == 1 ? around : null;
        }

        return number <= around.Children.Count ? around.Children[number - 1] : null;
    }

    private ReadOnlyMemory<byte> Chosen(MimePart message)
    {
        var wanted = Word == "HEADER.FIELDS";
        using var header = new MemoryStream();
        foreach (var field in message.Fields.Where(f => Fields.Contains(f.Name, StringComparer.OrdinalIgnoreCase) == wanted))
        {
            header.Write(field.Raw.Span);
        }

        header.Write("\r\n"u8);
        return header.ToArray();
    }
}

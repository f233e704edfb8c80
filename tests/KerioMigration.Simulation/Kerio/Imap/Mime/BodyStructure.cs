using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Simulation.Kerio.Imap.Mime;

/// <summary>BODY and BODYSTRUCTURE (RFC 3501, 7.4.2).</summary>
internal static class BodyStructure
{
    private const string DefaultCharset = "(\"charset\" \"us-ascii\")";

    public static string Format(MimePart part, bool extended) =>
        part.Type.Is("multipart") ? Multipart(part, extended) : Single(part, extended);

    private static string Multipart(MimePart part, bool extended)
    {
        // One part must be there (RFC 3501, 9, body-type-mpart): a multipart without any shows an empty text.
        var children = string.Concat(part.Children.DefaultIfEmpty(MimePart.Parse(default)).Select(c => Format(c, extended)));
        var extension = extended ? $" {Parameters(part.Type)} {Disposition(part)} {Language(part)} {Location(part)}" : string.Empty;
        return $"({children} {ImapText.NString(part.Type.Subtype)}{extension})";
    }

    private static string Single(MimePart part, bool extended)
    {
        var type = part.Type;
        var fields = new List<string>
        {
            ImapText.NString(type.Type), ImapText.NString(type.Subtype), Parameters(type, type.Is("text") ? DefaultCharset : "NIL"),
            ImapText.NString(part.Field("Content-ID")), ImapText.NString(part.Field("Content-Description")),
            ImapText.NString(part.Field("Content-Transfer-Encoding") ?? "7bit"), $"{part.Body.Length}",
        };
        if (part.IsMessage && part.Children.Count > 0)
        {
            fields.Add(Envelope.Format(part.Children[0]));
            fields.Add(Format(part.Children[0], extended));
            fields.Add(Lines(part));
        }
        else if (type.Is("text") || part.IsMessage)
        {
            fields.Add(Lines(part));
        }

        if (extended)
        {
            fields.AddRange([ImapText.NString(part.Field("Content-MD5")), Disposition(part), Language(part), Location(part)]);
        }

        return $"({string.Join(' ', fields)})";
    }

    private static string Lines(MimePart part) => $"{part.Body.Span.Count((byte)'\n')}";

    private static string Parameters(ContentType type, string none = "NIL") => type.Parameters.Count == 0 ? none
        : $"({string.Join(' ', type.Parameters.Select(p => $"{ImapText.NString(p.Key)} {ImapText.NString(p.Value)}"))})";

    private static string Disposition(MimePart part)
    {
        if (part.Field("Content-Disposition") is not { } value)
        {
            return "NIL";
        }

        var name = value.Split(';')[0].Trim();
        return $"({ImapText.NString(name)} {Parameters(ContentType.Parse("x/" + value))})";
    }

    private static string Language(MimePart part) => ImapText.NString(part.Field("Content-Language"));

    private static string Location(MimePart part) => ImapText.NString(part.Field("Content-Location"));
}

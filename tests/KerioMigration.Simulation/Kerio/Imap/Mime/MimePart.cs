using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace KerioMigration.Simulation.Kerio.Imap.Mime;

/// <summary>A message or a body part, looked at in place: every piece is a window on the stored bytes. Broken MIME is read as text.</summary>
internal sealed class MimePart
{
    private const int DeepestNesting = 20;
    private readonly int depth;
    private IReadOnlyList<MimePart>? children;
    private ContentType? type;

    private MimePart(ReadOnlyMemory<byte> bytes, int depth)
    {
        this.depth = depth;
        var fields = new List<MimeField>();
        var bodyStart = MimeHeader.Read(bytes, fields);
        Fields = fields;
        Header = bytes[..bodyStart];
        Body = bytes[bodyStart..];
    }

    public IReadOnlyList<MimeField> Fields { get; }

    /// <summary>The header with the empty line after it.</summary>
    public ReadOnlyMemory<byte> Header { get; }

    public ReadOnlyMemory<byte> Body { get; }

    public ContentType Type => type ??= ContentType.Parse(Field("Content-Type"));

    public bool IsMultipart => Type.Is("multipart") && Children.Count > 0;

    public bool IsMessage => Type.Is("message", "rfc822");

    /// <summary>The parts of a multipart, or the message inside message/rfc822 as the only one.</summary>
    public IReadOnlyList<MimePart> Children => children ??= FindChildren();

    public static MimePart Parse(ReadOnlyMemory<byte> bytes) => new(bytes, 0);

    /// <summary>The value of the first such field, or null.</summary>
    public string? Field(string name) => Fields.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;

    private MimePart[] FindChildren()
    {
        if (depth >= DeepestNesting)
        {
            return [];
        }

        if (IsMessage)
        {
            return [new MimePart(Body, depth + 1)];
        }

        return Type.Is("multipart") && Type.Parameter("boundary") is { Length: > 0 } boundary
            ? [.. Split(Encoding.UTF8.GetBytes("--" + boundary)).Select(r => new MimePart(Body[r], depth + 1))]
            : [];
    }

    /// <summary>The line end before a delimiter belongs to the delimiter (RFC 2046, 5.1.1).</summary>
    private List<Range> Split(byte[] delimiter)
    {
        var parts = new List<Range>();
        var body = Body.Span;
        var partStart = -1;
        for (var line = 0; line < body.Length;)
        {
            var feed = body[line..].IndexOf((byte)'\n');
            var next = feed < 0 ? body.Length : line + feed + 1;
            if (body[line..next].StartsWith(delimiter))
            {
                if (partStart >= 0)
                {
                    parts.Add(partStart..Math.Max(partStart, WithoutLineEnd(body, line)));
                }

                partStart = body[(line + delimiter.Length)..next].StartsWith("--"u8) ? -1 : next;
            }

            line = next;
        }

        if (partStart >= 0)
        {
            parts.Add(partStart..body.Length);
        }

        return parts;
    }

    private static int WithoutLineEnd(ReadOnlySpan<byte> body, int end)
    {
        end -= end > 0 && body[end - 1] == '\n' ? 1 : 0;
        return end - (end > 0 && body[end - 1] == '\r' ? 1 : 0);
    }
}

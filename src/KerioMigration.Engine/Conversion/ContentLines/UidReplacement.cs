using System;
using System.IO;
using System.Text;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Conversion.ContentLines;

/// <summary>Gives an iCalendar object that <see cref="ContentLineWriter"/> wrote another UID.</summary>
public static class UidReplacement
{
    /// <returns>In memory; the given content stays as it is, and the caller's.</returns>
    public static ItemContent Replace(ItemContent content, string uid, string replacement)
    {
        using var read = new MemoryStream((int)content.Length);
        content.OpenRead().CopyTo(read);
        var (bytes, length) = (read.GetBuffer(), (int)read.Length);
        var (old, own) = (LineOf(uid), LineOf(replacement));
        using var written = new MemoryStream(length + own.Length);
        var start = 0;
        while (bytes.AsSpan(start, length - start).IndexOf(old) is var at && at >= 0)
        {
            written.Write(bytes, start, at);
            written.Write(own, 0, own.Length);
            start += at + old.Length;
        }

        written.Write(bytes, start, length - start);
        return ItemContent.Of(written.ToArray());
    }

    /// <summary>With the end of the line before it: what continues a line begins with a blank, and is no line of its own.</summary>
    private static byte[] LineOf(string uid)
    {
        var writer = new ContentLineWriter();
        writer.Text("UID", uid);
        return Encoding.UTF8.GetBytes("\r\n" + writer);
    }
}

using System;
using System.Buffers.Binary;
using System.Linq;
using System.Text;

namespace KerioMigration.Simulation.Kerio.Imap;

/// <summary>Folder names on the wire (RFC 3501, 5.1.3): printable ASCII as it is, the rest as <c>&amp;base64-of-UTF-16-</c>.</summary>
internal static class ModifiedUtf7
{
    public static string Encode(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length;)
        {
            if (IsDirect(name[i]))
            {
                text.Append(name[i] == '&' ? "&-" : name[i].ToString());
                i++;
                continue;
            }

            var run = name.Skip(i).TakeWhile(c => !IsDirect(c)).Count();
            var units = new byte[run * 2];
            Encoding.BigEndianUnicode.GetBytes(name, i, run, units, 0);
            text.Append('&').Append(Convert.ToBase64String(units).TrimEnd('=').Replace('/', ',')).Append('-');
            i += run;
        }

        return text.ToString();
    }

    /// <exception cref="ImapSyntaxException">The name is not modified UTF-7.</exception>
    public static string Decode(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] != '&')
            {
                text.Append(IsDirect(name[i]) ? name[i] : throw Invalid());
                continue;
            }

            var close = name.IndexOf('-', i);
            if (close < 0)
            {
                throw Invalid();
            }

            text.Append(close == i + 1 ? "&" : DecodeRun(name[(i + 1)..close]));
            i = close;
        }

        return text.ToString();
    }

    private static bool IsDirect(char c) => c is >= ' ' and <= '~';

    private static string DecodeRun(string run)
    {
        try
        {
            var units = Convert.FromBase64String(run.Replace(',', '/').PadRight((run.Length + 3) / 4 * 4, '='));
            return units.Length % 2 == 0 ? string.Create(units.Length / 2, units, static (target, bytes) =>
            {
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = (char)BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(i * 2));
                }
            }) : throw Invalid();
        }
        catch (FormatException)
        {
            throw Invalid();
        }
    }

    private static ImapSyntaxException Invalid() => new("Mailbox name is not valid modified UTF-7");
}

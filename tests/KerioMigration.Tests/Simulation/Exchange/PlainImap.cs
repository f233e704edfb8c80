using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace KerioMigration.Tests.Simulation.Exchange;

/// <summary>Just enough IMAP to take every byte of a message as it comes.</summary>
internal sealed partial class PlainImap : IDisposable
{
    private readonly TcpClient client = new();
    private BufferedStream stream = null!;
    private int tag;

    public async Task ConnectAsync(int port)
    {
        await client.ConnectAsync("127.0.0.1", port);
        stream = new BufferedStream(client.GetStream());
        ReadLine();
    }

    public void Login(string user, string password) => _ = Command($"LOGIN {Quote(user)} {Quote(password)}");

    /// <summary>The names as they stand on the wire (modified UTF-7).</summary>
    public IEnumerable<string> List()
    {
        foreach (var (line, _) in Command("LIST \"\" \"*\""))
        {
            if (ListPattern().Match(line) is { Success: true } match)
            {
                // DavMail escapes quotes in names, but not backslashes.
                yield return match.Groups[1].Value.Replace("\\\"", "\"", StringComparison.Ordinal);
            }
        }
    }

    public int Select(string name)
    {
        var count = 0;
        foreach (var (line, _) in Command("EXAMINE " + Quote(name)))
        {
            count = ExistsPattern().Match(line) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : count;
        }

        return count;
    }

    /// <summary>Every message of the selected folder: number, flags, bytes.</summary>
    public IEnumerable<(long Uid, string Line, byte[] Bytes)> Fetch()
    {
        foreach (var (line, literal) in Command("UID FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[])"))
        {
            if (literal is not null)
            {
                yield return (long.Parse(UidPattern().Match(line).Groups[1].Value, CultureInfo.InvariantCulture), line, literal);
            }
        }
    }

    public void Dispose()
    {
        stream?.Dispose();
        client.Dispose();
    }

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private List<(string Line, byte[]? Literal)> Command(string command)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"a{++tag} ");
        stream.Write(Encoding.UTF8.GetBytes(mark + command + "\r\n"));
        stream.Flush();
        var lines = new List<(string, byte[]?)>();
        while (true)
        {
            var line = ReadLine();
            if (line.StartsWith(mark, StringComparison.Ordinal))
            {
                return line.StartsWith(mark + "OK", StringComparison.Ordinal) ? lines : throw new IOException($"{command}: {line}");
            }

            byte[]? literal = null;
            if (LiteralPattern().Match(line) is { Success: true } match)
            {
                literal = new byte[int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)];
                stream.ReadExactly(literal);
                ReadLine();
            }

            lines.Add((line, literal));
        }
    }

    private string ReadLine()
    {
        var bytes = new List<byte>();
        int read;
        while ((read = stream.ReadByte()) is not '\n' and not -1)
        {
            bytes.Add((byte)read);
        }

        return read == -1 ? throw new EndOfStreamException(Encoding.UTF8.GetString(bytes.ToArray())) : Encoding.UTF8.GetString(bytes.ToArray()).TrimEnd('\r');
    }

    [GeneratedRegex("^\\* LIST \\([^)]*\\) \"/\" \"(.*)\"$")]
    private static partial Regex ListPattern();

    [GeneratedRegex(@"^\* (\d+) EXISTS")]
    private static partial Regex ExistsPattern();

    [GeneratedRegex(@"UID (\d+)")]
    private static partial Regex UidPattern();

    [GeneratedRegex(@"\{(\d+)\}$")]
    private static partial Regex LiteralPattern();
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Tests.Kerio.Imap;

/// <summary>The server's end of one connection.</summary>
internal sealed partial class StubImapConnection(Socket socket, int number, CancellationToken cancellationToken) : IDisposable
{
    private readonly BufferedStream stream = new(new NetworkStream(socket, ownsSocket: true), 1 << 16);

    public int Number => number;

    public async Task<string> ReadLineAsync()
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (one[0] != '\n')
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            line.Add(one[0]);
        }

        return Encoding.Latin1.GetString([.. line]).TrimEnd('\r', '\n');
    }

    public async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    public async Task<(string Tag, string Text)> ReadCommandAsync()
    {
        var line = await ReadLineAsync();
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        if (line.EndsWith(" LOGOUT", StringComparison.Ordinal))
        {
            await WriteLineAsync(line[..blank] + " OK bye");
            throw new EndOfStreamException();
        }

        return (line[..blank], line[(blank + 1)..]);
    }

    public Task WriteLineAsync(string line) => socket.SendAsync(Encoding.Latin1.GetBytes(line + "\r\n"), SocketFlags.None);

    /// <summary>Reads a whole APPEND, answering each synchronizing literal with <c>+</c>.</summary>
    public async Task<StubAppend> ReadAppendAsync()
    {
        var (tag, text) = await ReadCommandAsync();
        var append = new StubAppend(tag);
        while (LiteralAtEnd().Match(text) is { Success: true } literal)
        {
            append.Heads.Add(text);
            if (!literal.Groups["free"].Success)
            {
                await WriteLineAsync("+ go ahead");
            }

            append.Messages.Add(await ReadAsync(int.Parse(literal.Groups["length"].Value, System.Globalization.CultureInfo.InvariantCulture)));
            text = await ReadLineAsync();
        }

        return append;
    }

    /// <summary>Answers every APPEND with OK and UIDs, until the client leaves.</summary>
    public async Task ServeAppendsAsync(ICollection<StubAppend> seen, Func<StubAppend, string?>? refuse = null)
    {
        var uid = 1;
        while (true)
        {
            var append = await ReadAppendAsync();
            lock (seen)
            {
                seen.Add(append);
            }

            var answer = refuse?.Invoke(append) ?? $"OK [APPENDUID 9 {uid}:{(uid += append.Messages.Count) - 1}] done";
            await WriteLineAsync($"{append.Tag} {answer}");
        }
    }

    public void Dispose() => stream.Dispose();

    [GeneratedRegex(@"\{(?<length>\d+)(?<free>\+)?\}$", RegexOptions.ExplicitCapture)]
    private static partial Regex LiteralAtEnd();
}

internal sealed record StubAppend(string Tag)
{
    /// <summary>The command's text up to each literal.</summary>
    public List<string> Heads { get; } = [];

    public List<byte[]> Messages { get; } = [];

    public string FirstText => Encoding.Latin1.GetString(Messages[0]);

    public bool Holds(string text) => Messages.Any(m => Encoding.Latin1.GetString(m).Contains(text, StringComparison.Ordinal));
}

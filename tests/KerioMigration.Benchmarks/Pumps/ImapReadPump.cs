using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;

namespace KerioMigration.Benchmarks.Pumps;

/// <summary>A message as it lies at the destination.</summary>
/// <param name="Sha256">Of its exact bytes, as hexadecimal digits.</param>
/// <param name="Flags">The words of the FLAGS list without <c>\Recent</c>, in order.</param>
/// <param name="Date">INTERNALDATE as the server writes it.</param>
internal sealed record FoundMessage(string Folder, string Sha256, string Flags, string Date);

/// <summary>Reads everything that a mailbox holds over IMAP; none of the engine's code takes part in it.</summary>
internal sealed class ImapReadPump : IAsyncDisposable
{
    private readonly SslStream stream;
    private readonly byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;

    private ImapReadPump(SslStream stream) => this.stream = stream;

    /// <summary>Signs in with the master password of Kerio's front.</summary>
    public static async Task<ImapReadPump> OpenAsync(int port, string masterPassword, string mailbox)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync("localhost", port);
        var stream = new SslStream(client.GetStream(), false, static (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync("localhost");
        var pump = new ImapReadPump(stream);
        await pump.ReadLineAsync();
        await pump.SendAsync("r X-MASTERAUTH");
        var challenge = (await pump.ReadLineAsync())[1..].Trim();
        await pump.SendAsync(Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes(challenge + masterPassword))));
        await pump.EndAsync();
        await pump.SendAsync($"r X-SETUSER \"{mailbox}\"");
        await pump.EndAsync();
        return pump;
    }

    public async Task<IReadOnlyList<FoundMessage>> ReadAllAsync()
    {
        var messages = new List<FoundMessage>();
        await SendAsync("r LIST \"\" \"*\"");
        var folders = (await EndAsync()).Where(l => l.StartsWith("* LIST", StringComparison.Ordinal) && !l.Contains("\\Noselect", StringComparison.OrdinalIgnoreCase));
        foreach (var folder in folders.Select(l => l[(l.IndexOf("\"/\" ", StringComparison.Ordinal) + 4)..]).ToList())
        {
            await SendAsync($"r EXAMINE {folder}");
            await EndAsync();
            await SendAsync("r UID FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[])");
            await ReadMessagesAsync(folder.Trim('"'), messages);
        }

        return messages;
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private static string Between(string text, string before, string after)
    {
        var from = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[from..text.IndexOf(after, from, StringComparison.Ordinal)];
    }

    private async Task ReadMessagesAsync(string folder, List<FoundMessage> messages)
    {
        while (await ReadLineAsync() is var line && !line.StartsWith("r ", StringComparison.Ordinal))
        {
            if (!line.EndsWith('}'))
            {
                continue;
            }

            var hash = await HashAsync(int.Parse(line[(line.LastIndexOf('{') + 1)..^1], CultureInfo.InvariantCulture));
            var all = line + await ReadLineAsync();
            var flags = Between(all, "FLAGS (", ")").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(f => f != "\\Recent").Order(StringComparer.Ordinal);
            messages.Add(new FoundMessage(folder, hash, string.Join(' ', flags), Between(all, "INTERNALDATE \"", "\"")));
        }
    }

    private async Task SendAsync(string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));

    /// <summary>The lines up to the tagged answer, which must be OK.</summary>
    private async Task<List<string>> EndAsync()
    {
        var lines = new List<string>();
        while (await ReadLineAsync() is var line && !line.StartsWith("r ", StringComparison.Ordinal))
        {
            lines.Add(line);
        }

        return lines;
    }

    private async Task<string> HashAsync(int length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (length > 0)
        {
            await FillAsync();
            var take = Math.Min(length, end - start);
            hash.AppendData(buffer, start, take);
            start += take;
            length -= take;
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private async Task<string> ReadLineAsync()
    {
        var line = new ArrayBufferWriter<byte>();
        while (true)
        {
            await FillAsync();
            var at = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            var stop = at < 0 ? end : at;
            line.Write(buffer.AsSpan(start, stop - start));
            start = at < 0 ? end : at + 1;
            if (at >= 0)
            {
                var text = Encoding.Latin1.GetString(line.WrittenSpan).TrimEnd('\r');
                return text.StartsWith("r NO", StringComparison.Ordinal) || text.StartsWith("r BAD", StringComparison.Ordinal)
                    ? throw new InvalidOperationException(text)
                    : text;
            }
        }
    }

    private async Task FillAsync()
    {
        if (start < end)
        {
            return;
        }

        (start, end) = (0, await stream.ReadAsync(buffer));
        if (end == 0)
        {
            throw new EndOfStreamException();
        }
    }
}

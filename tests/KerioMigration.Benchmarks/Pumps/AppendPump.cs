using System;
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

/// <summary>Appends messages of given sizes to INBOX, 50 per command, on one connection.</summary>
internal sealed class AppendPump : IAsyncDisposable
{
    private const int ItemsPerCommand = 50;

    private readonly SslStream stream;
    private readonly StreamReader answers;

    private AppendPump(SslStream stream)
    {
        this.stream = stream;
        answers = new StreamReader(stream, Encoding.ASCII);
    }

    public static async Task<AppendPump> OpenAsync(int port, string masterPassword, string mailbox)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync("localhost", port);
        var stream = new SslStream(client.GetStream(), false, static (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync("localhost");
        var pump = new AppendPump(stream);
        await pump.SignInAsync(masterPassword, mailbox);
        return pump;
    }

    public async Task AppendAllAsync(IReadOnlyList<int> sizes)
    {
        var text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(new string('x', 76) + "\r\n", (sizes.Max() / 78) + 2)));
        using var command = new MemoryStream();
        foreach (var chunk in sizes.Chunk(ItemsPerCommand))
        {
            command.SetLength(0);
            Write(command, "p APPEND INBOX");
            foreach (var size in chunk)
            {
                Write(command, $" (\\Seen) \"06-May-2024 12:00:00 +0000\" {{{size}+}}\r\n");
                Write(command, "Subject: pump\r\n\r\n");
                command.Write(text.AsSpan(0, size - 17));
            }

            Write(command, "\r\n");
            await stream.WriteAsync(command.GetBuffer().AsMemory(0, (int)command.Length));
            await ReadToAsync("p OK");
        }
    }

    public async ValueTask DisposeAsync()
    {
        answers.Dispose();
        await stream.DisposeAsync();
    }

    private static void Write(MemoryStream target, string text) => target.Write(Encoding.ASCII.GetBytes(text));

    private async Task SignInAsync(string masterPassword, string mailbox)
    {
        await ReadToAsync("* OK");
        await SendAsync("p X-MASTERAUTH\r\n");
        var challenge = (await ReadToAsync("+"))[1..].Trim();
        await SendAsync(Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes(challenge + masterPassword))) + "\r\n");
        await ReadToAsync("p OK");
        await SendAsync(string.Create(CultureInfo.InvariantCulture, $"p X-SETUSER \"{mailbox}\"\r\n"));
        await ReadToAsync("p OK");
    }

    private async Task SendAsync(string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text));

    private async Task<string> ReadToAsync(string start)
    {
        while (await answers.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return line;
            }

            if (line.StartsWith("p ", StringComparison.Ordinal) || line.StartsWith("* BYE", StringComparison.Ordinal))
            {
                throw new InvalidOperationException(line);
            }
        }

        throw new EndOfStreamException();
    }
}

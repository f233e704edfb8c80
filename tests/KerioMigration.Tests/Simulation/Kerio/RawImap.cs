using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;

namespace KerioMigration.Tests.Simulation.Kerio;

/// <summary>IMAP by hand: lines as they are, for what no mail client would say.</summary>
internal sealed class RawImap : IAsyncDisposable
{
    private readonly CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
    private readonly string thumbprint;
    private Stream stream;
    private int tags;

    private RawImap(Stream stream, SimulatedKerio kerio)
    {
        this.stream = stream;
        thumbprint = kerio.Certificate.Thumbprint;
    }

    public string Greeting { get; private set; } = string.Empty;

    public static async Task<RawImap> ConnectAsync(SimulatedKerio kerio, bool secure = false)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, secure ? kerio.ImapsPort : kerio.ImapPort);
        var raw = new RawImap(new NetworkStream(socket, ownsSocket: true), kerio);
        if (secure)
        {
            await raw.StartTlsAsync();
        }

        raw.Greeting = await raw.ReadLineAsync() ?? string.Empty;
        return raw;
    }

    /// <summary>Signs in by the master password and chooses the mailbox.</summary>
    public async Task EnterAsync(SimulatedKerio kerio, string user)
    {
        await MasterAsync(kerio.Options.MasterPassword!);
        await CommandAsync($"X-SETUSER \"{user}\"");
    }

    /// <summary>The tagged answer (without tag) of X-MASTERAUTH with this password.</summary>
    public async Task<string> MasterAsync(string password)
    {
        await SendAsync("m X-MASTERAUTH\r\n");
        var line = await ReadLineAsync();
        if (line?.StartsWith("+ ", StringComparison.Ordinal) != true)
        {
            return line?[2..] ?? string.Empty;
        }

        var digest = MD5.HashData(Encoding.ASCII.GetBytes(line[2..] + password));
        await SendAsync(Convert.ToHexStringLower(digest) + "\r\n");
        return (await ReadLineAsync())![2..];
    }

    public async Task StartTlsAsync()
    {
        var secure = new SslStream(stream, false, (_, certificate, _, _) => certificate?.GetCertHashString() == thumbprint);
        await secure.AuthenticateAsClientAsync("localhost");
        stream = secure;
    }

    /// <summary>Sends one command and gives the untagged lines, the tagged one (without its tag) last.</summary>
    public async Task<IReadOnlyList<string>> CommandAsync(string command)
    {
        var tag = $"t{++tags} ";
        await SendAsync($"{tag}{command}\r\n");
        return await ReadToAsync(tag);
    }

    public async Task<IReadOnlyList<string>> ReadToAsync(string tag)
    {
        var lines = new List<string>();
        while (await ReadLineAsync() is { } line)
        {
            if (line.StartsWith(tag, StringComparison.Ordinal))
            {
                lines.Add(line[tag.Length..]);
                return lines;
            }

            lines.Add(line);
        }

        throw new EndOfStreamException(string.Join('\n', lines));
    }

    public async Task SendAsync(string text) => await SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await stream.WriteAsync(bytes, patience.Token);

    /// <summary>Null when the server has closed the connection.</summary>
    public async Task<string?> ReadLineAsync()
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, patience.Token) == 1)
        {
            if (one[0] == '\n')
            {
                return Encoding.UTF8.GetString(line.ToArray()).TrimEnd('\r');
            }

            line.Add(one[0]);
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        patience.Dispose();
    }
}

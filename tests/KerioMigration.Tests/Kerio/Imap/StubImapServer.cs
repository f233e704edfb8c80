using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Tests.Kerio.Imap;

/// <summary>An IMAP server that answers what the test tells it, byte by byte; master login included.</summary>
internal sealed class StubImapServer : IAsyncDisposable
{
    public const string MasterPassword = "master";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<StubImapConnection, Task> script;
    private readonly List<Task> conversations = [];
    private readonly Task accepting;

    /// <param name="script">What follows the sign-in and CAPABILITY.</param>
    public StubImapServer(string capabilities, Func<StubImapConnection, Task> script, string greeting = "* OK IMAP4rev1 server ready")
    {
        Capabilities = capabilities;
        Greeting = greeting;
        this.script = script;
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Capabilities { get; }

    public string Greeting { get; }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        await Task.WhenAll(conversations);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(stop.Token);
                Connections++;
                conversations.Add(TalkAsync(new StubImapConnection(socket, Connections, stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task TalkAsync(StubImapConnection connection)
    {
        using (connection)
        {
            try
            {
                await connection.WriteLineAsync(Greeting);
                await SignInAsync(connection);
                await script(connection);
            }
            catch (Exception e) when (e is OperationCanceledException or System.IO.IOException or SocketException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task SignInAsync(StubImapConnection connection)
    {
        string command;
        do
        {
            var (tag, text) = await connection.ReadCommandAsync();
            command = text;
            switch (text)
            {
                case "CAPABILITY":
                    await connection.WriteLineAsync("* CAPABILITY " + Capabilities);
                    break;
                case "X-MASTERAUTH":
                    await connection.WriteLineAsync("+ <challenge> ");
                    var digest = Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes("<challenge>" + MasterPassword)));
                    if (await connection.ReadLineAsync() != digest)
                    {
                        await connection.WriteLineAsync(tag + " NO wrong digest");
                        continue;
                    }

                    break;
            }

            await connection.WriteLineAsync(tag + " OK done");
        }
        while (command != "X-SETUSER \"anna@example.org\"");
        var (last, _) = await connection.ReadCommandAsync();
        await connection.WriteLineAsync("* CAPABILITY " + Capabilities);
        await connection.WriteLineAsync(last + " OK CAPABILITY completed");
    }
}

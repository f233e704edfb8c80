using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio.Dovecot;

namespace KerioMigration.Simulation.Kerio.Imap;

/// <summary>One IMAP port: takes connections, up to the limit per address, and gives each its conversation.</summary>
internal sealed class ImapListener : IAsyncDisposable
{
    private readonly ImapServerContext server;
    private readonly bool secureFromStart;
    private readonly TcpListener listener;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<int, (Socket Socket, Task Task)> connections = [];
    private readonly Task accepting;

    public ImapListener(ImapServerContext server, bool secureFromStart, bool isRunning, int port)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        this.server = server;
        this.secureFromStart = secureFromStart;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        if (!isRunning)
        {
            listener.Stop();
        }

        accepting = isRunning ? AcceptAsync() : Task.CompletedTask;
    }

    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        foreach (var (socket, task) in connections.Values)
        {
            socket.Dispose();
            await task;
        }

        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptSocketAsync(stop.Token);
                socket.NoDelay = true;
                var number = server.Calls.NextConnection();
                connections[number] = (socket, ServeAsync(socket, number));
                _ = connections[number].Task.ContinueWith(_ => connections.TryRemove(number, out var _), TaskScheduler.Default);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        var address = ((IPEndPoint)socket.RemoteEndPoint!).Address;
        var mayEnter = server.Guard.TryEnter(address);
        try
        {
            await ConverseAsync(socket, number, address, mayEnter);
        }
        catch (ConnectionFaultException)
        {
            // A reset instead of an orderly end: the client sees an error, not an end of file.
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException
            or AuthenticationException or ImapSyntaxException)
        {
            // The client left, or spoke something else than IMAP: nobody is left to tell.
        }
        finally
        {
            server.Guard.Leave(address);
            socket.Dispose();
        }
    }

    private async Task ConverseAsync(Socket socket, int number, IPAddress address, bool mayEnter)
    {
        await ObeyFaultAsync();
        Stream stream = new NetworkStream(socket, ownsSocket: false);
        if (server.Options.Latency > TimeSpan.Zero)
        {
            stream = new DelayLine(stream, server.Options.Latency, server.Options.TimeProvider);
        }

        var below = stream;
        if (secureFromStart)
        {
            stream = await LoginTls.AuthenticateAsync(stream, server.Options.Certificate!, stop.Token);
        }

        await using var wire = new ImapWire(stream, below);
        if (!mayEnter || server.Guard.IsBlocked(address))
        {
            wire.Write(mayEnter ? $"* BYE IP address {address} is blocked: too many failed logins\r\n"
                : $"* BYE IP address {address} rejected: too many connections. Connection limit is {server.Options.ConnectionLimit}\r\n");
            await wire.FlushAsync(stop.Token);
            return;
        }

        var session = new ImapSession(server, wire, address, number, secureFromStart);
        var conversation = new ImapConversation(session);
        await conversation.GreetAsync(stop.Token);
        await conversation.RunAsync(stop.Token);
        if (session.User is not null && server.Options.ImapBackend is { } backend && !session.IsOver)
        {
            await Relay.RunAsync(session, backend, stop.Token);
        }

        await wire.EndAsync();
    }

    private async Task ObeyFaultAsync()
    {
        switch (server.Faults.Next("Connect"))
        {
            case { Action: FaultAction.Latency } fault:
                await Task.Delay(fault.Duration ?? TimeSpan.Zero, server.Options.TimeProvider, stop.Token);
                break;
            case { Action: FaultAction.Stall }:
                await Task.Delay(Timeout.Infinite, stop.Token);
                break;
            case not null:
                throw new ConnectionFaultException();
        }
    }
}

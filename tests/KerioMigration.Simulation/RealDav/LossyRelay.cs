using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Simulation.RealDav;

/// <summary>Stands before a server that has no faults of its own and loses what it shall lose.</summary>
public sealed class LossyRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Uri behind;
    private readonly Task accepting;
    private readonly List<Task> running = [];
    private int answersToLose;
    private TaskCompletionSource? held;

    public LossyRelay(Uri behind)
    {
        this.behind = behind;
        listener.Start();
        Root = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        accepting = AcceptAsync();
    }

    public Uri Root { get; }

    /// <summary>How many requests of the method came by.</summary>
    public int Puts { get; private set; }

    /// <summary>The answers to the next so many PUTs get lost; what they asked for is done.</summary>
    public void LosePutAnswers(int count) => answersToLose = count;

    /// <summary>From the next PUT on nothing is let through; gives when the first waits.</summary>
    public Task HoldPutsAsync()
    {
        held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return held.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(running);
        listener.Dispose();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(end.Token);
                running.Add(RelayAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
        try
        {
            await far.ConnectAsync(behind.Host, behind.Port, over.Token);
            var lost = new Loss();
            var up = UpAsync(near.GetStream(), far.GetStream(), lost, over.Token);
            var down = DownAsync(far.GetStream(), near.GetStream(), lost, over.Token);
            if (await Task.WhenAny(up, down) == up && !up.IsFaulted)
            {
                far.Client.Shutdown(SocketShutdown.Send);
            }

            await down;
            if (!lost.Value)
            {
                // A client that is still sending would else lose what it was told (RFC 9112, 9.6).
                near.Client.Shutdown(SocketShutdown.Send);
                await (up.IsFaulted ? near.GetStream().CopyToAsync(Stream.Null, over.Token) : up);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private async Task UpAsync(NetworkStream from, NetworkStream to, Loss lost, CancellationToken cancellationToken)
    {
        while (await ReadRequestAsync(from, cancellationToken) is { Length: > 0 } request)
        {
            if (request.AsSpan().StartsWith("PUT "u8))
            {
                Puts++;
                lost.Value = Interlocked.Decrement(ref answersToLose) >= 0;
                if (held is { } waiting)
                {
                    waiting.TrySetResult();
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }
            }

            await to.WriteAsync(request, cancellationToken);
        }
    }

    /// <summary>Whole, for a server may answer to its head and close: the rest would then cost its answer.</summary>
    private static async Task<byte[]> ReadRequestAsync(NetworkStream from, CancellationToken cancellationToken)
    {
        using var request = new MemoryStream();
        var buffer = new byte[65536];
        int count;
        while ((count = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await request.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            if (IsWhole(request.GetBuffer().AsSpan(0, (int)request.Length)))
            {
                break;
            }
        }

        return request.ToArray();
    }

    private static bool IsWhole(ReadOnlySpan<byte> request)
    {
        var end = request.IndexOf("\r\n\r\n"u8);
        var length = Encoding.ASCII.GetString(request[..Math.Max(end, 0)]).Split("\r\n")
            .FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))?[15..];
        return end >= 0 && request.Length >= end + 4 + int.Parse(length ?? "0", CultureInfo.InvariantCulture);
    }

    private static async Task DownAsync(NetworkStream from, NetworkStream to, Loss lost, CancellationToken cancellationToken)
    {
        var buffer = new byte[65536];
        int count;
        while ((count = await from.ReadAsync(buffer, cancellationToken)) > 0 && !lost.Value)
        {
            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    private sealed class Loss
    {
        public volatile bool Value;
    }
}

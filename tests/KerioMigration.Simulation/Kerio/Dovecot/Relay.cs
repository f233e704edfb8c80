using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio.Imap;

namespace KerioMigration.Simulation.Kerio.Dovecot;

/// <summary>Two pumps between a client that is signed in and the backend; nobody reads the bytes.</summary>
internal static class Relay
{
    private const int ChunkSize = 1 << 18;

    public static async Task RunAsync(ImapSession session, DovecotServer backend, CancellationToken cancel)
    {
        using var socket = await backend.ConnectAsync(session.User!.Address, cancel);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await using var behind = new NetworkStream(socket);
        await behind.WriteAsync(session.Wire.TakeInput(), cancel);
        var fault = session.Server.Faults.Next("Relay", session.User.Address);
        var there = PumpAsync(session.Wire.Stream, behind, fault, ended.Token);
        var back = PumpAsync(behind, session.Wire.Stream, null, ended.Token);
        var first = await Task.WhenAny(there, back);
        if (first == there && !there.IsFaulted)
        {
            // The client has said all: what the backend still answers arrives before the end.
            socket.Shutdown(SocketShutdown.Send);
            await back;
        }

        await ended.CancelAsync();
        await first;
    }

    private static async Task PumpAsync(Stream from, Stream to, Fault? fault, CancellationToken cancel)
    {
        var left = fault is null ? long.MaxValue : fault.Bytes;
        var chunk = GC.AllocateUninitializedArray<byte>(ChunkSize);
        int read;
        while ((read = await from.ReadAsync(chunk, cancel)) > 0)
        {
            await to.WriteAsync(chunk.AsMemory(0, (int)Math.Min(read, left)), cancel);
            if (read >= left)
            {
                throw new ConnectionFaultException();
            }

            left -= fault is null ? 0 : read;
        }
    }
}

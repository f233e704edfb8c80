using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>The connections into one mailbox: opened when needed, kept while healthy, replaced when lost. Safe from any thread.</summary>
internal sealed class ImapPool(ImapServer server, ImapSignIn signIn) : IAsyncDisposable
{
    private readonly ConcurrentBag<ImapConnection> idle = [];
    private int disposed;

    /// <summary>Gives a connection that is alive; its user disposes the loan.</summary>
    /// <exception cref="MigrationException">None can be had.</exception>
    public async Task<ImapLoan> BorrowAsync(CancellationToken cancellationToken)
    {
        while (idle.TryTake(out var connection))
        {
            if (await connection.IsAliveAsync(cancellationToken).ConfigureAwait(false))
            {
                return new ImapLoan(this, connection);
            }

            await connection.DisposeAsync().ConfigureAwait(false);
        }

        return new ImapLoan(this, await server.ConnectAsync(signIn, cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref disposed, 1);
        while (idle.TryTake(out var connection))
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    internal async ValueTask ReturnAsync(ImapConnection connection)
    {
        if (connection.IsBroken || Volatile.Read(ref disposed) != 0)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            return;
        }

        idle.Add(connection);
    }
}

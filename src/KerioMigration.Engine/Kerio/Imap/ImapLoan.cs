using System;
using System.Threading.Tasks;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>A connection on loan from its pool.</summary>
internal sealed class ImapLoan(ImapPool pool, ImapConnection connection) : IAsyncDisposable
{
    public ImapConnection Connection => connection;

    public ValueTask DisposeAsync() => pool.ReturnAsync(connection);
}

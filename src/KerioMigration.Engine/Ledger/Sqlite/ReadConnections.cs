using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>Connections for reading beside the writer, as many as are used at once. A read sees one moment and blocks nobody.</summary>
internal sealed class ReadConnections : IDisposable
{
    private readonly ConcurrentBag<LedgerDatabase> idle = [];
    private readonly string path;
    private int disposed;

    public ReadConnections(string path) => this.path = path;

    public Task<T> RunAsync<T>(Func<LedgerDatabase, T> work, CancellationToken cancellationToken) =>
        Task.Run(() => Run(work), cancellationToken);

    public void Dispose()
    {
        Volatile.Write(ref disposed, 1);
        CloseIdle();
    }

    private T Run<T>(Func<LedgerDatabase, T> work)
    {
        if (Volatile.Read(ref disposed) != 0)
        {
            throw new ObjectDisposedException(nameof(ILedgerReader));
        }

        var database = idle.TryTake(out var taken) ? taken : LedgerFile.OpenForReading(path);
        try
        {
            return LedgerFile.Guard(path, () => database.Read(work));
        }
        finally
        {
            idle.Add(database);
            if (Volatile.Read(ref disposed) != 0)
            {
                CloseIdle();
            }
        }
    }

    private void CloseIdle()
    {
        while (idle.TryTake(out var database))
        {
            database.Dispose();
        }
    }
}

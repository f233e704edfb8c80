using System;
using System.Collections.Generic;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>One connection to the ledger's file with its prepared statements. Used by one thread at a time.</summary>
internal sealed class LedgerDatabase : IDisposable
{
    private const int BusyMilliseconds = 15_000;

    private static readonly object ProviderLock = new();
    private static bool hasProvider;

    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqlStatement> statements = new(StringComparer.Ordinal);

    private LedgerDatabase(SqliteConnection connection) => this.connection = connection;

    private sqlite3 Handle => connection.Handle ?? throw new ObjectDisposedException(nameof(LedgerDatabase));

    /// <summary>The file must be there.</summary>
    public static LedgerDatabase OpenForWriting(string path)
    {
        var database = Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            // WAL: readers never wait for the writer. FULL: a commit is on the disk when it returns.
            database.Execute("PRAGMA journal_mode = WAL");
            database.Execute("PRAGMA synchronous = FULL");
            database.Execute("PRAGMA foreign_keys = ON");
            database.Execute("PRAGMA wal_autocheckpoint = 4000");
            database.Execute("PRAGMA cache_size = -16000");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <param name="path">A path, or a <c>file:</c> URI.</param>
    public static LedgerDatabase OpenForReading(string path) => Open(path, SqliteOpenMode.ReadOnly);

    /// <summary>The statement of this text, prepared once per connection.</summary>
    public SqlStatement Prepare(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            statement = new SqlStatement(Handle, sql);
            statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>One statement without parameters, used once.</summary>
    public void Execute(string sql)
    {
        using var statement = new SqlStatement(Handle, sql);
        statement.Execute();
    }

    /// <summary>The first column of the first row, or null.</summary>
    public long? Scalar(string sql)
    {
        using var statement = new SqlStatement(Handle, sql);
        return statement.Step() ? statement.LongOrNull(0) : null;
    }

    /// <summary>Everything in <paramref name="work"/> happens, or nothing of it.</summary>
    public T Write<T>(Func<LedgerDatabase, T> work) => Transact("BEGIN IMMEDIATE", work);

    /// <summary>Everything that <paramref name="work"/> reads is of one moment.</summary>
    public T Read<T>(Func<LedgerDatabase, T> work) => Transact("BEGIN", work);

    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    private static LedgerDatabase Open(string path, SqliteOpenMode mode)
    {
        EnsureProvider();
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = BusyMilliseconds / 1000 };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            _ = raw.sqlite3_busy_timeout(connection.Handle, BusyMilliseconds);
            var database = new LedgerDatabase(connection);
            // Sorting puts no subjects of other people's mail into temporary files.
            database.Execute("PRAGMA temp_store = MEMORY");
            return database;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void EnsureProvider()
    {
        lock (ProviderLock)
        {
            if (!hasProvider)
            {
                Batteries_V2.Init();
                hasProvider = true;
            }
        }
    }

    private T Transact<T>(string begin, Func<LedgerDatabase, T> work)
    {
        Prepare(begin).Execute();
        try
        {
            var result = work(this);
            Prepare("COMMIT").Execute();
            return result;
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    private void Rollback()
    {
        foreach (var statement in statements.Values)
        {
            statement.Reset();
        }

        // After a full disk SQLite has rolled back by itself.
        if (raw.sqlite3_get_autocommit(Handle) == 0)
        {
            Prepare("ROLLBACK").Execute();
        }
    }
}

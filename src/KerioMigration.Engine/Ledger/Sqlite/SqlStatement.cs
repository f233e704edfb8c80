using System;
using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>
/// A prepared statement with parameters and columns by position, on the handle of a <see cref="SqliteConnection"/>. SqliteCommand binds
/// by name and makes a reader for every execution; a page of items is 512 executions. Not thread-safe.
/// </summary>
internal sealed class SqlStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    public SqlStatement(sqlite3 database, string sql)
    {
        this.database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
    }

    /// <param name="index">From 1, as SQL counts.</param>
    public SqlStatement Bind(int index, long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(statement, index, number) : raw.sqlite3_bind_null(statement, index));
        return this;
    }

    public SqlStatement Bind(int index, bool value) => Bind(index, value ? 1 : 0);

    public SqlStatement Bind(int index, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            // An empty span would be bound as NULL.
            Check(value is null ? raw.sqlite3_bind_null(statement, index) : raw.sqlite3_bind_text(statement, index, ""));
            return this;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value!.Length));
        var count = Encoding.UTF8.GetBytes(value, 0, value.Length, bytes, 0);
        Check(raw.sqlite3_bind_text(statement, index, new ReadOnlySpan<byte>(bytes, 0, count)));
        ArrayPool<byte>.Shared.Return(bytes);
        return this;
    }

    public SqlStatement Bind(int index, byte[]? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(statement, index) : raw.sqlite3_bind_blob(statement, index, value));
        return this;
    }

    /// <summary>Times are unix milliseconds.</summary>
    public SqlStatement Bind(int index, DateTimeOffset? value) => Bind(index, value?.ToUnixTimeMilliseconds());

    /// <summary>True when there is a row; after false or an error the statement is ready to be bound again.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        try
        {
            if (result != raw.SQLITE_DONE)
            {
                SqliteException.ThrowExceptionForRC(result, database);
            }
        }
        finally
        {
            _ = raw.sqlite3_reset(statement);
        }

        return false;
    }

    /// <summary>Ends a query before its last row.</summary>
    public void Reset() => _ = raw.sqlite3_reset(statement);

    /// <summary>The first column of the first row; null when there is no row.</summary>
    public string? FirstText()
    {
        if (!Step())
        {
            return null;
        }

        var text = Text(0);
        Reset();
        return text;
    }

    /// <summary>Carries out a statement without rows; gives the number of rows changed.</summary>
    public int Execute()
    {
        while (Step())
        {
        }

        return raw.sqlite3_changes(database);
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public bool Flag(int column) => Long(column) != 0;

    public string Text(int column) => TextOrNull(column) ?? "";

    public string? TextOrNull(int column)
    {
        if (IsNull(column))
        {
            return null;
        }

        // Read as a blob: the text interface ends at the first NUL, and subjects do hold such.
        var bytes = raw.sqlite3_column_blob(statement, column);
        unsafe
        {
            fixed (byte* pointer = bytes)
            {
                return bytes.IsEmpty ? "" : Encoding.UTF8.GetString(pointer, bytes.Length);
            }
        }
    }

    public byte[]? BytesOrNull(int column) => IsNull(column) ? null : raw.sqlite3_column_blob(statement, column).ToArray();

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(Long(column));

    /// <summary>A member stored by name; names that this version does not know become the default.</summary>
    public T Name<T>(int column)
        where T : struct, Enum => Enum.TryParse<T>(TextOrNull(column), out var value) ? value : default;

    public void Dispose() => statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, database);
        }
    }
}

using System;
using System.IO;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>Opens the ledger's file for one of its two uses. Blocking; errors are <see cref="MigrationException"/>.</summary>
internal static class LedgerFile
{
    /// <summary>Makes folder and file where they are missing, and brings the tables into being.</summary>
    public static LedgerDatabase OpenForWriting(string path, DateTimeOffset now) => Guard(path, () =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        CreateFile(path);
        var database = LedgerDatabase.OpenForWriting(path);
        return Checked(database, () => LedgerSchema.Ensure(database, path, now));
    });

    /// <summary>Never creates a file. A ledger of an older version is brought up to date, and must be writable for that.</summary>
    public static LedgerDatabase OpenForReading(string path)
    {
        if (!File.Exists(path))
        {
            throw LedgerErrors.Missing(path);
        }

        var database = OpenAnyVersion(path);
        if (!Guard(path, () => LedgerSchema.IsOlder(database, path)))
        {
            return database;
        }

        database.Dispose();
        OpenForWriting(path, default).Dispose();
        return Guard(path, () => OpenChecked(path, path));
    }

    /// <summary>Carries out work on the ledger; what the database says about it comes out as the ledger's errors.</summary>
    public static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (LedgerErrors.IsKnown(e))
        {
            throw LedgerErrors.Translate(e, path);
        }
    }

    private static LedgerDatabase OpenAnyVersion(string path)
    {
        try
        {
            return Guard(path, () => OpenChecked(path, path));
        }
        catch (MigrationException e) when (e.Failure.Reason == Reason.LedgerUnwritable && IsAtRest(path))
        {
            // On a read-only medium SQLite cannot make the index of its log. Without a log nobody is writing, and the file stands still.
            return Guard(path, () => OpenChecked(new Uri(path).AbsoluteUri + "?immutable=1", path));
        }
    }

    private static void CreateFile(string path)
    {
        if (File.Exists(path))
        {
            return;
        }

        try
        {
            // SQLite gives its -wal and -shm files the rights of this one.
            OwnerOnlyFile.Create(path).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster.
        }
    }

    private static LedgerDatabase OpenChecked(string source, string path)
    {
        var database = LedgerDatabase.OpenForReading(source);
        return Checked(database, () => LedgerSchema.Check(database, path));
    }

    private static LedgerDatabase Checked(LedgerDatabase database, Action check)
    {
        try
        {
            check();
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static bool IsAtRest(string path) => new FileInfo(path + "-wal") is not { Exists: true, Length: > 0 };
}

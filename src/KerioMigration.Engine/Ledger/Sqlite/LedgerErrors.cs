using System;
using System.Globalization;
using System.IO;
using KerioMigration.Engine.Model;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>The one classifier of what the database and the file system say about the ledger's file.</summary>
internal static class LedgerErrors
{
    private const int NoSpaceOnUnix = 28; // ENOSPC
    private const int DiskFull = unchecked((int)0x80070070); // ERROR_DISK_FULL

    /// <summary>Is this an error that <see cref="Translate"/> knows?</summary>
    public static bool IsKnown(Exception exception) => exception is SqliteException or IOException or UnauthorizedAccessException;

    public static MigrationException Translate(Exception exception, string path) => exception switch
    {
        SqliteException e => Create(ReasonOf(e.SqliteErrorCode), path, e, "SQLite " + e.SqliteExtendedErrorCode.ToString(CultureInfo.InvariantCulture)),
        IOException { HResult: NoSpaceOnUnix or DiskFull } e => Create(Reason.LedgerFull, path, e, null),
        _ => Create(Reason.LedgerUnwritable, path, exception, null),
    };

    public static MigrationException Newer(string path, long version, long known) => new(new Failure(
        FailureScope.Run,
        FailureRemedy.None,
        Reason.LedgerNewer,
        $"The ledger {path} has version {version}, and this release reads up to version {known}. Use the release that wrote it, or a newer one."));

    public static MigrationException Missing(string path) => new(new Failure(
        FailureScope.Run,
        FailureRemedy.None,
        Reason.InvalidInput,
        $"There is no ledger at {path}. Give the path that the migration was started with."));

    public static MigrationException NotALedger(string path) => Create(Reason.LedgerCorrupt, path, null, null);

    private static Reason ReasonOf(int code) => code switch
    {
        raw.SQLITE_FULL or raw.SQLITE_IOERR => Reason.LedgerFull,
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_ERROR => Reason.LedgerCorrupt,
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH
            or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL => Reason.LedgerUnwritable,
        _ => Reason.Unexpected,
    };

    private static MigrationException Create(Reason reason, string path, Exception? inner, string? code)
    {
        var cause = inner is null ? "" : $" ({inner.Message.TrimEnd('.', ' ')})";
        var message = reason switch
        {
            Reason.LedgerFull => $"The ledger {path} could not be written: the disk is full or failing{cause}. "
                + "Nothing that was confirmed is lost. Make room and start the same command again; it goes on where it stopped.",
            Reason.LedgerCorrupt => $"The file {path} is not a readable ledger{cause}. Do not delete it: put back a copy of it together with its -wal file, "
                + "or save what is readable with \"sqlite3 FILE .recover\". A new ledger does not know what was carried already and would carry it again.",
            Reason.LedgerUnwritable => $"The ledger {path} cannot be opened or written{cause}. "
                + "Check the path, the rights of this account on the file and its folder, and that no other program holds the file.",
            _ => $"The ledger {path} failed{cause}.",
        };
        return new MigrationException(new Failure(FailureScope.Run, FailureRemedy.None, reason, message) { Code = code }, inner);
    }
}

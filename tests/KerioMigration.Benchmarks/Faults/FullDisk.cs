using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;

namespace KerioMigration.Benchmarks.Faults;

/// <summary>
/// A disk without room, as long as the ledger is open: its file may not grow (PRAGMA max_page_count), and every write asks for more room
/// than its pages have left. SQLite itself says that the database is full.
/// </summary>
internal static class FullDisk
{
    // Without leases and their visits: a later process would see that the owner of a lease is gone, but here it is the same process.
    private static readonly string[] Tables = ["item", "folder", "mailbox", "run"];

    public static Task FillAsync(SqliteLedger ledger) => ledger.WriteAsync(
        database =>
        {
            database.Execute("CREATE TABLE IF NOT EXISTS filler (content BLOB)");
            foreach (var table in Tables)
            {
                foreach (var change in new[] { "INSERT", "UPDATE", "DELETE" })
                {
                    database.Execute($"CREATE TEMP TRIGGER full_{table}_{change} AFTER {change} ON {table} BEGIN INSERT INTO filler VALUES (zeroblob(1000000)); END");
                }
            }

            database.Execute("PRAGMA max_page_count = 1");
        },
        default);
}

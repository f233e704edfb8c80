namespace KerioMigration.Benchmarks;

internal enum TortureVictim
{
    Migration,
    Exchange,
    Kerio,
    Both,
}

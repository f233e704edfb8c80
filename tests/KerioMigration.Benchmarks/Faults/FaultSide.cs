namespace KerioMigration.Benchmarks.Faults;

internal enum FaultSide
{
    Exchange,
    Kerio,
}

using KerioMigration.Simulation.Faults;

namespace KerioMigration.Benchmarks.Faults;

/// <summary>One row: a fault at a moment, and what must come of it.</summary>
internal sealed record FaultCase(string Name, FaultSide Side, Fault Fault, FaultOutcome Expected)
{
    /// <summary>The fault waits for the second run, which meets a mailbox that was carried before and has new mail.</summary>
    public bool InSecondRun { get; init; }

    /// <summary>A second one beside it.</summary>
    public Fault? Also { get; init; }

    /// <summary>Happens when the fault hits.</summary>
    public Mishap Mishap { get; init; }

    public override string ToString() => $"{Side} {Fault.On}: {Name}{(InSecondRun ? ", in the second run" : "")}";
}

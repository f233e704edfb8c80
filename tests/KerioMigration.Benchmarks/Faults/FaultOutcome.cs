using KerioMigration.Engine.Model;

namespace KerioMigration.Benchmarks.Faults;

/// <summary>How far a fault reaches, and the reason that is reported.</summary>
internal sealed record FaultOutcome(FaultEffect Effect, Reason Reason = Reason.None)
{
    public static readonly FaultOutcome Done = new(FaultEffect.Nothing);
}

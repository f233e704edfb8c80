using System;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Verification;

/// <summary>What every part of a verification needs.</summary>
public sealed record VerificationContext
{
    public required MigrationEndpoints Endpoints { get; init; }

    public required ILedgerReader Ledger { get; init; }

    public required VerificationOptions Options { get; init; }

    /// <summary>Called on any thread, several at once.</summary>
    public required Action<VerificationEvent> Observer { get; init; }

    public required TimeProvider Time { get; init; }
}

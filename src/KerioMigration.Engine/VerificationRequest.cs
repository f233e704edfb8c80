using System.Collections.Generic;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Verification;

namespace KerioMigration.Engine;

/// <summary>Everything that a verification is asked for.</summary>
/// <param name="LedgerPath">A full path to a ledger that exists.</param>
/// <param name="Targets">None: all mailboxes of the ledger.</param>
public sealed record VerificationRequest(
    ExchangeConnection Source,
    KerioConnection Destination,
    string LedgerPath,
    VerificationOptions Options,
    IReadOnlyList<VerificationTarget> Targets);

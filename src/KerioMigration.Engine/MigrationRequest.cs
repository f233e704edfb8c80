using System.Collections.Generic;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine;

/// <summary>Everything that a migration is asked for.</summary>
/// <param name="LedgerPath">A full path; the file is created when it is missing and something is to be written.</param>
public sealed record MigrationRequest(
    ExchangeConnection Source,
    KerioConnection Destination,
    string LedgerPath,
    MigrationOptions Options,
    IReadOnlyList<UserMapping> Users);

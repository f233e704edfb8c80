using System;

namespace KerioMigration.Engine.Ledger.Leases;

/// <summary>A lease as the ledger holds it.</summary>
/// <param name="Token">Of one taking: the same process may take a mailbox again.</param>
internal sealed record LeaseEntry(string Token, LeaseOwner Owner, DateTimeOffset Acquired, DateTimeOffset Heartbeat);

namespace KerioMigration.Simulation.Kerio.Imap;

/// <summary><c>{n}</c>, or <c>{n+}</c> that waits for no continuation (RFC 7888).</summary>
internal readonly record struct LiteralHeader(long Size, bool IsSynchronizing);

using System;

namespace KerioMigration.Benchmarks;

/// <summary>Who is killed; several at once where it says so.</summary>
[Flags]
internal enum TortureVictim
{
    Migration = 1,
    Exchange = 2,

    /// <summary>The Dovecot that keeps the mail.</summary>
    Dovecot = 4,

    /// <summary>The Kerio front: administration, master login, every connection to the mail.</summary>
    Front = 8,
}

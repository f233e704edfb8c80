using System;

namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>The flags that Kerio Connect 8.5.1 lists in FLAGS and PERMANENTFLAGS, in its order; there are no others.</summary>
[Flags]
public enum MessageFlags
{
    None = 0,
    Deleted = 1,
    Seen = 2,
    Answered = 4,
    Draft = 8,
    Flagged = 16,
    MdnSent = 32,
    Forwarded = 64,
    AutoJunk = 128,
    AutoNotJunk = 256,
    Junk = 512,
    NotJunk = 1024,
}

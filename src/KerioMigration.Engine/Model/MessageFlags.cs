using System;

namespace KerioMigration.Engine.Model;

/// <summary>States of a message that IMAP can carry: system flags of RFC 3501 2.3.2, $Forwarded and $MDNSent (RFC 3503).</summary>
[Flags]
public enum MessageFlags
{
    None = 0,
    Seen = 1,
    Answered = 2,
    Flagged = 4,
    Draft = 8,
    Forwarded = 16,
    MdnSent = 32,
}

namespace KerioMigration.Engine.Verification;

/// <summary>What counts of a part's decoded content.</summary>
internal enum CanonicalContentKind
{
    /// <summary>Every byte.</summary>
    Bytes,

    /// <summary>Every line; CRLF and LF are the same, and line ends behind the last line belong to the boundary.</summary>
    Lines,

    /// <summary>Lines without DTSTAMP, which says when this rendering was made and not when the event changed (RFC 5545, 3.8.7.2).</summary>
    Calendar,
}

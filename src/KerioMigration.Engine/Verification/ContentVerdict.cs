namespace KerioMigration.Engine.Verification;

/// <summary>What a comparison of content says.</summary>
internal enum ContentVerdict
{
    Same,

    /// <summary>The same content, which the destination wrote down in another way.</summary>
    Normalized,

    /// <summary>The destination has what was sent, and the source has something else now.</summary>
    Changed,

    /// <summary>The destination has something else than was sent.</summary>
    Altered,
}

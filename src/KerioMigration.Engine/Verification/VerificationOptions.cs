namespace KerioMigration.Engine.Verification;

/// <summary>How much is compared.</summary>
public sealed record VerificationOptions
{
    /// <summary>Every carried item is read on both sides and compared.</summary>
    public bool Content { get; init; }

    /// <summary>Mailboxes at the same time.</summary>
    public int ThrottleLimit { get; init; } = 6;
}

using System.Net;

namespace KerioMigration.Engine.Verification;

/// <summary>A mailbox to compare.</summary>
/// <param name="Address">Of the source, as the ledger knows it; compared without case.</param>
public sealed record VerificationTarget(string Address)
{
    /// <summary>The user's own sign-in at the destination, when the row brought one.</summary>
    public NetworkCredential? DestinationCredential { get; init; }
}

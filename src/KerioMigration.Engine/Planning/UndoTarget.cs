using System.Net;

namespace KerioMigration.Engine.Planning;

/// <summary>A mailbox or distribution group to undo.</summary>
/// <param name="Address">As the ledger knows it: the source's primary address.</param>
/// <param name="Credential">The user's own sign-in at the destination; null for the master login, or the password that was kept.</param>
public sealed record UndoTarget(string Address, NetworkCredential? Credential)
{
    public bool IsGroup { get; init; }
}

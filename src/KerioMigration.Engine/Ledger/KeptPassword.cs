using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>The password that we gave an account, new or not.</summary>
/// <param name="Mailbox">The source's address.</param>
/// <param name="DestinationAddress">The account that it opens.</param>
public sealed record KeptPassword(string Mailbox, string DestinationAddress, Secret Password)
{
    /// <summary>The destination did not take it when it was tried last: whoever uses the account has another one.</summary>
    public bool IsRefused { get; init; }
}

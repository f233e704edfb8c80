using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>The password of an account that was created by us.</summary>
/// <param name="Mailbox">The source's address.</param>
/// <param name="DestinationAddress">The account that it opens.</param>
public sealed record KeptPassword(string Mailbox, string DestinationAddress, Secret Password);

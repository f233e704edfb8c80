using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>How to get into a mailbox.</summary>
/// <param name="Address"><c>login@domain</c>: the form that works in every domain.</param>
/// <param name="Password">The user's own, or the server's master password.</param>
/// <param name="IsMaster">Sign in with X-MASTERAUTH and become the user with X-SETUSER.</param>
internal sealed record ImapSignIn(string Address, Secret Password, bool IsMaster);

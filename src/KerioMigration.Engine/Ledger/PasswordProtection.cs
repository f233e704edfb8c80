using System.Runtime.InteropServices;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>
/// Keeps passwords unreadable in the ledger's file. A protected password belongs to one mailbox: put at another's place it does not
/// open. Blocking; not thread-safe.
/// </summary>
internal abstract class PasswordProtection
{
    /// <summary>What this computer has: the account's own key on Windows, a key file beside the ledger elsewhere.</summary>
    public static PasswordProtection Create(string ledgerPath) => RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? new AccountPasswordProtection()
        : new KeyFilePasswordProtection(ledgerPath + ".key");

    /// <param name="mailboxKey">The address in the form that is compared.</param>
    /// <param name="isFirst">The ledger holds no other protected password, so that a new key makes none of them unreadable.</param>
    /// <exception cref="MigrationException"><see cref="Reason.AccessDenied"/>: no usable key.</exception>
    public abstract byte[] Protect(string mailboxKey, Secret password, bool isFirst);

    /// <exception cref="MigrationException"><see cref="Reason.AccessDenied"/>: no usable key, or the value was tampered with.</exception>
    public abstract Secret Unprotect(string mailboxKey, byte[] blob);

    protected static MigrationException Refuse(string message) =>
        new(new Failure(FailureScope.Run, FailureRemedy.None, Reason.AccessDenied, message));
}

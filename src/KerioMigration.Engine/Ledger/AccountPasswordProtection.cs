using System;
using System.Security.Cryptography;
using System.Text;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>DPAPI with the key of the Windows account that runs the migration.</summary>
internal sealed class AccountPasswordProtection : PasswordProtection
{
    private const byte Format = 1;

    public override byte[] Protect(string mailboxKey, Secret password, bool isFirst)
    {
        var clear = Encoding.UTF8.GetBytes(password.Reveal());
        var sealedBytes = ProtectedData.Protect(clear, Encoding.UTF8.GetBytes(mailboxKey), DataProtectionScope.CurrentUser);
        Array.Clear(clear, 0, clear.Length);
        return [Format, .. sealedBytes];
    }

    public override Secret Unprotect(string mailboxKey, byte[] blob)
    {
        if (blob.Length < 2 || blob[0] != Format)
        {
            throw Refuse("The kept passwords were protected on another kind of computer. Read them there, with the account that ran the migration.");
        }

        try
        {
            var clear = ProtectedData.Unprotect(blob.AsSpan(1).ToArray(), Encoding.UTF8.GetBytes(mailboxKey), DataProtectionScope.CurrentUser);
            var password = Secret.From(Encoding.UTF8.GetString(clear));
            Array.Clear(clear, 0, clear.Length);
            return password;
        }
        catch (CryptographicException)
        {
            throw Refuse($"The kept password of {mailboxKey} opens only for the Windows account that ran the migration, on the computer where it ran.");
        }
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Net;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>The account that a mailbox went to, as the ledger knows it.</summary>
internal static class KnownAccount
{
    /// <summary>What finds the account again; without an at sign the whole is its login.</summary>
    public static UserMapping MappingOf(MailboxEntry mailbox)
    {
        var address = mailbox.DestinationAddress;
        var at = address.LastIndexOf('@');
        return new UserMapping
        {
            Source = new MailboxRef(mailbox.Address),
            DestinationLogin = at < 0 ? address : address.Substring(0, at),
            DestinationDomain = at < 0 ? "" : address.Substring(at + 1),
            DisplayName = mailbox.DisplayName,
        };
    }

    /// <summary>The account that was to write the public folders is not there.</summary>
    public static Failure NoPublicAccount(UserMapping user) => new(
        FailureScope.Mailbox,
        FailureRemedy.None,
        Reason.MailboxNotFound,
        $"Kerio Connect has no account {user.DestinationLogin} that could write the public folders. Name one that has the right \"Public folders\" with -PublicFolderCredential.");

    /// <summary>The account that wrote the public folders is not there any more, and they are.</summary>
    public static Failure PublicAccountGone(MailboxEntry folders) => new(
        FailureScope.Mailbox,
        FailureRemedy.None,
        Reason.MailboxNotFound,
        $"Kerio Connect has no account {folders.DestinationAddress} any more, which wrote the public folders: nothing of them was taken back. Make it again with the right \"Public folders\", and give its KerioCredential in the row.");

    /// <summary>Nobody typed the password, so that nobody can check it.</summary>
    public static Failure RefusedPassword(DestinationUser account, Failure failure) => failure with
    {
        Message = $"{account.Address} does not take the password any more that the migration gave it: its user has another one by now. "
            + "Give it as KerioCredential in the row, or run with -ResetPassword. The refused one is not tried again.",
    };

    /// <summary>By what runs have kept for it, whichever mailbox it was kept for; not what was refused before.</summary>
    public static DestinationSignIn SignInOf(DestinationUser account, IReadOnlyList<KeptPassword> kept)
    {
        var usable = kept.FirstOrDefault(k => !k.IsRefused);
        var own = SignInOf(account, usable?.Password);
        return new DestinationSignIn(account, own, JustCreated: false) { Kept = own is null ? null : usable };
    }

    /// <summary>Its own sign-in by the password that was kept; none where a directory has the password.</summary>
    public static NetworkCredential? SignInOf(DestinationUser account, Secret? kept) =>
        kept is null || account.IsFromDirectory ? null : new NetworkCredential(account.Address, kept.ToSecureString());
}

using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>Mailboxes of equal names in two domains are two people more often than one: also in runs that know nothing of each other.</summary>
internal static class SharedTarget
{
    /// <param name="account">Null: it is still to be made.</param>
    public static string AddressOf(UserMapping user, DestinationUser? account) => account?.Address ?? $"{user.DestinationLogin}@{user.DestinationDomain}";

    /// <summary>Null when nobody else's mail is in the account, or a row says that it is to be.</summary>
    /// <param name="known">Mailboxes that earlier runs took to the account.</param>
    /// <param name="inRun">The command has looked at these already, and at the order of its rows.</param>
    public static Failure? Refuse(UserMapping user, IReadOnlyList<MailboxEntry> known, IReadOnlyList<UserMapping> inRun)
    {
        // One that is there already, by a row of an earlier run, stays there.
        var isFree = user.IsTargetChosen || user.Source.IsPublicFolders || known.Any(m => IsOf(m, user));
        return isFree || known.FirstOrDefault(m => !new MailboxRef(m.Address).IsPublicFolders && !inRun.Any(u => IsOf(m, u))) is not { } owner ? null : new Failure(
            FailureScope.Mailbox,
            FailureRemedy.None,
            Reason.InvalidInput,
            $"{user} and {owner.Address} would go into the same account {user.DestinationLogin}. Give the row a KerioLogin property, with the same name if that is wanted.");
    }

    private static bool IsOf(MailboxEntry mailbox, UserMapping user) => string.Equals(mailbox.Address, user.Source.Address, StringComparison.OrdinalIgnoreCase);
}

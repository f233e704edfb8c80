using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>What a room or an equipment mailbox has beside its items and a resource has no place for.</summary>
internal static class ResourceLosses
{
    /// <summary>What the row says; the source's directory is asked where accounts' details are asked for.</summary>
    /// <exception cref="MigrationException">Scope Run.</exception>
    public static async Task<AccountDetail> ReadAsync(MigrationEndpoints endpoints, MigrationOptions options, UserMapping user, CancellationToken cancellationToken)
    {
        try
        {
            return options.IncludeAccountDetail ? await AccountTransfer.ReadAsync(endpoints, user, cancellationToken).ConfigureAwait(false) : user.Detail;
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            return user.Detail;
        }
    }

    /// <param name="address">The resource's; its login alone while it is still to be made.</param>
    public static IReadOnlyList<PartPlan> Of(MigrationOptions options, AccountDetail detail, string address)
    {
        var login = address.Split('@')[0];
        var further = (detail.Addresses ?? []).Where(a => !IsOwn(a)).ToList();
        return [.. new[]
        {
            further.Count == 0 ? null : Loss(MailboxPart.Account, $"does not reach the resource, which has one address: {string.Join(", ", further)}"),
            options.IncludePermission ? Loss(MailboxPart.Permission, "have no place in a resource: who may book it and who manages it is decided in Kerio Connect") : null,
            options.IncludePermission ? Loss(MailboxPart.Delegate, "have no place in a resource, which has one manager in Kerio Connect") : null,
            options.IncludeSetting ? Loss(MailboxPart.OutOfOffice, "has no place in a resource") : null,
            options.IncludeSetting ? Loss(MailboxPart.InboxRule, "have no place in a resource, which takes no mail") : null,
        }.OfType<PartPlan>()];

        bool IsOwn(string other) => string.Equals(other, address, StringComparison.OrdinalIgnoreCase)
            || (address == login && string.Equals(other.Split('@')[0], login, StringComparison.OrdinalIgnoreCase));
    }

    private static PartPlan Loss(MailboxPart part, string loss) => new(part, "", 0, [loss]);
}

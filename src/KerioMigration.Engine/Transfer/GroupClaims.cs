using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer;

/// <summary>Which group of the source has which address at the destination: equal names in two domains are two groups, and are not mixed.</summary>
/// <param name="known">Of earlier runs.</param>
internal sealed class GroupClaims(IReadOnlyList<GroupEntry> known)
{
    private readonly Dictionary<string, string> owners = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="MigrationException">Scope Mailbox: another group has it, from this run or an earlier one.</exception>
    public void Claim(string group, string destination)
    {
        var there = known.Where(k => AreSame(k.Destination, destination)).Select(k => k.Address).ToList();
        var owner = owners.TryGetValue(destination, out var first) ? first : there.Find(a => AreSame(a, group)) ?? there.FirstOrDefault() ?? group;
        if (!AreSame(owner, group))
        {
            throw new MigrationException(new Failure(
                FailureScope.Mailbox,
                FailureRemedy.None,
                Reason.AddressTaken,
                $"{group} and {owner} would become the same group {destination}. Give one of them another name in Exchange, or carry it by itself with another -KerioDomain."));
        }

        owners[destination] = group;
    }

    private static bool AreSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

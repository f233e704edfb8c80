using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>Who of a distribution group can be in one at the destination.</summary>
internal sealed class GroupMatching
{
    private readonly GranteeMatching matching;
    private readonly bool isPreview;
    private readonly Dictionary<string, DestinationUser> accounts;

    private GroupMatching(PartContext context, IReadOnlyList<DestinationUser> users)
    {
        matching = new GranteeMatching(context);
        isPreview = context.IsPreview;
        accounts = users.ToDictionary(u => u.Address, StringComparer.OrdinalIgnoreCase);
    }

    public static async Task<GroupMatching> ReadAsync(PartContext context, CancellationToken cancellationToken) =>
        new(context, await context.Directory.ListUsersAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Names without wildcards that no group has.</summary>
    public static IEnumerable<(string Name, Failure Failure)> Unknown(IReadOnlyList<string> asked, IReadOnlyList<SourceGroup> groups) => asked
        .Where(p => new WildcardPattern(p) is { IsLiteral: true } pattern && !groups.Any(g => pattern.IsMatch(g.Address) || pattern.IsMatch(g.Name)))
        .Select(name => (name, new Failure(
            FailureScope.Mailbox, FailureRemedy.None, Reason.MailboxNotFound, $"The address list of Exchange has no distribution group called \"{name}\".")));

    /// <returns>Accounts; what of the group has no place; and, in a preview, how many more accounts the run would make for members.</returns>
    public async Task<(IReadOnlyList<DestinationUser> Members, IReadOnlyList<LossEntry> Losses, int Unmade)> MatchAsync(
        SourceGroup group, CancellationToken cancellationToken)
    {
        List<LossEntry> losses = [.. group.Losses.Select(l => Loss(l, isOpen: true))];
        losses.AddRange(group.Nested.Count == 0 ? [] : [Loss($"The members of {string.Join(", ", group.Nested)} are in it themselves: groups hold accounts alone", isOpen: false)]);
        Dictionary<string, DestinationUser> members = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> unmade = new(StringComparer.OrdinalIgnoreCase);
        foreach (var member in group.Members)
        {
            var matched = await matching.MatchAsync(member.Address, cancellationToken).ConfigureAwait(false);
            if (matched is { IsUser: true, Address: { } address } && accounts.TryGetValue(address, out var account))
            {
                members[account.Id] = account;
            }
            else if (isPreview && matched is { IsUser: true, Address: { } wanted })
            {
                unmade.Add(wanted);
            }
            else
            {
                losses.Add(matched.IsUser || member.IsMailbox
                    ? Loss($"{member.Address}: has no account at the destination, or a disabled one; a later run adds it when there is one", isOpen: true)
                    : Loss($"{member.Address}: is not of this organization, and groups hold accounts alone; make a mailing list if mail is to go on arriving", isOpen: false));
            }
        }

        return ([.. members.Values], losses, unmade.Count);
    }

    private static LossEntry Loss(string loss, bool isOpen) => new(MailboxPart.Group, "", loss, isOpen);
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>Says what would be done for distribution groups. Writes nothing.</summary>
internal sealed class GroupPlanner(PartContext context, MigrationEndpoints endpoints)
{
    /// <exception cref="MigrationException">Scope Mailbox: the source does not tell its groups. Scope Run.</exception>
    public async Task<IReadOnlyList<GroupPlan>> PlanAsync(CancellationToken cancellationToken)
    {
        if (context.Options.IncludeGroup.Count == 0 || endpoints.Groups is not { } destination)
        {
            return [];
        }

        var groups = await endpoints.ReadGroupsAsync(context.Options.IncludeGroup, cancellationToken).ConfigureAwait(false);
        List<GroupPlan> plans = [.. GroupMatching.Unknown(context.Options.IncludeGroup, groups).Select(u => new GroupPlan(u.Name) { Refusal = u.Failure })];
        var matching = groups.Count == 0 ? null : await GroupMatching.ReadAsync(context with { IsPreview = true }, cancellationToken).ConfigureAwait(false);
        var claims = new GroupClaims(await context.ReadGroupsAsync(cancellationToken).ConfigureAwait(false));
        foreach (var group in groups)
        {
            plans.Add(await PlanAsync(destination, matching!, claims, group, cancellationToken).ConfigureAwait(false));
        }

        return plans;
    }

    private static async Task<GroupPlan> PlanAsync(
        IGroupDirectory destination, GroupMatching matching, GroupClaims claims, SourceGroup group, CancellationToken cancellationToken)
    {
        var plan = new GroupPlan(group.Address) { Name = group.Name };
        try
        {
            plan = plan with { Destination = await destination.AddressOfAsync(group.Address, cancellationToken).ConfigureAwait(false) };
            claims.Claim(group.Address, plan.Destination);
            var (members, losses, unmade) = await matching.MatchAsync(group, cancellationToken).ConfigureAwait(false);
            var there = await destination.FindAsync(group.Address, cancellationToken).ConfigureAwait(false);
            var missing = there is null ? members : await destination.FindMissingAsync(there, members, cancellationToken).ConfigureAwait(false);
            return plan with
            {
                Destination = there?.Address ?? plan.Destination,
                IsCreated = there is null,
                Count = missing.Count + unmade,
                Losses = [.. losses.Select(l => l.Loss)],
            };
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            return plan with { Refusal = e.Failure };
        }
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Engine.Transfer;

/// <summary>Says what would be set for a mailbox beside its items. Goes the way of the run itself, and writes nothing.</summary>
internal sealed class PartPlanner(PartContext context)
{
    /// <param name="owner">The account's address at the destination.</param>
    /// <param name="known">What earlier runs have set.</param>
    /// <exception cref="MigrationException">Scope Run.</exception>
    public async Task<IReadOnlyList<PartPlan>> PlanAsync(
        UserMapping user,
        ISourceMailbox source,
        PartDestination destination,
        string owner,
        IReadOnlyList<FolderPlan> folders,
        IReadOnlyList<PartEntry> known,
        CancellationToken cancellationToken)
    {
        var foreseen = new Foreseen();
        await new PartTransfer(context with { IsPreview = true }, new PartEvents(user, foreseen), ledger: null)
            .CarryAsync(source, destination, owner, folders, known, cancellationToken).ConfigureAwait(false);
        return foreseen.Plans;
    }

    private sealed class Foreseen : IMigrationObserver
    {
        public List<PartPlan> Plans { get; } = [];

        public void OnEvent(MigrationEvent migrationEvent) => Plans.AddRange(new[]
        {
            migrationEvent switch
            {
                PartCarried carried => new PartPlan(carried.Part, carried.Place, carried.Count, carried.Losses),
                PartHeld held => new PartPlan(held.Part, "", 0, ["is held. " + held.Obstacle?.Message.TrimEnd('.')]),
                PartFailed failed => new PartPlan(failed.Part, failed.Place, 0, [failed.Failure.Message.TrimEnd('.')]),
                _ => null,
            },
        }.OfType<PartPlan>());
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Rights;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// Everybody of a domain may read its public folders in Kerio Connect, which no run can change: says of which folders they may not at the
/// source. Nothing is held for it.
/// </summary>
/// <param name="owner">The address of the account that writes the public folders.</param>
internal sealed class PublicReaders(PartEvents events, string owner)
{
    private string Domain => owner.Substring(owner.LastIndexOf('@') + 1);

    /// <summary>For a run that is not asked to bring rights over.</summary>
    /// <exception cref="MigrationException">Scope Run.</exception>
    public async Task TellAsync(ISourceMailbox source, IReadOnlyList<FolderPlan> plans, CancellationToken cancellationToken)
    {
        var carried = plans.Where(p => p.Target is not null).ToList();
        events.Begin(MailboxPart.Permission);
        try
        {
            var read = await source.ReadRightsAsync([.. carried.Select(p => p.Source)], cancellationToken).ConfigureAwait(false);
            foreach (var (plan, found) in carried.Zip(read, (plan, found) => (plan, found)))
            {
                events.Carried(MailboxPart.Permission, FolderPath.Join(plan.Source.Path), 0, Losses(found));
            }
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            events.Carried(MailboxPart.Permission, "", 0, Losses(new FolderRights { Failure = e.Failure }));
        }
    }

    public IReadOnlyList<string> Losses(FolderRights found)
    {
        if (found.Failure is { } failure)
        {
            return [$"everybody of {Domain} may read it here; who may at the source could not be read: {failure.Message.TrimEnd('.')}"];
        }

        var all = found.Entries.FirstOrDefault(e => e.Grantee == Grantee.Default) ?? new FolderRight(Grantee.Default, "None", FolderAbilities.None);
        return (all.Abilities & FolderAbilities.Read) != 0
            ? []
            : [$"{all}: everybody of {Domain} may read it here, as all public folders of Kerio Connect, and may not at the source; look at it before anybody works here"];
    }
}

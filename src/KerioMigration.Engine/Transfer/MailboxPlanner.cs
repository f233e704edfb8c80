using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>Looks at both ends of one mailbox and says what would be done. Writes nothing.</summary>
public sealed class MailboxPlanner
{
    private static readonly Dictionary<string, string[]> NothingKnown = [];

    private readonly MigrationEndpoints endpoints;
    private readonly MigrationOptions options;

    public MailboxPlanner(MigrationEndpoints endpoints, MigrationOptions options)
    {
        this.endpoints = endpoints;
        this.options = options;
    }

    /// <summary>Never throws for the mailbox's sake: <see cref="MailboxPlan.Refusal"/> says what stands in the way.</summary>
    /// <exception cref="MigrationException">Scope Run.</exception>
    public async Task<MailboxPlan> PlanAsync(UserMapping user, CancellationToken cancellationToken)
    {
        var plan = new MailboxPlan { User = user };
        try
        {
            var source = endpoints.OpenSource(user.Source);
            await using (source.ConfigureAwait(false))
            {
                var folders = await source.ListFoldersAsync(cancellationToken).ConfigureAwait(false);
                plan = plan with { Folders = Map(folders, [], NothingKnown) };
                plan = plan with { Account = await endpoints.Directory.FindUserAsync(user, cancellationToken).ConfigureAwait(false) };
                return plan.Account is null ? plan : await PlanOntoAsync(plan, folders, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            return plan with { Refusal = e.Failure };
        }
    }

    public IReadOnlyList<FolderPlan> Map(
        IReadOnlyList<FolderRef> folders,
        IReadOnlyList<DestinationFolder> existing,
        IReadOnlyDictionary<string, string[]> known) =>
        FolderMapping.Map(folders, [.. existing.Select(f => new ExistingFolder(f.Path, f.Role, f.CanHoldItems))], known, options);

    private static Failure? QuotaRefusal(MailboxPlan plan, DestinationUser account)
    {
        var free = account.QuotaBytes - account.UsedBytes;
        return plan.Size <= (free ?? long.MaxValue)
            ? null
            : new Failure(
                FailureScope.Mailbox,
                FailureRemedy.None,
                Reason.QuotaExceeded,
                $"{account.Address} has {free:N0} bytes free and {plan.User} holds about {plan.Size:N0}. Raise the account's quota before migrating.");
    }

    private async Task<MailboxPlan> PlanOntoAsync(MailboxPlan plan, IReadOnlyList<FolderRef> folders, CancellationToken cancellationToken)
    {
        var signIn = new DestinationSignIn(plan.Account!, plan.User.DestinationCredential, JustCreated: false);
        var destination = await endpoints.OpenDestinationAsync(signIn, cancellationToken).ConfigureAwait(false);
        await using (destination.ConfigureAwait(false))
        {
            var existing = await destination.ListFoldersAsync(cancellationToken).ConfigureAwait(false);
            plan = plan with { Folders = Map(folders, existing, NothingKnown) };
            return plan with { Refusal = QuotaRefusal(plan, plan.Account!) };
        }
    }
}

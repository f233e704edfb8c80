using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>Looks at both ends of one mailbox and says what would be done. Writes nothing.</summary>
public sealed class MailboxPlanner
{
    private readonly MigrationEndpoints endpoints;
    private readonly MigrationOptions options;
    private readonly RunAccounts accounts = new();

    public MailboxPlanner(MigrationEndpoints endpoints, MigrationOptions options)
    {
        this.endpoints = endpoints;
        this.options = options;
    }

    public EarlierRuns Earlier { get; init; } = EarlierRuns.None;

    /// <summary>Null: what mailboxes have beside items is not asked for.</summary>
    internal PartContext? Parts { get; init; }

    /// <summary>Never throws for the mailbox's sake: <see cref="MailboxPlan.Refusal"/> says what stands in the way.</summary>
    /// <exception cref="MigrationException">Scope Run.</exception>
    public async Task<MailboxPlan> PlanAsync(UserMapping user, CancellationToken cancellationToken)
    {
        IReadOnlyList<FolderTotals> earlier = [.. Earlier.Folders[user.Source.Address]];
        var plan = new MailboxPlan { User = user };
        try
        {
            var source = endpoints.OpenSource(user.Source);
            await using (source.ConfigureAwait(false))
            {
                var tree = await SourceTree.ReadAsync(source, options.IncludeArchive ? ArchiveUse.Included : ArchiveUse.None, cancellationToken).ConfigureAwait(false);
                if (user.Resource is not null)
                {
                    return await PlanResourceAsync(plan, tree, cancellationToken).ConfigureAwait(false);
                }

                plan = plan with { Folders = Map(tree.Folders, [], earlier, ItemKinds.All), Concern = tree.ArchiveFailure };
                plan = plan with { Account = await endpoints.Directory.FindUserAsync(user, cancellationToken).ConfigureAwait(false) };
                if (SharedTarget.Refuse(user, Earlier.MailboxesOf(SharedTarget.AddressOf(user, plan.Account)), Parts?.Users ?? []) is { } shared)
                {
                    return plan with { Refusal = shared };
                }

                if (plan.Account is null && user.Source.IsPublicFolders)
                {
                    return plan with { Refusal = KnownAccount.NoPublicAccount(user) };
                }

                plan = plan with { AccountPlan = await PlanAccountAsync(user, plan.Account, cancellationToken).ConfigureAwait(false) };
                return plan.Account is null
                    ? plan with { Parts = await PlanPartsAsync(plan, source, UnmadeAccount.Destination(), cancellationToken).ConfigureAwait(false) }
                    : await PlanOntoAsync(plan, source, tree.Folders, earlier, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            return plan with { Refusal = e.Failure };
        }
    }

    /// <param name="earlier">The mailbox's folders as earlier runs left them: they keep their places.</param>
    /// <param name="writable">As <see cref="DestinationTraits.Kinds"/>.</param>
    public IReadOnlyList<FolderPlan> Map(
        IReadOnlyList<FolderRef> folders,
        IReadOnlyList<DestinationFolder> existing,
        IReadOnlyList<FolderTotals> earlier,
        IReadOnlyCollection<ItemKind> writable)
    {
        var known = earlier.Select(f => (f.Folder.SourceId, Path: PlaceOf(f.Folder, existing))).Where(f => f.Path is not null)
            .ToDictionary(f => f.SourceId, f => f.Path!, StringComparer.Ordinal);
        var carried = earlier.ToDictionary(f => f.Folder.SourceId, f => f.Items.Migrated + f.Items.Existing, StringComparer.Ordinal);
        var plans = FolderMapping.Map(folders, [.. existing.Select(f => new ExistingFolder(f.Path, f.Role, f.CanHoldItems, f.Kind))], known, options, writable);
        return [.. plans.Select(p => carried.TryGetValue(p.Source.Id, out var count) ? p with { CarriedCount = count } : p)];
    }

    /// <summary>A planned folder as the ledger is to know it.</summary>
    internal static FolderEntry EntryOf(FolderPlan plan) => new()
    {
        SourceId = plan.Source.Id,
        SourcePath = FolderPath.Join(plan.Source.Path),
        Role = plan.Source.Role,
        Kind = plan.Source.Kind,
        SourceItemCount = plan.Source.ItemCount,
        TargetPath = plan.Target is { } target ? string.Join("/", target.Path) : null,
        Reason = plan.Reason,
        IsRenamed = plan.IsRenamed,
    };

    /// <summary>Where earlier runs put the folder; the last one may have left it out, and then the destination alone knows.</summary>
    private static string[]? PlaceOf(FolderEntry folder, IReadOnlyList<DestinationFolder> existing)
    {
        if (folder.DestinationFullName is not { } name)
        {
            return null;
        }

        // Legal names hold no slash, so that the joined path can be taken apart.
        return folder.TargetPath?.Split('/') ?? existing.FirstOrDefault(e => e.FullName == name && e.Kind == ItemKinds.FolderKind(folder.Kind))?.Path.ToArray();
    }

    /// <summary>
    /// No refusal: a run writes until the server says that the account is full. Sizes at the source are not those of MIME, and what
    /// filters by date leave out is not known before the items are listed.
    /// </summary>
    private Failure? QuotaConcern(MailboxPlan plan, DestinationUser account)
    {
        var free = account.QuotaBytes - account.UsedBytes;
        var fewer = options.After is null && options.Before is null ? "" : ", fewer by the dates asked for";
        return plan.User.Items is not null || plan.OpenSize <= (free ?? long.MaxValue)
            ? null
            : new Failure(
                FailureScope.Mailbox,
                FailureRemedy.None,
                Reason.QuotaExceeded,
                FormattableString.Invariant(
                    $"{account.Address} has {free:N0} bytes free and about {plan.OpenSize:N0} of {plan.User} are still to come{fewer}. Raise its quota, or the run ends where it is full."));
    }

    private async Task<MailboxPlan> PlanResourceAsync(MailboxPlan plan, SourceTree tree, CancellationToken cancellationToken)
    {
        var resource = await endpoints.ResourceDirectory.FindAsync(plan.User, cancellationToken).ConfigureAwait(false);
        var detail = await ResourceLosses.ReadAsync(endpoints, options, plan.User, cancellationToken).ConfigureAwait(false);
        return plan with
        {
            Parts = ResourceLosses.Of(options, detail, resource?.Address ?? plan.User.DestinationLogin),
            Resource = resource,
            Folders = ResourcePlan.Map(tree.Folders, options),
            Concern = ResourcePlan.Obstacle(plan.User, resource?.Address ?? plan.User.DestinationLogin),
        };
    }

    private async Task<AccountPlan?> PlanAccountAsync(UserMapping user, DestinationUser? account, CancellationToken cancellationToken)
    {
        if (!options.IncludeAccountDetail || user.Source.IsPublicFolders || user.Items is not null || endpoints.AccountDetails is not { } details)
        {
            return null;
        }

        var detail = await AccountTransfer.ReadAsync(endpoints, user, cancellationToken).ConfigureAwait(false);
        var isOurs = account is null || Earlier.Mailboxes.TryGetValue(user.Source.Address, out var known) && known.AccountCreated;
        return await new AccountComparison(details, completes: true).PlanAsync(user, detail, account, isOurs, [], cancellationToken).ConfigureAwait(false);
    }

    private async Task<MailboxPlan> WithAddressesAsync(MailboxPlan plan, ISourceMailbox source, CancellationToken cancellationToken)
    {
        if (endpoints.FolderAddresses is null)
        {
            return plan;
        }

        try
        {
            var comparison = new FolderAddressComparison(endpoints, plan.User, plan.Account!);
            var addressed = (await comparison.PlanAsync(source, plan.Folders, [], cancellationToken).ConfigureAwait(false)).ToDictionary(a => a.Folder.Source.Id);
            var strangers = string.Join(", ", comparison.Strangers.Select(s => s.Text));
            return plan with
            {
                Folders = [.. plan.Folders.Select(f => addressed.TryGetValue(f.Source.Id, out var a) ? f with { Addresses = a.Free, Losses = a.Losses } : f)],
                Concern = strangers.Length == 0 ? plan.Concern : Unaddressed($"The source has no public folder {strangers} that -PublicFolderAddress gives addresses to."),
            };
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            return plan with { Concern = e.Failure };
        }
    }

    private static Failure Unaddressed(string message) => new(FailureScope.Mailbox, FailureRemedy.None, Reason.InvalidInput, message);

    /// <summary>What is beside the items of the mailbox; nothing where single items are carried.</summary>
    private async Task<IReadOnlyList<PartPlan>> PlanPartsAsync(MailboxPlan plan, ISourceMailbox source, PartDestination destination, CancellationToken cancellationToken)
    {
        var known = Earlier.Parts.TryGetValue(plan.User.Source.Address, out var parts) ? parts : [];
        return Parts is null || plan.User.Items is not null ? [] : await new PartPlanner(Parts)
            .PlanAsync(plan.User, source, destination, plan.Account?.Address ?? plan.User.LikelyAddress, plan.Folders, known, cancellationToken).ConfigureAwait(false);
    }

    private static FolderPlan WithRights(FolderPlan folder, IReadOnlyList<PartPlan> parts) => folder with
    {
        Losses = [.. folder.Losses, .. parts.Where(p => p.Part == MailboxPart.Permission && p.Place == FolderPath.Join(folder.Source.Path)).SelectMany(p => p.Losses)],
    };

    private async Task<MailboxPlan> PlanOntoAsync(
        MailboxPlan plan, ISourceMailbox source, IReadOnlyList<FolderRef> folders, IReadOnlyList<FolderTotals> earlier, CancellationToken cancellationToken)
    {
        var isPublic = plan.User.Source.IsPublicFolders;
        var signIn = plan.User.DestinationCredential is { } given ? new DestinationSignIn(plan.Account!, given, JustCreated: false)
            : KnownAccount.SignInOf(plan.Account!, isPublic ? [] : [.. Earlier.Passwords[plan.Account!.Address]]);
        var destination = await accounts.OpenAsync(
            signIn with { IsPublic = isPublic }, endpoints.OpenDestinationAsync, _ => Task.CompletedTask, cancellationToken).ConfigureAwait(false);
        await using (destination.ConfigureAwait(false))
        {
            var existing = await destination.ListFoldersAsync(cancellationToken).ConfigureAwait(false);
            plan = plan with { Folders = Map(folders, existing, earlier, destination.Traits.Kinds) };
            plan = plan.User.Source.IsPublicFolders ? await WithAddressesAsync(plan, source, cancellationToken).ConfigureAwait(false) : plan;
            var isReset = options.ResetPassword && signIn.Credential is null && !plan.Account!.IsFromDirectory && !isPublic;
            plan = plan with
            {
                Parts = isReset
                    ? await PlanPartsAsync(plan with { Folders = Map(folders, existing, earlier, ItemKinds.All) }, source, UnmadeAccount.Destination(), cancellationToken).ConfigureAwait(false)
                    : await PlanPartsAsync(plan, source, PartDestination.Of(destination), cancellationToken).ConfigureAwait(false),
            };
            plan = plan.User.Source.IsPublicFolders ? plan with { Folders = [.. plan.Folders.Select(f => WithRights(f, plan.Parts))] } : plan;
            var full = plan.User.Source.IsPublicFolders ? null : QuotaConcern(plan, plan.Account!);
            return plan with { Concern = full is { } concern && plan.Concern is { } other ? concern with { Message = $"{concern.Message} {other.Message}" } : full ?? plan.Concern };
        }
    }
}

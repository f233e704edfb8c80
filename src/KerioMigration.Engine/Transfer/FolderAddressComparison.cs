using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// Compares the addresses of public folders with what the destination has, and writes nothing. What a run has done is not done again:
/// whoever took it back meanwhile had a reason.
/// </summary>
/// <param name="keeper">Who writes the public folders.</param>
internal sealed class FolderAddressComparison(MigrationEndpoints endpoints, UserMapping user, DestinationUser keeper)
{
    private const string NoMail = "the folder is mail-enabled at the source; Kerio Connect delivers to public folders of mail alone";
    private const string NotTold = "the folder is mail-enabled, and Exchange does not tell its addresses over EWS: give its row of Get-MailPublicFolder with -PublicFolderAddress";
    private const string MayBeMore = "Exchange tells few addresses of public folders over EWS, and there may be more: -PublicFolderAddress takes the rows of Get-MailPublicFolder, which have them all";

    /// <summary>Rows that are about no folder of the source.</summary>
    public IReadOnlyList<FolderAddressRow> Strangers { get; private set; } = [];

    /// <summary>The folders that are carried and have addresses, or losses.</summary>
    /// <exception cref="MigrationException">Scope Mailbox or Run.</exception>
    public async Task<IReadOnlyList<FolderAddressPlan>> PlanAsync(
        ISourceMailbox source, IReadOnlyList<FolderPlan> folders, IReadOnlyCollection<FolderAddress> done, CancellationToken cancellationToken)
    {
        var entries = await source.ReadDirectoryAsync([.. folders.Select(f => f.Source)], cancellationToken).ConfigureAwait(false);
        Strangers = [.. user.FolderAddresses.Where(row => !folders.Zip(entries, (f, e) => row.IsAbout(f.Source, e)).Any(isAbout => isAbout))];
        List<FolderAddressPlan> plans = [];
        foreach (var (folder, entry) in folders.Zip(entries, (f, e) => (f, e)).Where(f => f.f.Target is not null))
        {
            var wanted = await WantAsync(folder, entry, cancellationToken).ConfigureAwait(false);
            var plan = folder.Source.Kind == ItemKind.Mail ? await CompareAsync(wanted, done, cancellationToken).ConfigureAwait(false) : Without(wanted, entry);
            plans.AddRange(plan is { Free.Count: 0, Own.Count: 0, Losses.Count: 0 } ? [] : [plan]);
        }

        return plans;
    }

    /// <summary>What rows say, and the source's directory where none speaks of the folder; all of it as if it were free.</summary>
    private async Task<FolderAddressPlan> WantAsync(FolderPlan folder, FolderDirectoryEntry entry, CancellationToken cancellationToken)
    {
        var plan = new FolderAddressPlan(folder);
        var rows = user.FolderAddresses.Where(r => r.IsAbout(folder.Source, entry)).ToList();
        if (rows.Count > 0)
        {
            return plan with { Free = [.. rows.SelectMany(r => r.Addresses).Distinct(StringComparer.OrdinalIgnoreCase)] };
        }

        if (entry.Failure is { } failure)
        {
            return plan with { Losses = [$"whether the folder has addresses is not known: {failure.Message.TrimEnd('.')}"] };
        }

        if (!entry.IsMailEnabled || folder.Source.Kind != ItemKind.Mail)
        {
            return plan;
        }

        var told = entry.LegacyName is { } name ? await endpoints.ReadFolderAddressesAsync(name, cancellationToken).ConfigureAwait(false) : AccountDetail.Unknown;
        return told.Addresses is not { } addresses ? plan with { Losses = [NotTold] } : plan with { Free = addresses, Losses = told.MayHaveMoreAddresses ? [MayBeMore] : [] };
    }

    private async Task<FolderAddressPlan> CompareAsync(FolderAddressPlan wanted, IReadOnlyCollection<FolderAddress> done, CancellationToken cancellationToken)
    {
        var open = wanted.Free.Where(a => !done.Any(d => string.Equals(d.Address, a, StringComparison.OrdinalIgnoreCase))).ToList();
        var findings = await endpoints.FolderAddresses!.FindAsync(keeper, wanted.Folder.Target!.Path, open, cancellationToken).ConfigureAwait(false);
        return wanted with
        {
            Free = [.. findings.Where(f => f.State == AddressState.Free).Select(f => f.Address)],
            Own = [.. findings.Where(f => f.State == AddressState.Own).Select(f => f.Address)],
            Losses = [.. findings.Select(f => f.Loss).OfType<string>(), .. wanted.Losses],
        };
    }

    private static FolderAddressPlan Without(FolderAddressPlan wanted, FolderDirectoryEntry entry) => wanted with
    {
        Free = [],
        Losses = wanted.Free.Count > 0 || entry.IsMailEnabled ? [string.Join(", ", wanted.Free.Append(NoMail)), .. wanted.Losses] : wanted.Losses,
    };
}

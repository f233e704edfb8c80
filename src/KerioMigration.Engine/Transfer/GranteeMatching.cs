using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>Who somebody of the source is at the destination. For one mailbox: accounts come into being while others are carried.</summary>
internal sealed class GranteeMatching(PartContext context)
{
    private readonly Dictionary<string, MatchedGrantee> known = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<GroupEntry>? groups;

    public async Task<MatchedGrantee> MatchAsync(string address, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(address, out var matched))
        {
            known[address] = matched = await AskAsync(address, cancellationToken).ConfigureAwait(false);
        }

        return matched;
    }

    /// <summary>Whoever is mapped is that account and nobody else; of others the address itself is what there is.</summary>
    private async Task<MatchedGrantee> AskAsync(string address, CancellationToken cancellationToken)
    {
        var mapping = context.Users.FirstOrDefault(u => string.Equals(u.Source.Address, address, StringComparison.OrdinalIgnoreCase))
            ?? await MappedEarlierAsync(address, cancellationToken).ConfigureAwait(false);
        var account = await FindAsync(mapping ?? MappingOf(address), cancellationToken).ConfigureAwait(false);
        return account is not null ? new MatchedGrantee(account.Address, IsUser: true)
            : mapping is null ? new MatchedGrantee(await FindGroupAsync(address, cancellationToken).ConfigureAwait(false) ?? address, IsUser: false) { MayCome = !context.IsPreview && context.Options.IncludeGroup.Count > 0 }
            : context.IsPreview && context.Users.Contains(mapping) ? new MatchedGrantee(mapping.LikelyAddress, IsUser: true)
            : new MatchedGrantee(null, IsUser: true) { MayCome = await MayComeAsync(mapping, cancellationToken).ConfigureAwait(false) };
    }

    /// <summary>Where runs put the distribution group, which may be another domain.</summary>
    private async Task<string?> FindGroupAsync(string address, CancellationToken cancellationToken)
    {
        groups ??= await context.ReadGroupsAsync(cancellationToken).ConfigureAwait(false);
        var group = groups.FirstOrDefault(g => string.Equals(g.Address, address, StringComparison.OrdinalIgnoreCase));
        return group?.Destination is { Length: > 0 } destination ? destination : null;
    }

    private async Task<UserMapping?> MappedEarlierAsync(string address, CancellationToken cancellationToken)
    {
        var entry = (await context.ReadMailboxAsync(address, cancellationToken).ConfigureAwait(false))?.Mailbox;
        return entry is { DestinationAddress.Length: > 0 } ? KnownAccount.MappingOf(entry) : null;
    }

    /// <summary>An account that a run has made before, and that is not found, is disabled or gone, and nothing to wait for.</summary>
    private async Task<bool> MayComeAsync(UserMapping mapping, CancellationToken cancellationToken) =>
        !context.IsPreview && context.Users.Contains(mapping) && await MappedEarlierAsync(mapping.Source.Address, cancellationToken).ConfigureAwait(false) is null;

    private static UserMapping MappingOf(string address)
    {
        var at = address.LastIndexOf('@');
        return new UserMapping
        {
            Source = new MailboxRef(address),
            DestinationLogin = address.Substring(0, Math.Max(0, at)),
            DestinationDomain = address.Substring(at + 1),
        };
    }

    /// <summary>An account that would be refused, or is disabled, is nobody who gets a right.</summary>
    private async Task<DestinationUser?> FindAsync(UserMapping mapping, CancellationToken cancellationToken)
    {
        try
        {
            return mapping.DestinationLogin.Length == 0 ? null : await context.Directory.FindUserAsync(mapping, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure is { Scope: not FailureScope.Run, Remedy: FailureRemedy.None })
        {
            return null;
        }
    }
}

/// <param name="Address">At the destination; null when the account is not there.</param>
/// <param name="IsUser">Known to be an account, and no group.</param>
internal sealed record MatchedGrantee(string? Address, bool IsUser)
{
    /// <summary>Is not there as far as is known, and may be once all mailboxes and groups of the run are through.</summary>
    public bool MayCome { get; init; }
}

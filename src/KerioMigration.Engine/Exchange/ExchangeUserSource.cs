using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Exchange;

/// <summary>
/// The users of the organization over EWS: everybody that name resolution finds, with their details, and then those that only the role
/// Mailbox Search shows (hidden from address lists). EWS does not tell shared and resource mailboxes from others.
/// </summary>
public sealed class ExchangeUserSource : IUserSource
{
    private const int ConcurrentSizes = 6;

    private readonly Func<CancellationToken, Task<EwsClient>> connect;

    internal ExchangeUserSource(Func<CancellationToken, Task<EwsClient>> connect) => this.connect = connect;

    /// <exception cref="MigrationException">Scope Run: no server, no sign-in, or a directory that does not answer.</exception>
    public async IAsyncEnumerable<SourceUser> ListUsersAsync(
        IReadOnlyList<string> prefixes, bool includeSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var client = await connect(cancellationToken).ConfigureAwait(false);
        List<SourceUser> batch = [];
        await foreach (var entry in FindAsync(new DirectorySearch(client), prefixes, cancellationToken).ConfigureAwait(false))
        {
            batch.Add(Describe(entry));
            if (batch.Count < (includeSize ? ConcurrentSizes : 1))
            {
                continue;
            }

            foreach (var user in await MeasureAsync(client, batch, includeSize, cancellationToken).ConfigureAwait(false))
            {
                yield return user;
            }

            batch.Clear();
        }

        foreach (var user in await MeasureAsync(client, batch, includeSize, cancellationToken).ConfigureAwait(false))
        {
            yield return user;
        }
    }

    private static async IAsyncEnumerable<DirectoryEntry> FindAsync(
        DirectorySearch directory, IReadOnlyList<string> prefixes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        await foreach (var entry in new DirectoryWalk(directory).FindAsync(prefixes, cancellationToken).ConfigureAwait(false))
        {
            if (IsMailbox(entry) && seen.Add(entry.Address))
            {
                yield return entry;
            }
        }

        foreach (var entry in await directory.ListSearchableAsync(cancellationToken).ConfigureAwait(false) ?? [])
        {
            if (IsMailbox(entry) && Matches(entry, prefixes) && seen.Add(entry.Address))
            {
                yield return entry;
            }
        }
    }

    private static bool IsMailbox(DirectoryEntry entry) => entry.MailboxType is "Mailbox" or "" && entry.Address.IndexOf('@') > 0;

    private static bool Matches(DirectoryEntry entry, IReadOnlyList<string> prefixes) => prefixes.Count == 0 || prefixes.Any(p =>
        entry.Address.StartsWith(p, StringComparison.OrdinalIgnoreCase)
        || entry.DisplayName.Split(' ', ',').Append(entry.DisplayName).Any(w => w.StartsWith(p, StringComparison.CurrentCultureIgnoreCase)));

    private static SourceUser Describe(DirectoryEntry entry) => new()
    {
        DisplayName = entry.DisplayName,
        PrimarySmtpAddress = entry.Address,
        Alias = entry.Alias.Length > 0 ? entry.Alias : entry.Address.Substring(0, entry.Address.IndexOf('@')),
        Department = entry.Department,
        Title = entry.Title,
        Office = entry.Office,
        Company = entry.Company,
        Phone = entry.Phone,
    };

    private static async Task<IReadOnlyList<SourceUser>> MeasureAsync(
        EwsClient client, List<SourceUser> users, bool includeSize, CancellationToken cancellationToken) =>
        includeSize ? await Task.WhenAll(users.Select(u => MeasureAsync(client, u, cancellationToken))).ConfigureAwait(false) : users;

    /// <summary>A mailbox that cannot be opened keeps its size unknown: the list is about who is there.</summary>
    private static async Task<SourceUser> MeasureAsync(EwsClient client, SourceUser user, CancellationToken cancellationToken)
    {
        try
        {
            var mailbox = await OpenedMailbox.OpenAsync(client, user.PrimarySmtpAddress, cancellationToken).ConfigureAwait(false);
            var (items, bytes) = Sum(await new FolderListing(client, mailbox).FetchAsync(cancellationToken).ConfigureAwait(false));
            return await MeasureArchiveAsync(client, mailbox, user with { ItemCount = items, TotalBytes = bytes }, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.Scope < FailureScope.Run)
        {
            return user;
        }
    }

    private static async Task<SourceUser> MeasureArchiveAsync(EwsClient client, OpenedMailbox mailbox, SourceUser user, CancellationToken cancellationToken)
    {
        try
        {
            if (await new ArchiveListing(client, mailbox).FetchAsync(cancellationToken).ConfigureAwait(false) is not { } folders)
            {
                return user;
            }

            var (items, bytes) = Sum(folders);
            return user with { ArchiveItemCount = items, ArchiveBytes = bytes };
        }
        catch (MigrationException e) when (e.Failure.Scope < FailureScope.Run)
        {
            return user;
        }
    }

    private static (long Items, long Bytes) Sum(IReadOnlyList<EwsFolder> folders)
    {
        var counted = folders.Where(f => !f.IsSearchFolder).ToList();
        return (counted.Sum(f => f.TotalCount), counted.Sum(f => f.Size));
    }
}

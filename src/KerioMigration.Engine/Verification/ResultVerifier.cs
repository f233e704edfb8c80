using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Verification;

/// <summary>
/// Compares both servers, as they are now, with each other and with the ledger. Reads alone: no lease is taken, nothing is written
/// anywhere, and a migration may go on meanwhile; then a moment of it is shown. What it wrote before its folder was looked at must be
/// there, and what comes after is pending.
/// </summary>
public sealed class ResultVerifier(VerificationContext context)
{
    private readonly RunAccounts accounts = new();

    /// <summary>Compares the mailboxes, several at a time.</summary>
    /// <param name="targets">None: all that the ledger knows.</param>
    /// <returns>One row each, in the order in which they ended.</returns>
    /// <exception cref="MigrationException">Scope Run: sign-in refused, ledger unreadable.</exception>
    public async Task<IReadOnlyList<MailboxVerification>> RunAsync(IReadOnlyList<VerificationTarget> targets, CancellationToken cancellationToken)
    {
        IReadOnlyList<GroupEntry> groups = [];
        if (targets.Count == 0)
        {
            groups = context.Endpoints.Groups is null ? [] : await context.Ledger.ReadGroupsAsync(cancellationToken).ConfigureAwait(false);
            var known = await context.Ledger.ReadMailboxesAsync(cancellationToken).ConfigureAwait(false);
            targets = [.. known.Select(m => new VerificationTarget(m.Mailbox.Address))];
        }

        var passwords = await EarlierRuns.ReadPasswordsAsync(context.Ledger, cancellationToken).ConfigureAwait(false);
        context.Observer(new VerificationStarted(targets.Count + groups.Count));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var queue = new ConcurrentQueue<VerificationTarget>(targets);
        var rows = new ConcurrentQueue<MailboxVerification>();
        var workers = Math.Min(Math.Max(1, context.Options.ThrottleLimit), targets.Count);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(queue, passwords, rows, stop))).ConfigureAwait(false);
        foreach (var group in groups)
        {
            rows.Enqueue(await new GroupCheck(context, context.Endpoints.Groups!).VerifyAsync(group, cancellationToken).ConfigureAwait(false));
        }

        context.Observer(new VerificationEnded());
        return [.. rows];
    }

    private async Task WorkAsync(
        ConcurrentQueue<VerificationTarget> queue,
        ILookup<string, KeptPassword> passwords,
        ConcurrentQueue<MailboxVerification> rows,
        CancellationTokenSource stop)
    {
        try
        {
            while (queue.TryDequeue(out var target))
            {
                rows.Enqueue(await VerifyAsync(target, passwords, stop.Token).ConfigureAwait(false));
            }
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    private async Task<MailboxVerification> VerifyAsync(VerificationTarget target, ILookup<string, KeptPassword> passwords, CancellationToken cancellationToken)
    {
        var began = context.Time.GetTimestamp();
        var started = context.Time.GetUtcNow().UtcDateTime;
        var known = await context.Ledger.ReadMailboxAsync(target.Address, cancellationToken).ConfigureAwait(false);
        var mailbox = known ?? new MailboxTotals { Mailbox = new MailboxEntry(target.Address) };
        context.Observer(new MailboxVerificationStarted(mailbox.Mailbox.Address, mailbox.Items.Found));
        var counts = new VerificationCounts();
        IReadOnlyList<FolderCheck> checks = [];
        Failure? failure = null;
        try
        {
            checks = await CompareAsync(known ?? throw Unknown(target), target, passwords, counts, cancellationToken).ConfigureAwait(false);
            failure = checks.Select(c => c.Failure).FirstOrDefault(f => f is not null);
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            failure = e.Failure;
        }

        foreach (var check in checks)
        {
            counts.Add(check.Counts);
            context.Observer(new FolderVerified(check.Counts.ToFolder(mailbox.Mailbox.Address, check.Entry, check.Failure)));
        }

        var row = counts.ToMailbox(mailbox, failure) with
        {
            Folders = checks.Count,
            Started = started,
            DurationSeconds = Math.Round(context.Time.GetElapsedTime(began).TotalSeconds, 1),
        };
        context.Observer(new MailboxVerified(row, failure));
        return row;
    }

    private async Task<IReadOnlyList<FolderCheck>> CompareAsync(
        MailboxTotals mailbox, VerificationTarget target, ILookup<string, KeptPassword> passwords, VerificationCounts counts, CancellationToken cancellationToken)
    {
        var address = mailbox.Mailbox.Address;
        var before = await context.Ledger.ReadFoldersAsync(address, cancellationToken).ConfigureAwait(false);
        if (ResourcePlan.IsOf(before.Select(f => f.Folder.Reason)))
        {
            return await CountUncarriedAsync(address, before, cancellationToken).ConfigureAwait(false);
        }

        var signIn = await SignInAsync(mailbox.Mailbox, target, passwords, cancellationToken).ConfigureAwait(false);
        var source = context.Endpoints.OpenSource(new MailboxRef(address));
        await using (source.ConfigureAwait(false))
        {
            var archive = before.Any(f => f.Folder.Role == FolderRole.ArchiveMailbox) ? ArchiveUse.Included : ArchiveUse.None;
            var tree = await SourceTree.ReadAsync(source, archive, cancellationToken).ConfigureAwait(false);
            var destination = await accounts.OpenAsync(
                signIn, context.Endpoints.OpenDestinationAsync, _ => Task.CompletedTask, cancellationToken).ConfigureAwait(false);
            await using (destination.ConfigureAwait(false))
            {
                var existing = await destination.ListFoldersAsync(cancellationToken).ConfigureAwait(false);
                var kinds = destination.Traits.Kinds;
                var earlier = await context.Ledger.ReadFoldersAsync(address, cancellationToken).ConfigureAwait(false);
                var checks = Plan(address, tree.Folders, existing, earlier, kinds);
                var filled = new HashSet<string>(earlier.Where(f => f.Items.Migrated + f.Items.Existing > 0).Select(f => f.Folder.SourceId), StringComparer.Ordinal);
                var reachable = checks.ToLookup(c => !filled.Contains(c.Entry.SourceId) || kinds.Contains(ItemKinds.FolderKind(c.Entry.Kind)));
                reachable[false].ToList().ForEach(c => c.Failure = Closed(destination.Traits, c.Entry));
                checks.Where(c => c.Entry.Role == FolderRole.ArchiveMailbox).ToList().ForEach(c => c.Failure ??= tree.ArchiveFailure);
                await new MailboxVerifier(context, address, source, destination, existing).RunAsync([.. checks.Where(c => c.Failure is null)], cancellationToken).ConfigureAwait(false);
                await new PartCheck(context, address, counts).RunAsync(destination, cancellationToken).ConfigureAwait(false);
                return checks;
            }
        }
    }

    /// <summary>The mailbox is a resource at the destination, and all its items wait.</summary>
    private async Task<IReadOnlyList<FolderCheck>> CountUncarriedAsync(string address, IReadOnlyList<FolderTotals> folders, CancellationToken cancellationToken)
    {
        var source = context.Endpoints.OpenSource(new MailboxRef(address));
        await using (source.ConfigureAwait(false))
        {
            var there = (await source.ListFoldersAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(f => f.Id, StringComparer.Ordinal);
            var checks = folders.Select(f => new FolderCheck(address, f.Folder, there.TryGetValue(f.Folder.SourceId, out var folder) ? folder : null)).ToList();
            checks.SelectMany(c => c.CountUncarried()).ToList().ForEach(row => context.Observer(new DifferenceFound(row)));
            return checks;
        }
    }

    private static Failure Closed(DestinationTraits traits, FolderEntry folder) => new(
        FailureScope.Folder,
        FailureRemedy.None,
        Reason.NoDestinationSignIn,
        $"\"{folder.SourcePath}\" was carried and cannot be compared. {traits.Obstacle?.Message}".TrimEnd());

    /// <summary>Each folder of the ledger, and each of the source that the ledger does not know yet, where the next run would put it.</summary>
    private IReadOnlyList<FolderCheck> Plan(
        string address,
        IReadOnlyList<FolderRef> folders,
        IReadOnlyList<DestinationFolder> existing,
        IReadOnlyList<FolderTotals> earlier,
        IReadOnlyCollection<ItemKind> kinds)
    {
        var entries = earlier.Select(f => f.Folder).ToList();
        var sources = folders.ToDictionary(f => f.Id, StringComparer.Ordinal);
        var known = new HashSet<string>(entries.Select(e => e.SourceId), StringComparer.Ordinal);
        var fresh = new MailboxPlanner(context.Endpoints, new MigrationOptions())
            .Map(folders, existing, earlier, kinds)
            .Where(p => !known.Contains(p.Source.Id))
            .Select(MailboxPlanner.EntryOf);
        return [.. entries.Concat(fresh).Select(e => new FolderCheck(address, e, sources.TryGetValue(e.SourceId, out var folder) ? folder : null))];
    }

    private async Task<DestinationSignIn> SignInAsync(MailboxEntry mailbox, VerificationTarget target, ILookup<string, KeptPassword> passwords, CancellationToken cancellationToken)
    {
        if (!mailbox.DestinationAddress.Contains('@'))
        {
            throw Missing($"No run has come to the account of {mailbox.Address} yet: there is nothing to compare.");
        }

        var account = await context.Endpoints.Directory.FindUserAsync(KnownAccount.MappingOf(mailbox), cancellationToken).ConfigureAwait(false)
            ?? throw Missing($"The account {mailbox.DestinationAddress} of {mailbox.Address} is not there any more.");
        var isPublic = new MailboxRef(mailbox.Address).IsPublicFolders;
        var signIn = target.DestinationCredential is { } given ? new DestinationSignIn(account, given, JustCreated: false)
            : KnownAccount.SignInOf(account, isPublic ? [] : [.. passwords[account.Address]]);
        return signIn with { IsPublic = isPublic };
    }

    private static MigrationException Unknown(VerificationTarget target) => Missing($"The ledger knows no mailbox called \"{target.Address}\".");

    private static MigrationException Missing(string message) => new(new Failure(FailureScope.Mailbox, FailureRemedy.None, Reason.MailboxNotFound, message));
}

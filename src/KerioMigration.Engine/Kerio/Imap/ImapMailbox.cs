using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;
using MailKit.Net.Imap;
using Polly;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>The mail of a mailbox of Kerio Connect, over IMAP.</summary>
internal sealed class ImapMailbox : IDestinationMailbox
{
    /// <summary>A field-tested wait: a mailbox that was just created cannot be opened at once.</summary>
    private static readonly TimeSpan NewMailboxDelay = TimeSpan.FromSeconds(3);

    private const int NewMailboxAttempts = 3;

    private readonly ImapPool pool;
    private readonly AppendHabits habits;
    private readonly ResiliencePipeline retry;
    private readonly bool isPublic;

    private ImapMailbox(ImapPool pool, DestinationTraits traits, ServerCapabilities capabilities, ResiliencePipeline retry, bool isPublic)
    {
        this.pool = pool;
        this.isPublic = isPublic;
        Traits = traits;
        Capabilities = capabilities;
        habits = new AppendHabits { KeptFlags = traits.Flags, MaxItemSize = traits.MaxItemSize };
        this.retry = retry;
    }

    public DestinationTraits Traits { get; }

    public ServerCapabilities Capabilities { get; }

    /// <param name="justCreated">
    /// The account is new: signing in may fail for a moment and is tried a few times, few because Kerio blocks addresses that guess.
    /// </param>
    /// <param name="isPublic">The public folders are meant, and not the account's own.</param>
    /// <exception cref="MigrationException">Scope Mailbox or Run: no connection, no sign-in.</exception>
    public static async Task<ImapMailbox> OpenAsync(
        ImapServer server, ImapSignIn signIn, bool justCreated, CancellationToken cancellationToken, bool isPublic = false)
    {
        var pool = new ImapPool(server, signIn);
        try
        {
            var first = await BorrowFirstAsync(pool, justCreated, server, cancellationToken).ConfigureAwait(false);
            await first.DisposeAsync().ConfigureAwait(false);
            return await server.Retry.ExecuteAsync(
                async token => await ReadTraitsAsync(pool, signIn, server.Retry, isPublic, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await pool.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public Task<IReadOnlyList<DestinationFolder>> ListFoldersAsync(CancellationToken cancellationToken) =>
        RunAsync("", (client, where) => new ImapFolders(client, where, isPublic).ListAsync(cancellationToken), cancellationToken);

    public Task<DestinationFolder> EnsureFolderAsync(FolderTarget target, CancellationToken cancellationToken) =>
        RunAsync(string.Join("/", target.Path), (client, where) => new ImapFolders(client, where, isPublic).EnsureAsync(target, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<DestinationItem>> FindItemsAsync(DestinationFolder folder, string? sinceMark, CancellationToken cancellationToken) =>
        RunAsync(folder.FullName, (client, _) => new ImapContents(client, Capabilities).FindAsync(folder, UidMark.Parse(sinceMark), cancellationToken), cancellationToken);

    public Task<IReadOnlyList<DestinationItem>> FindItemsByIdAsync(DestinationFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        RunAsync(folder.FullName, (client, _) => new ImapContents(client, Capabilities).LookUpAsync(folder, ids, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<ItemReceipt>> WriteItemsAsync(
        DestinationFolder folder, IReadOnlyList<ConvertedItem> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
        {
            return [];
        }

        return await ActAsync(token => WriteOnceAsync(folder, items, token), cancellationToken).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<DestinationContent>> ReadItemsAsync(DestinationFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        RunAsync(folder.FullName, (client, _) => new ImapContents(client, Capabilities).ReadAsync(folder, ids, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<string>> ChangeFlagsAsync(DestinationFolder folder, IReadOnlyList<FlagChange> changes, CancellationToken cancellationToken) =>
        RunAsync(folder.FullName, (client, _) => new ImapChanges(client, Capabilities).ChangeFlagsAsync(folder, changes, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<MovedItem>> MoveItemsAsync(
        DestinationFolder from, IReadOnlyList<string> ids, DestinationFolder to, CancellationToken cancellationToken) => ids.Count == 0
        ? []
        : await ActAsync(token => MoveOnceAsync(from, ids, to, token), cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<string>> RemoveItemsAsync(DestinationFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        // Shared by the attempts: what an earlier one removed without getting an answer is gone by this call too.
        var begun = new HashSet<string>(StringComparer.Ordinal);
        await RunAsync(
            folder.FullName, (client, _) => new ImapChanges(client, Capabilities).RemoveAsync(folder, ids, begun, cancellationToken), cancellationToken).ConfigureAwait(false);
        return [.. ids.Where(begun.Contains)];
    }

    public Task<bool> RemoveFolderAsync(DestinationFolder folder, CancellationToken cancellationToken) =>
        RunAsync(folder.FullName, (client, where) => new ImapFolders(client, where, isPublic).RemoveAsync(folder, cancellationToken), cancellationToken);

    public ValueTask DisposeAsync() => pool.DisposeAsync();

    private async Task<IReadOnlyList<ItemReceipt>> WriteOnceAsync(
        DestinationFolder folder, IReadOnlyList<ConvertedItem> items, CancellationToken cancellationToken)
    {
        var loan = await pool.BorrowAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = loan.ConfigureAwait(false);
        return await new MessageAppender(loan.Connection, habits, folder.FullName).WriteAsync(items, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<MovedItem>> MoveOnceAsync(
        DestinationFolder from, IReadOnlyList<string> ids, DestinationFolder to, CancellationToken cancellationToken)
    {
        var loan = await pool.BorrowAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = loan.ConfigureAwait(false);
        var move = new ImapMove(Capabilities);
        try
        {
            return await loan.Connection.RunAsync(
                to.FullName, ImapAction.Copy, client => move.RunAsync(client, from, ids, to, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (move.MayHaveActed)
        {
            throw new MigrationException(e.Failure with { OutcomeUnknown = true }, e);
        }
        catch (OperationCanceledException e) when (move.MayHaveActed)
        {
            var failure = new Failure(FailureScope.Mailbox, FailureRemedy.Retry, Reason.Interrupted, "The migration was stopped while items were moved.");
            throw new MigrationException(failure with { OutcomeUnknown = true }, e);
        }
    }

    /// <summary>Runs what must not be repeated once its outcome is unknown: the caller looks what is there before.</summary>
    private async Task<IReadOnlyList<T>> ActAsync<T>(Func<CancellationToken, Task<IReadOnlyList<T>>> work, CancellationToken cancellationToken)
    {
        MigrationException? unknown = null;
        var result = await retry.ExecuteAsync(
            async token =>
            {
                try
                {
                    return await work(token).ConfigureAwait(false);
                }
                catch (MigrationException e) when (e.Failure.OutcomeUnknown)
                {
                    // Carried past the retry.
                    unknown = e;
                    return [];
                }
            },
            cancellationToken).ConfigureAwait(false);
        return unknown is null ? result : throw new MigrationException(unknown.Failure, unknown);
    }

    private async Task<T> RunAsync<T>(string subject, Func<ImapClient, string, Task<T>> work, CancellationToken cancellationToken) =>
        await retry.ExecuteAsync(
            async token =>
            {
                var loan = await pool.BorrowAsync(token).ConfigureAwait(false);
                await using var _ = loan.ConfigureAwait(false);
                return await loan.Connection.RunAsync(subject, client => work(client, loan.Connection.Where), token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);

    private static async Task<ImapLoan> BorrowFirstAsync(ImapPool pool, bool justCreated, ImapServer server, CancellationToken cancellationToken)
    {
        for (var attempt = justCreated ? 1 : NewMailboxAttempts; ; attempt++)
        {
            if (justCreated)
            {
                await server.Time.Delay(NewMailboxDelay, cancellationToken).ConfigureAwait(false);
            }

            try
            {
                return await server.Retry.ExecuteAsync(async token => await pool.BorrowAsync(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            }
            catch (MigrationException e) when (attempt < NewMailboxAttempts && e.Failure.Reason is Reason.MailboxNotFound or Reason.SignInFailed or Reason.AccountDisabled)
            {
            }
        }
    }

    private static async Task<ImapMailbox> ReadTraitsAsync(
        ImapPool pool, ImapSignIn signIn, ResiliencePipeline retry, bool isPublic, CancellationToken cancellationToken)
    {
        var loan = await pool.BorrowAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = loan.ConfigureAwait(false);
        var capabilities = loan.Connection.Capabilities;
        var traits = await loan.Connection.RunAsync(
            signIn.Address, client => ReadTraitsAsync(client, capabilities, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new ImapMailbox(pool, traits, capabilities, retry, isPublic);
    }

    private static async Task<DestinationTraits> ReadTraitsAsync(ImapClient client, ServerCapabilities capabilities, CancellationToken cancellationToken)
    {
        var contents = new ImapContents(client, capabilities);
        var fast = capabilities.LiteralPlus;
        return new DestinationTraits
        {
            // Without LITERAL+ each message costs a round trip or two: several connections hide them.
            ConcurrentWrites = fast ? 2 : 6,
            ItemsPerWrite = fast ? 50 : 10,
            MaxItemSize = await contents.MaxItemSizeAsync(cancellationToken).ConfigureAwait(false),
            Flags = await contents.KeptFlagsAsync(cancellationToken).ConfigureAwait(false),
        };
    }
}

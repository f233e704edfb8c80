using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Kerio.Imap;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;
using MailKit.Net.Imap;
using Polly;

namespace KerioMigration.Engine.Kerio;

/// <summary>A mailbox of Kerio Connect. Mail goes in over IMAP; other kinds of items wait for their doors.</summary>
public sealed class KerioMailbox : IDestinationMailbox
{
    /// <summary>A field-tested wait: a mailbox that was just created cannot be opened at once.</summary>
    private static readonly TimeSpan NewMailboxDelay = TimeSpan.FromSeconds(3);

    private const int NewMailboxAttempts = 3;

    private readonly ImapPool pool;
    private readonly AppendHabits habits;
    private readonly ResiliencePipeline retry;

    private KerioMailbox(ImapPool pool, DestinationTraits traits, ServerCapabilities capabilities, TimeProvider time)
    {
        this.pool = pool;
        Traits = traits;
        Capabilities = capabilities;
        habits = new AppendHabits { KeptFlags = traits.Flags, MaxItemSize = traits.MaxItemSize };
        retry = RetryPipeline.Create(time);
    }

    public DestinationTraits Traits { get; }

    internal ServerCapabilities Capabilities { get; }

    /// <param name="justCreated">
    /// The account is new: signing in may fail for a moment and is tried a few times, few because Kerio blocks addresses that guess.
    /// </param>
    /// <exception cref="MigrationException">Scope Mailbox or Run: no connection, no sign-in.</exception>
    internal static async Task<KerioMailbox> OpenAsync(ImapServer server, ImapSignIn signIn, bool justCreated, CancellationToken cancellationToken)
    {
        var pool = new ImapPool(server, signIn);
        try
        {
            var loan = await BorrowFirstAsync(pool, justCreated, server.Time, cancellationToken).ConfigureAwait(false);
            await using var _ = loan.ConfigureAwait(false);
            var capabilities = loan.Connection.Capabilities;
            var traits = await loan.Connection.RunAsync(
                signIn.Address, client => ReadTraitsAsync(client, capabilities, cancellationToken), cancellationToken).ConfigureAwait(false);
            return new KerioMailbox(pool, traits, capabilities, server.Time);
        }
        catch
        {
            await pool.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public Task<IReadOnlyList<DestinationFolder>> ListFoldersAsync(CancellationToken cancellationToken) =>
        RunAsync("", (client, where) => new ImapFolders(client, where).ListAsync(cancellationToken), cancellationToken);

    public Task<DestinationFolder> EnsureFolderAsync(FolderTarget target, CancellationToken cancellationToken) =>
        RunAsync(string.Join("/", target.Path), (client, where) => new ImapFolders(client, where).EnsureAsync(target, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<DestinationItem>> FindItemsAsync(DestinationFolder folder, string? sinceMark, CancellationToken cancellationToken) =>
        RunAsync(folder.FullName, (client, _) => new ImapContents(client, Capabilities).FindAsync(folder, UidMark.Parse(sinceMark), cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<ItemReceipt>> WriteItemsAsync(
        DestinationFolder folder, IReadOnlyList<ConvertedItem> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
        {
            return [];
        }

        MigrationException? unknown = null;
        var receipts = await retry.ExecuteAsync(
            async token =>
            {
                try
                {
                    return await WriteOnceAsync(folder, items, token).ConfigureAwait(false);
                }
                catch (MigrationException e) when (e.Failure.OutcomeUnknown)
                {
                    // Carried past the retry: the caller looks for the items before anything is written again.
                    unknown = e;
                    return [];
                }
            },
            cancellationToken).ConfigureAwait(false);
        return unknown is null ? receipts : throw new MigrationException(unknown.Failure, unknown);
    }

    public ValueTask DisposeAsync() => pool.DisposeAsync();

    private async Task<IReadOnlyList<ItemReceipt>> WriteOnceAsync(
        DestinationFolder folder, IReadOnlyList<ConvertedItem> items, CancellationToken cancellationToken)
    {
        var loan = await pool.BorrowAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = loan.ConfigureAwait(false);
        return await new MessageAppender(loan.Connection, habits, folder.FullName).WriteAsync(items, cancellationToken).ConfigureAwait(false);
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

    private static async Task<ImapLoan> BorrowFirstAsync(ImapPool pool, bool justCreated, TimeProvider time, CancellationToken cancellationToken)
    {
        var retry = RetryPipeline.Create(time);
        for (var attempt = justCreated ? 1 : NewMailboxAttempts; ; attempt++)
        {
            if (justCreated)
            {
                await time.Delay(NewMailboxDelay, cancellationToken).ConfigureAwait(false);
            }

            try
            {
                return await retry.ExecuteAsync(async token => await pool.BorrowAsync(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            }
            catch (MigrationException e) when (attempt < NewMailboxAttempts && e.Failure.Reason is Reason.MailboxNotFound or Reason.SignInFailed or Reason.AccountDisabled)
            {
            }
        }
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

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Settings;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Rights;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Exchange;

/// <summary>A mailbox of Exchange. Opened by the first call; holds no connection of its own.</summary>
public sealed class ExchangeMailbox : ISourceMailbox
{
    private readonly Func<CancellationToken, Task<EwsClient>> connect;
    private readonly SemaphoreSlim gate = new(1, 1);
    private Session? opened;

    /// <param name="connect">Gives the client; called once by the first request, because the server's address may have to be discovered.</param>
    internal ExchangeMailbox(Func<CancellationToken, Task<EwsClient>> connect, MailboxRef mailbox)
    {
        this.connect = connect;
        Mailbox = mailbox;
    }

    public MailboxRef Mailbox { get; }

    /// <summary>As <see cref="Planning.ExchangeConnection.ListsMessageIds"/>.</summary>
    internal bool ListsMessageIds { get; init; }

    public async Task<IReadOnlyList<FolderRef>> ListFoldersAsync(CancellationToken cancellationToken)
    {
        var (client, mailbox) = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var folders = await new FolderListing(client, mailbox).ListAsync(cancellationToken).ConfigureAwait(false);
        return await new MisplacedCounting(client).CountAsync(folders, _ => mailbox, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<FolderRef>> ListArchiveAsync(CancellationToken cancellationToken)
    {
        var (client, mailbox) = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var folders = await new ArchiveListing(client, mailbox).ListAsync(cancellationToken).ConfigureAwait(false);
        return await new MisplacedCounting(client).CountAsync(folders, _ => mailbox, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ChangePage> ListChangesAsync(FolderRef folder, string? cursor, CancellationToken cancellationToken)
    {
        var (client, mailbox) = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await new ItemListing(client, mailbox.Context with { ListsMessageIds = ListsMessageIds, ListsEnds = folder.Kind == ItemKind.Calendar }).ListAsync(folder.Id, cursor, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<SourceItem>> ReadItemsAsync(IReadOnlyList<ItemRef> items, CancellationToken cancellationToken)
    {
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await session.Items.ReadAsync(items, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<FolderRights>> ReadRightsAsync(IReadOnlyList<FolderRef> folders, CancellationToken cancellationToken)
    {
        var (client, mailbox) = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await new FolderQuestion<FolderRights>(client, mailbox, ids => new GetPermissions(ids), f => new FolderRights { Failure = f }).ReadAsync(folders, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Mail reaches none of its folders but the inbox.</summary>
    public Task<IReadOnlyList<FolderDirectoryEntry>> ReadDirectoryAsync(IReadOnlyList<FolderRef> folders, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FolderDirectoryEntry>>([.. folders.Select(_ => FolderDirectoryEntry.None)]);

    public IMailboxSettings? Settings => new SettingReading(
        async token => await OpenAsync(token).ConfigureAwait(false) is var session ? (session.Client, session.Mailbox) : default, Mailbox.Address);

    public ValueTask DisposeAsync()
    {
        gate.Dispose();
        return default;
    }

    private async Task<Session> OpenAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref opened) is { } known)
        {
            return known;
        }

        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (opened is null)
            {
                var client = await connect(cancellationToken).ConfigureAwait(false);
                opened = new Session(client, await OpenedMailbox.OpenAsync(client, Mailbox.Address, cancellationToken).ConfigureAwait(false));
            }

            return opened;
        }
        finally
        {
            gate.Release();
        }
    }

    private sealed record Session(EwsClient Client, OpenedMailbox Mailbox)
    {
        /// <summary>Keeps what it has learned of the mailbox; safe from any thread.</summary>
        public ItemReading Items { get; } = new(Client, Mailbox);
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Transfer;
using MailKit;
using MailKit.Net.Imap;
using MessageFlags = KerioMigration.Engine.Model.MessageFlags;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>What is in a mailbox and what would fit, over MailKit. Exceptions are MailKit's; <see cref="ImapConnection"/> classifies them.</summary>
internal sealed class ImapContents(ImapClient client, ServerCapabilities capabilities)
{
    private const MessageSummaryItems Summary =
        MessageSummaryItems.UniqueId | MessageSummaryItems.Size | MessageSummaryItems.InternalDate | MessageSummaryItems.Flags;

    /// <summary>Everything in the folder from the mark on; a mark of another UIDVALIDITY counts as none.</summary>
    public async Task<IReadOnlyList<DestinationItem>> FindAsync(DestinationFolder wanted, UidMark? since, CancellationToken cancellationToken)
    {
        var folder = await client.GetFolderAsync(wanted.FullName, cancellationToken).ConfigureAwait(false);
        await folder.OpenAsync(FolderAccess.ReadOnly, cancellationToken).ConfigureAwait(false);
        var validity = folder.UidValidity;
        var first = since is { } mark && mark.Validity == validity ? Math.Max(1, mark.UidNext) : 1;
        IList<IMessageSummary> summaries = [];
        if (folder.Count > 0)
        {
            var range = new UniqueIdRange(new UniqueId(validity, first), UniqueId.MaxValue);
            summaries = await folder.FetchAsync(range, new FetchRequest(Summary, [MimeKit.HeaderId.MessageId]), cancellationToken).ConfigureAwait(false);
        }

        await folder.CloseAsync(false, cancellationToken).ConfigureAwait(false);

        // A range n:* always gives the last message, also when its UID is below n (RFC 3501, 6.4.8).
        return [.. summaries.Where(s => s.UniqueId.Id >= first).Select(s => Describe(validity, s))];
    }

    /// <summary>Those of the messages that are there.</summary>
    public async Task<IReadOnlyList<DestinationItem>> LookUpAsync(DestinationFolder wanted, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        if (await ImapSelection.OpenAsync(client, wanted, FolderAccess.ReadOnly, cancellationToken).ConfigureAwait(false) is not { } selection)
        {
            return [];
        }

        var uids = selection.UidsOf(ids);
        IList<IMessageSummary> summaries = uids.Count == 0 || selection.Folder.Count == 0
            ? []
            : await selection.Folder.FetchAsync(uids, new FetchRequest(Summary, [MimeKit.HeaderId.MessageId]), cancellationToken).ConfigureAwait(false);
        await selection.CloseAsync(cancellationToken).ConfigureAwait(false);

        // A server may tell changes of other messages in between.
        return [.. summaries.Where(s => uids.Contains(s.UniqueId)).Select(s => Describe(selection.Folder.UidValidity, s))];
    }

    /// <summary>The bytes of these messages, as BODY.PEEK[] gives them.</summary>
    public async Task<IReadOnlyList<DestinationContent>> ReadAsync(DestinationFolder wanted, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var read = new Dictionary<string, ItemContent>(StringComparer.Ordinal);
        try
        {
            if (await ImapSelection.OpenAsync(client, wanted, FolderAccess.ReadOnly, cancellationToken).ConfigureAwait(false) is { } selection)
            {
                await ReadAsync(selection, selection.UidsOf(ids), read, cancellationToken).ConfigureAwait(false);
                await selection.CloseAsync(cancellationToken).ConfigureAwait(false);
            }

            return [.. ids.Select(id => new DestinationContent(id, read.TryGetValue(id, out var content) ? content : null))];
        }
        catch
        {
            read.Values.DisposeAll();
            throw;
        }
    }

    /// <summary>The flags that stay with a message of the inbox: Kerio keeps a fixed list and no keywords of users.</summary>
    public async Task<MessageFlags> KeptFlagsAsync(CancellationToken cancellationToken)
    {
        await client.Inbox.OpenAsync(FolderAccess.ReadWrite, cancellationToken).ConfigureAwait(false);
        var kept = ImapFlags.KeptBy(client.Inbox);
        await client.Inbox.CloseAsync(false, cancellationToken).ConfigureAwait(false);
        return kept;
    }

    public async Task<long?> MaxItemSizeAsync(CancellationToken cancellationToken)
    {
        if (capabilities.AppendLimit is not null || !capabilities.AppendLimitByFolder)
        {
            return capabilities.AppendLimit;
        }

        try
        {
            await client.Inbox.StatusAsync(StatusItems.AppendLimit, cancellationToken).ConfigureAwait(false);
            return client.Inbox.AppendLimit;
        }
        catch (ImapCommandException)
        {
            return null;
        }
    }

    private static DestinationItem Describe(uint validity, IMessageSummary summary) =>
        new(new UidMark(validity, summary.UniqueId.Id).ToString(), Key(summary))
        {
            Flags = ImapFlags.Of(summary),
            IsDeleted = ImapFlags.IsDeleted(summary),
        };

    private static ItemKey Key(IMessageSummary summary) => new(MessageId(summary), summary.InternalDate, summary.Size ?? 0);

    // Read again from the bytes with our own scanner: MimeKit's idea of a broken header may differ from the converter's.
    private static string? MessageId(IMessageSummary summary)
    {
        using var head = new MemoryStream();
        summary.Headers?.WriteTo(head);
        return MessageHeader.ReadMessageId(head.ToArray());
    }

    private static async Task ReadAsync(
        ImapSelection selection, UniqueIdSet uids, Dictionary<string, ItemContent> read, CancellationToken cancellationToken)
    {
        if (uids.Count == 0 || selection.Folder.Count == 0)
        {
            return;
        }

        await ((ImapFolder)selection.Folder).GetStreamsAsync(
            uids,
            async (_, _, uid, stream, token) => read[selection.IdOf(uid)] = await CopyAsync(stream, token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ItemContent> CopyAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var builder = new ItemContentBuilder(stream.Length);
        var buffer = new byte[81920];
        int count;
        while ((count = await stream.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false)) > 0)
        {
            builder.Write(buffer.AsSpan(0, count));
        }

        return builder.Complete();
    }
}

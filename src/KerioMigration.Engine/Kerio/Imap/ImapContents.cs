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

/// <summary>What is in a mailbox and what would fit, over MailKit. Exceptions are MailKit's; <see cref="ImapConnection.RunAsync"/> classifies them.</summary>
internal sealed class ImapContents(ImapClient client, ServerCapabilities capabilities)
{
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
            var request = new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Size | MessageSummaryItems.InternalDate, [MimeKit.HeaderId.MessageId]);
            summaries = await folder.FetchAsync(range, request, cancellationToken).ConfigureAwait(false);
        }

        await folder.CloseAsync(false, cancellationToken).ConfigureAwait(false);

        // A range n:* always gives the last message, also when its UID is below n (RFC 3501, 6.4.8).
        return [.. summaries.Where(s => s.UniqueId.Id >= first).Select(s => new DestinationItem(Id(validity, s), Key(s)))];
    }

    /// <summary>The flags that stay with a message of the inbox: Kerio keeps a fixed list and no keywords of users.</summary>
    public async Task<MessageFlags> KeptFlagsAsync(CancellationToken cancellationToken)
    {
        await client.Inbox.OpenAsync(FolderAccess.ReadWrite, cancellationToken).ConfigureAwait(false);
        var permanent = client.Inbox.PermanentFlags;
        var kept = Kept(permanent, MailKit.MessageFlags.Seen, MessageFlags.Seen)
            | Kept(permanent, MailKit.MessageFlags.Answered, MessageFlags.Answered)
            | Kept(permanent, MailKit.MessageFlags.Flagged, MessageFlags.Flagged)
            | Kept(permanent, MailKit.MessageFlags.Draft, MessageFlags.Draft)
            | Kept(permanent, MailKit.MessageFlags.UserDefined, MessageFlags.Forwarded | MessageFlags.MdnSent);
        kept = KeywordsOf(client.Inbox).Aggregate(kept, (flags, name) => flags | ImapText.Flag(name));
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

    private static MessageFlags Kept(MailKit.MessageFlags permanent, MailKit.MessageFlags flag, MessageFlags ours) =>
        (permanent & flag) != 0 ? ours : MessageFlags.None;

    private static string Id(uint validity, IMessageSummary summary) =>
        new UidMark(validity, summary.UniqueId.Id).ToString();

    private static ItemKey Key(IMessageSummary summary) => new(MessageId(summary), summary.InternalDate, summary.Size ?? 0);

    // Read again from the bytes with our own scanner: MimeKit's idea of a broken header may differ from the converter's.
    private static string? MessageId(IMessageSummary summary)
    {
        using var head = new MemoryStream();
        summary.Headers?.WriteTo(head);
        return MessageHeader.ReadMessageId(head.ToArray());
    }

    // MailKit's builds for newer frameworks declare the property with another set type; a direct call binds to one of them alone.
    private static IEnumerable<string> KeywordsOf(IMailFolder folder) =>
        (IEnumerable<string>?)typeof(IMailFolder).GetProperty(nameof(IMailFolder.PermanentKeywords))?.GetValue(folder) ?? [];
}

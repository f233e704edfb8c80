using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Transfer;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>A folder that is open, and the messages in it by their ids.</summary>
internal sealed class ImapSelection
{
    private ImapSelection(IMailFolder folder) => Folder = folder;

    public IMailFolder Folder { get; }

    /// <summary>Null when there is no such folder.</summary>
    public static async Task<ImapSelection?> OpenAsync(ImapClient client, DestinationFolder wanted, FolderAccess access, CancellationToken cancellationToken)
    {
        try
        {
            var folder = await client.GetFolderAsync(wanted.FullName, cancellationToken).ConfigureAwait(false);
            await folder.OpenAsync(access, cancellationToken).ConfigureAwait(false);
            return new ImapSelection(folder);
        }
        catch (FolderNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Never with CLOSE, which would expunge what users have marked.</summary>
    public Task CloseAsync(CancellationToken cancellationToken) => Folder.CloseAsync(false, cancellationToken);

    public string IdOf(UniqueId uid) => new UidMark(Folder.UidValidity, uid.Id).ToString();

    /// <summary>Those of the ids that were given out under this folder's numbering.</summary>
    public UniqueIdSet UidsOf(IEnumerable<string> ids)
    {
        var uids = new UniqueIdSet(Folder.UidValidity, SortOrder.Ascending);
        foreach (var id in ids)
        {
            if (UidMark.Parse(id) is { UidNext: > 0 } place && place.Validity == Folder.UidValidity)
            {
                uids.Add(new UniqueId(place.Validity, place.UidNext));
            }
        }

        return uids;
    }

    /// <summary>Those of the messages that are there, with their flags.</summary>
    public async Task<IReadOnlyDictionary<string, IMessageSummary>> FindAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var uids = UidsOf(ids);
        if (uids.Count == 0 || Folder.Count == 0)
        {
            return new Dictionary<string, IMessageSummary>(StringComparer.Ordinal);
        }

        var request = new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Flags);
        var summaries = await Folder.FetchAsync(uids, request, cancellationToken).ConfigureAwait(false);

        // A server may tell changes of other messages in between.
        return summaries.Where(s => uids.Contains(s.UniqueId)).ToDictionary(s => IdOf(s.UniqueId), StringComparer.Ordinal);
    }

    /// <summary>Whether the folder holds messages marked for deletion beyond these.</summary>
    public async Task<bool> HoldsDeletedBesidesAsync(UniqueIdSet uids, CancellationToken cancellationToken) =>
        (await Folder.SearchAsync(SearchQuery.Deleted, cancellationToken).ConfigureAwait(false)).Any(uid => !uids.Contains(uid));

    public Task MarkDeletedAsync(UniqueIdSet uids, CancellationToken cancellationToken) =>
        Folder.StoreAsync(uids, new StoreFlagsRequest(StoreAction.Add, MailKit.MessageFlags.Deleted) { Silent = true }, cancellationToken);
}

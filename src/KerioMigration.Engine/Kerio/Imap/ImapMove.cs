using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Transfer;
using MailKit;
using MailKit.Net.Imap;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>
/// Moves messages to another folder: by MOVE (RFC 6851), else by COPY and removal. Used for one call. Exceptions are MailKit's.
/// </summary>
internal sealed class ImapMove(ServerCapabilities capabilities)
{
    /// <summary>A command was sent that moves or copies, and was not refused as a whole.</summary>
    public bool MayHaveActed { get; private set; }

    public async Task<IReadOnlyList<MovedItem>> RunAsync(
        ImapClient client, DestinationFolder from, IReadOnlyList<string> ids, DestinationFolder to, CancellationToken cancellationToken)
    {
        var target = await client.GetFolderAsync(to.FullName, cancellationToken).ConfigureAwait(false);
        if (await ImapSelection.OpenAsync(client, from, FolderAccess.ReadWrite, cancellationToken).ConfigureAwait(false) is not { } selection)
        {
            return [];
        }

        var there = await selection.FindAsync(ids, cancellationToken).ConfigureAwait(false);
        var uids = selection.UidsOf(there.Keys);
        var places = uids.Count == 0 ? UniqueIdMap.Empty : await MoveAsync(selection, uids, target, cancellationToken).ConfigureAwait(false);
        await selection.CloseAsync(cancellationToken).ConfigureAwait(false);
        return [.. ids.Where(there.ContainsKey).Select(id => new MovedItem(id, PlaceOf(there[id].UniqueId, places)))];
    }

    private async Task<UniqueIdMap> MoveAsync(ImapSelection selection, UniqueIdSet uids, IMailFolder target, CancellationToken cancellationToken)
    {
        if (capabilities.Move)
        {
            // Not all or none: a refusal may come after some were moved (RFC 6851, 3.3).
            MayHaveActed = true;
            return await selection.Folder.MoveToAsync(uids, target, cancellationToken).ConfigureAwait(false) ?? UniqueIdMap.Empty;
        }

        var isSafe = capabilities.UidPlus || !await selection.HoldsDeletedBesidesAsync(uids, cancellationToken).ConfigureAwait(false);
        var places = await CopyAsync(selection.Folder, uids, target, cancellationToken).ConfigureAwait(false);
        await selection.MarkDeletedAsync(uids, cancellationToken).ConfigureAwait(false);
        if (capabilities.UidPlus)
        {
            await selection.Folder.ExpungeAsync(uids, cancellationToken).ConfigureAwait(false);
        }
        else if (isSafe)
        {
            await selection.Folder.ExpungeAsync(cancellationToken).ConfigureAwait(false);
        }

        return places;
    }

    /// <summary>All or none (RFC 3501, 6.4.7).</summary>
    private async Task<UniqueIdMap> CopyAsync(IMailFolder source, UniqueIdSet uids, IMailFolder target, CancellationToken cancellationToken)
    {
        try
        {
            MayHaveActed = true;
            return await source.CopyToAsync(uids, target, cancellationToken).ConfigureAwait(false) ?? UniqueIdMap.Empty;
        }
        catch (Exception e) when (e is ImapCommandException or FolderNotFoundException)
        {
            MayHaveActed = false;
            throw;
        }
    }

    private static string? PlaceOf(UniqueId uid, UniqueIdMap places) =>
        places.TryGetValue(uid, out var place) && place.Validity != 0 ? new UidMark(place.Validity, place.Id).ToString() : null;
}

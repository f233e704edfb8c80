using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Transfer;
using MailKit;
using MailKit.Net.Imap;
using MessageFlags = KerioMigration.Engine.Model.MessageFlags;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>Changes to messages that are already there, over MailKit. Each may be repeated.</summary>
internal sealed class ImapChanges(ImapClient client, ServerCapabilities capabilities)
{
    public async Task<IReadOnlyList<string>> ChangeFlagsAsync(
        DestinationFolder wanted, IReadOnlyList<FlagChange> changes, CancellationToken cancellationToken)
    {
        if (await ImapSelection.OpenAsync(client, wanted, FolderAccess.ReadWrite, cancellationToken).ConfigureAwait(false) is not { } selection)
        {
            return [];
        }

        var kept = ImapFlags.KeptBy(selection.Folder);
        var there = await selection.FindAsync(changes.Select(c => c.DestinationId), cancellationToken).ConfigureAwait(false);
        var needed = changes.Where(c => there.TryGetValue(c.DestinationId, out var now) && ((ImapFlags.Of(now) ^ c.Flags) & kept) != 0);
        foreach (var group in needed.GroupBy(c => c.Flags & kept))
        {
            var uids = selection.UidsOf(group.Select(c => c.DestinationId));
            await StoreAsync(selection.Folder, uids, StoreAction.Add, group.Key, cancellationToken).ConfigureAwait(false);
            await StoreAsync(selection.Folder, uids, StoreAction.Remove, kept & ~group.Key, cancellationToken).ConfigureAwait(false);
        }

        await selection.CloseAsync(cancellationToken).ConfigureAwait(false);
        return [.. changes.Select(c => c.DestinationId).Where(there.ContainsKey)];
    }

    /// <param name="begun">Afterwards: what earlier attempts marked for removal, and what this one did.</param>
    public async Task<bool> RemoveAsync(DestinationFolder wanted, IReadOnlyList<string> ids, ISet<string> begun, CancellationToken cancellationToken)
    {
        if (await ImapSelection.OpenAsync(client, wanted, FolderAccess.ReadWrite, cancellationToken).ConfigureAwait(false) is not { } selection)
        {
            return false;
        }

        var there = await selection.FindAsync(ids, cancellationToken).ConfigureAwait(false);
        var uids = selection.UidsOf(there.Keys);
        var isSafe = capabilities.UidPlus || !await selection.HoldsDeletedBesidesAsync(uids, cancellationToken).ConfigureAwait(false);
        if (!isSafe)
        {
            begun.ExceptWith(there.Keys);
        }
        else if (uids.Count > 0)
        {
            begun.UnionWith(there.Keys);
            await selection.MarkDeletedAsync(uids, cancellationToken).ConfigureAwait(false);
            await ExpungeAsync(selection.Folder, uids, cancellationToken).ConfigureAwait(false);
        }

        await selection.CloseAsync(cancellationToken).ConfigureAwait(false);
        return isSafe;
    }

    private Task ExpungeAsync(IMailFolder folder, UniqueIdSet uids, CancellationToken cancellationToken) =>
        capabilities.UidPlus ? folder.ExpungeAsync(uids, cancellationToken) : folder.ExpungeAsync(cancellationToken);

    private static Task StoreAsync(IMailFolder folder, UniqueIdSet uids, StoreAction action, MessageFlags flags, CancellationToken cancellationToken) =>
        flags == MessageFlags.None ? Task.CompletedTask : folder.StoreAsync(uids, ImapFlags.Request(action, flags), cancellationToken);
}

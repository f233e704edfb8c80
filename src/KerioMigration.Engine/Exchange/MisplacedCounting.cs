using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>
/// Asks which calendars, address books and the like hold items of other kinds as well. A server that does not tell hinders nothing: not known is
/// not the same as none.
/// </summary>
internal sealed class MisplacedCounting(EwsClient client)
{
    private const int FoldersPerRequest = 50;

    /// <param name="contextOf">Where the contents of a folder are.</param>
    public async Task<IReadOnlyList<FolderRef>> CountAsync(
        IReadOnlyList<FolderRef> folders, Func<FolderRef, EwsContext> contextOf, CancellationToken cancellationToken)
    {
        var counted = folders.ToArray();
        var asked = Enumerable.Range(0, counted.Length).Where(i => counted[i] is { ItemCount: > 0, IsHidden: false } f && !ItemKinds.IsMessage(f.Kind));
        foreach (var alike in asked.GroupBy(i => (counted[i].Kind, Context: contextOf(counted[i]))))
        {
            int[] places = [.. alike];
            for (var start = 0; start < places.Length; start += FoldersPerRequest)
            {
                await CountAsync(counted, [.. places.Skip(start).Take(FoldersPerRequest)], alike.Key.Context, cancellationToken).ConfigureAwait(false);
            }
        }

        return counted;
    }

    private async Task CountAsync(FolderRef[] folders, IReadOnlyList<int> places, EwsContext context, CancellationToken cancellationToken)
    {
        foreach (var place in places)
        {
            folders[place] = folders[place] with { MisplacedCount = null };
        }

        try
        {
            var request = new CountMisplaced([.. places.Select(i => EwsFolderId.Of(folders[i].Id))], ItemClasses.OfFolder(folders[places[0]].Kind));
            var answers = await client.SendAsync(request, context, FailureScope.Mailbox, cancellationToken).ConfigureAwait(false);
            foreach (var (place, answer) in places.Zip(answers, (p, a) => (p, a.Payload)))
            {
                folders[place] = folders[place] with { MisplacedCount = answer is null ? null : Math.Min(answer.Count, folders[place].ItemCount) };
            }
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            // The folders are what matters, and they have been told.
        }
    }
}

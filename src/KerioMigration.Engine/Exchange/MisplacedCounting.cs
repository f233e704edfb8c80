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
    /// <param name="mailboxOf">Where the contents of a folder are.</param>
    public async Task<IReadOnlyList<FolderRef>> CountAsync(
        IReadOnlyList<FolderRef> folders, Func<FolderRef, OpenedMailbox> mailboxOf, CancellationToken cancellationToken)
    {
        var counted = folders.ToArray();
        var asked = Enumerable.Range(0, counted.Length).Where(i => counted[i] is { ItemCount: > 0, IsHidden: false } f && !ItemKinds.IsMessage(f.Kind));
        foreach (var alike in asked.GroupBy(i => (counted[i].Kind, mailboxOf(counted[i]).Context)))
        {
            FolderRef[] part = [.. alike.Select(i => counted[i])];
            var answers = await AskAsync(part, mailboxOf(part[0]), cancellationToken).ConfigureAwait(false);
            foreach (var (place, count) in alike.Zip(answers, (p, a) => (p, a.Count)))
            {
                counted[place] = counted[place] with { MisplacedCount = count is { } known ? Math.Min(known, counted[place].ItemCount) : null };
            }
        }

        return counted;
    }

    private async Task<IReadOnlyList<MisplacedItems>> AskAsync(IReadOnlyList<FolderRef> folders, OpenedMailbox mailbox, CancellationToken cancellationToken)
    {
        var classes = ItemClasses.OfFolder(folders[0].Kind);
        try
        {
            var question = new FolderQuestion<MisplacedItems>(client, mailbox, ids => new CountMisplaced(ids, classes), _ => MisplacedItems.Unknown);
            return await question.ReadAsync(folders, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            // The folders are what matters, and they have been told.
            return [.. folders.Select(_ => MisplacedItems.Unknown)];
        }
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// Where single items of earlier runs go: as the ledger has it, so that neither the source's folders are listed nor anything else of the
/// mailbox is touched.
/// </summary>
internal static class RetryPlan
{
    /// <summary>The carried folders that hold one of the items open, with how many.</summary>
    public static async Task<IReadOnlyList<(FolderPlan Plan, FolderEntry Entry)>> ReadAsync(
        IMailboxLedger ledger, IReadOnlyCollection<string> items, CancellationToken cancellationToken)
    {
        var folders = new List<(FolderPlan, FolderEntry)>();
        foreach (var entry in await ledger.ReadFoldersAsync(cancellationToken).ConfigureAwait(false))
        {
            var open = entry.TargetPath is null ? [] : await ledger.ReadOpenAsync(entry.Id, cancellationToken).ConfigureAwait(false);
            var count = open.Count(e => items.Contains(e.Item.Id));
            if (count > 0)
            {
                folders.Add((PlanOf(entry, count), entry));
            }
        }

        return folders;
    }

    private static FolderPlan PlanOf(FolderEntry entry, int count) => new()
    {
        Source = new FolderRef
        {
            Id = entry.SourceId,
            DisplayName = entry.SourcePath,
            Path = [entry.SourcePath],
            Role = entry.Role,
            Kind = entry.Kind,
            ItemCount = count,
        },

        // Legal names hold no slash, so that the joined path can be taken apart.
        Target = new FolderTarget { Path = entry.TargetPath!.Split('/'), Role = entry.Role, Kind = entry.Kind },
    };
}

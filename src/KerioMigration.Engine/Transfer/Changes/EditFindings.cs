using System.Collections.Generic;
using KerioMigration.Engine.Ledger;

namespace KerioMigration.Engine.Transfer.Changes;

/// <summary>What reading changed items told.</summary>
internal sealed class EditFindings
{
    /// <summary>To be written anew.</summary>
    public List<(FolderTransfer Folder, ChangedItem Item)> Edited { get; } = [];

    /// <summary>With the source's flags as they are now; and whether its edited content is not carried.</summary>
    public List<(ChangedItem Item, bool IsKept)> Flags { get; } = [];
}

using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Verification;

/// <summary>An item that the ledger calls carried, and what was found of it.</summary>
internal sealed class CheckedItem(FolderCheck folder, ItemOutcome item)
{
    public FolderCheck Folder => folder;

    public ItemOutcome Item => item;

    public bool IsAtSource => folder.Listing.Contains(item.Item.Id);

    /// <summary>Null while it is not found.</summary>
    public DestinationItem? Found { get; set; }

    /// <summary>What was found has another content than was written.</summary>
    public bool IsAltered { get; set; }

    /// <summary>Nothing was ever known of what it looks like, so that nothing can be found.</summary>
    public bool IsUnknown => item.Key is null && item.DestinationId is null;
}

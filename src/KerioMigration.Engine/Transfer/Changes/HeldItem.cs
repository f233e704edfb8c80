using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer.Changes;

/// <summary>A new item that looks like one that was carried: a moved one, or a copy.</summary>
internal sealed record HeldItem(FolderTransfer Folder, ItemRef Item);

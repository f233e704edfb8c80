namespace KerioMigration.Engine.Ledger;

/// <summary>A folder with its items over all runs.</summary>
/// <param name="Mailbox">The address of the mailbox it belongs to.</param>
public sealed record FolderTotals(string Mailbox, FolderEntry Folder, ItemTotals Items);

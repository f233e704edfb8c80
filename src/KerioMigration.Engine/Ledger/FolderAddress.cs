using System.Collections.Generic;

namespace KerioMigration.Engine.Ledger;

/// <summary>An address that leads to a public folder, as it is kept among the details of the mailbox.</summary>
/// <param name="Folder">Its place at the destination; legal names hold no slash.</param>
public sealed record FolderAddress(string Address, IReadOnlyList<string> Folder)
{
    public AccountDetailEntry EntryOf(AccountDetailKind kind) => new(kind, Address + " " + string.Join("/", Folder));

    /// <summary>Addresses hold no blank, so that the first one ends it.</summary>
    public static FolderAddress Of(AccountDetailEntry entry)
    {
        var end = entry.Value.IndexOf(' ');
        return new FolderAddress(entry.Value.Substring(0, end), entry.Value.Substring(end + 1).Split('/'));
    }
}

using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Webmail;

/// <summary>A folder with the tree that it stands in.</summary>
internal sealed record WebmailFolder(WebmailTree Tree, KerioFolder Folder)
{
    public string Id => Tree.IdOf(Folder);

    public string Name => Folder.Path[(Folder.Path.LastIndexOf('/') + 1)..];

    public string Type => Folder.Kind switch
    {
        FolderKind.Calendar => "FCalendar",
        FolderKind.Contacts => "FContact",
        FolderKind.Tasks => "FTask",
        FolderKind.Notes => "FNote",
        _ => "FMail",
    };

    public string SubType => Folder switch
    {
        { Kind: not FolderKind.Mail, IsDefault: true } => "FSubDefault",
        { Use: SpecialUse.Inbox } => "FSubInbox",
        { Use: SpecialUse.Drafts } => "FSubDrafts",
        { Use: SpecialUse.Sent } => "FSubSentItems",
        { Use: SpecialUse.Trash } => "FSubDeletedItems",
        { Use: SpecialUse.Junk } => "FSubJunkEmail",
        _ => "FSubNone",
    };

    public bool IsSpecial => SubType != "FSubNone";
}

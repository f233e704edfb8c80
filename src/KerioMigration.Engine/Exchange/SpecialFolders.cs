using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>
/// Default folders by the names of the schema. A name that the asked version does not know fails the whole request, so each version has
/// its list. Archive is missing on purpose: on-premises servers have no name for it, and display names are localized.
/// </summary>
internal static class SpecialFolders
{
    public const string Root = "msgfolderroot";

    /// <summary>What users see of the public folders hangs below it.</summary>
    public const string PublicRoot = "publicfoldersroot";

    /// <summary>The root of what users see of the archive.</summary>
    public const string ArchiveRoot = "archivemsgfolderroot";

    private static readonly (string Name, FolderRole Role)[] Always =
    [
        (Root, FolderRole.Root), ("inbox", FolderRole.Inbox), ("drafts", FolderRole.Drafts), ("sentitems", FolderRole.Sent),
        ("deleteditems", FolderRole.Deleted), ("junkemail", FolderRole.Junk), ("outbox", FolderRole.Outbox), ("calendar", FolderRole.Calendar),
        ("contacts", FolderRole.Contacts), ("tasks", FolderRole.Tasks), ("notes", FolderRole.Notes), ("journal", FolderRole.Journal),
    ];

    private static readonly (string Name, FolderRole Role)[] Since2013 =
    [
        ("syncissues", FolderRole.SyncIssues), ("conflicts", FolderRole.SyncIssues), ("localfailures", FolderRole.SyncIssues),
        ("serverfailures", FolderRole.SyncIssues),
    ];

    /// <summary>The root first.</summary>
    public static IReadOnlyList<(string Name, FolderRole Role)> For(EwsSchema schema) =>
        schema >= EwsSchema.Exchange2013 ? [.. Always, .. Since2013] : Always;

    /// <summary>The version has names for the folders of archives.</summary>
    public static bool HasArchive(EwsSchema schema) => schema >= EwsSchema.Exchange2010_SP1;

    public static GetFolder Request(EwsSchema schema) => new([.. For(schema).Select(f => EwsFolderId.Distinguished(f.Name))]);
}

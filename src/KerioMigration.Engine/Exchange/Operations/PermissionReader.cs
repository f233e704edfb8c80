using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model.Rights;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>PermissionSet; that of a calendar has names of its own.</summary>
internal static class PermissionReader
{
    private const FolderAbilities Author = FolderAbilities.See | FolderAbilities.Read | FolderAbilities.Create | FolderAbilities.EditOwn | FolderAbilities.DeleteOwn;
    private const FolderAbilities Editor = Author | FolderAbilities.EditAll | FolderAbilities.DeleteAll;

    /// <summary>What each level stands for (exchange-ews 1.11).</summary>
    private static readonly Dictionary<string, FolderAbilities> Levels = new()
    {
        ["None"] = FolderAbilities.None,
        ["FreeBusyTimeOnly"] = FolderAbilities.SeeTimes,
        ["FreeBusyTimeAndSubjectAndLocation"] = FolderAbilities.SeeTimes | FolderAbilities.SeeSubjects,
        ["Contributor"] = FolderAbilities.See | FolderAbilities.Create,
        ["Reviewer"] = FolderAbilities.See | FolderAbilities.Read,
        ["NoneditingAuthor"] = Author & ~FolderAbilities.EditOwn,
        ["Author"] = Author,
        ["PublishingAuthor"] = Author | FolderAbilities.CreateFolders,
        ["Editor"] = Editor,
        ["PublishingEditor"] = Editor | FolderAbilities.CreateFolders,
        ["Owner"] = Editor | FolderAbilities.CreateFolders | FolderAbilities.Share,
    };

    public static FolderRights Read(Element set) => new()
    {
        Entries = [.. set.Children.Where(c => c.Name is "Permissions" or "CalendarPermissions").SelectMany(c => c.Children).Select(ReadEntry)],
        OrphanCount = set.List("UnknownEntries").Count,
    };

    private static FolderRight ReadEntry(Element permission)
    {
        var user = permission.Child("UserId");
        var level = permission.Value("CalendarPermissionLevel") ?? permission.Value("PermissionLevel") ?? "Custom";
        var abilities = Levels.TryGetValue(level, out var known) ? known : Single(permission);
        return new FolderRight(GranteeOf(user), level, abilities, user?.Value("PrimarySmtpAddress") ?? "", user?.Value("DisplayName") ?? "");
    }

    /// <summary>Custom, and any level that is not known.</summary>
    private static FolderAbilities Single(Element permission) =>
        If(permission.Boolean("IsFolderVisible"), FolderAbilities.See)
        | If(permission.Boolean("CanCreateItems"), FolderAbilities.Create)
        | If(permission.Boolean("CanCreateSubFolders"), FolderAbilities.CreateFolders)
        | If(permission.Boolean("IsFolderOwner"), FolderAbilities.Share)
        | Extent(permission.Value("EditItems"), FolderAbilities.EditOwn, FolderAbilities.EditAll)
        | Extent(permission.Value("DeleteItems"), FolderAbilities.DeleteOwn, FolderAbilities.DeleteAll)
        | permission.Value("ReadItems") switch
        {
            "FullDetails" => FolderAbilities.Read,
            "TimeAndSubjectAndLocation" => FolderAbilities.SeeTimes | FolderAbilities.SeeSubjects,
            "TimeOnly" => FolderAbilities.SeeTimes,
            _ => FolderAbilities.None,
        };

    private static FolderAbilities If(bool condition, FolderAbilities ability) => condition ? ability : FolderAbilities.None;

    private static FolderAbilities Extent(string? value, FolderAbilities own, FolderAbilities all) =>
        value switch { "All" => own | all, "Owned" => own, _ => FolderAbilities.None };

    private static Grantee GranteeOf(Element? user) => user?.Value("DistinguishedUser") switch
    {
        "Default" => Grantee.Default,
        "Anonymous" => Grantee.Anonymous,
        _ => Grantee.Named,
    };
}

using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>A folder as Folders.get tells it.</summary>
internal sealed record WebmailFolder(string Id, string ParentId, string Name, string Type, string SubType)
{
    public const string Root = "FRoot";
    public const string Mail = "FMail";

    private const string Ordinary = "FSubNone";

    private static readonly Dictionary<string, ItemKind> Kinds = new()
    {
        [Mail] = ItemKind.Mail,
        ["FContact"] = ItemKind.Contact,
        ["FCalendar"] = ItemKind.Calendar,
        ["FTask"] = ItemKind.Task,
        ["FNote"] = ItemKind.Note,
    };

    private static readonly Dictionary<string, FolderRole> Roles = new()
    {
        ["FSubInbox"] = FolderRole.Inbox,
        ["FSubDrafts"] = FolderRole.Drafts,
        ["FSubSentItems"] = FolderRole.Sent,
        ["FSubDeletedItems"] = FolderRole.Deleted,
        ["FSubJunkEmail"] = FolderRole.Junk,
    };

    private static readonly Dictionary<ItemKind, FolderRole> DefaultRoles = new()
    {
        [ItemKind.Contact] = FolderRole.Contacts,
        [ItemKind.Calendar] = FolderRole.Calendar,
        [ItemKind.Task] = FolderRole.Tasks,
        [ItemKind.Note] = FolderRole.Notes,
    };

    public bool IsRoot => Type == Root;

    public bool IsSpecial => SubType is not (Ordinary or "");

    public ItemKind Kind => Kinds.TryGetValue(Type, out var kind) ? kind : ItemKind.Mail;

    public FolderRole Role => SubType == "FSubDefault"
        ? DefaultRoles.TryGetValue(Kind, out var usual) ? usual : FolderRole.None
        : Roles.TryGetValue(SubType, out var role) ? role : FolderRole.None;

    public static WebmailFolder Read(JObject folder) => new(
        (string?)folder["id"] ?? "", (string?)folder["parentId"] ?? "", (string?)folder["name"] ?? "", (string?)folder["type"] ?? "", (string?)folder["subType"] ?? "");

    /// <summary>Lists stand among the contacts.</summary>
    public static ItemKind FolderKindOf(ItemKind kind) => kind == ItemKind.DistributionList ? ItemKind.Contact : kind;

    /// <summary>Null for a kind that has no folders there.</summary>
    public static string? TypeOf(ItemKind kind) => Kinds.Where(k => k.Value == FolderKindOf(kind)).Select(k => k.Key).FirstOrDefault();
}

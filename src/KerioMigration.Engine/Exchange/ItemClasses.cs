using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>What classes of items and folders mean. Custom classes extend the standard ones after a dot.</summary>
internal static class ItemClasses
{
    // Internal stores of Outlook, Teams and the server that a user never sees as folders.
    private static readonly string[] Machinery =
    [
        "IPF.Configuration", "IPF.StoreItem", "IPF.SkypeTeams.Message", "IPF.SmsAndChatsSync", "IPF.Files", "IPF.Contact.MOC",
        "IPF.Contact.RecipientCache", "IPF.Contact.GalContacts", "IPF.Contact.OrganizationalContacts", "IPF.Contact.Company",
        "IPF.Contact.PeopleCentricConversationBuddies",
    ];

    private static readonly (string Class, ItemKind Kind)[] Standard =
    [
        ("IPM.Appointment", ItemKind.Calendar), ("IPM.Contact", ItemKind.Contact), ("IPM.DistList", ItemKind.DistributionList), ("IPM.Task", ItemKind.Task),
        ("IPM.StickyNote", ItemKind.Note), ("IPM.Activity", ItemKind.Journal),
    ];

    // Delivery reports begin with REPORT and end with the kind of report ([MS-OXOMSG] 2.2.2.1).
    private static readonly string[] Messages =
        ["IPM", "IPM.Note", "IPM.Post", "IPM.Schedule", "IPM.TaskRequest", "IPM.Sharing", "IPM.Document", "IPM.InfoPathForm", "IPM.Outlook.Recall", "IPM.Recall", "REPORT"];

    /// <summary>Neither a kind of its own nor a message all of which is in its MIME: an application has put its own data into it.</summary>
    public static bool IsUnknown(string itemClass) => KindOfItem(itemClass) == ItemKind.Mail && itemClass.Length > 0
        && !Array.Exists(Messages, m => m == "IPM" ? itemClass.Equals(m, StringComparison.OrdinalIgnoreCase) : Is(itemClass, m));

    public static ItemKind KindOfItem(string itemClass) => Array.Find(Standard, s => Is(itemClass, s.Class)) is { Class: not null } known ? known.Kind : ItemKind.Mail;

    public static ItemKind KindOfFolder(string folderClass) =>
        Is(folderClass, "IPF.Appointment") ? ItemKind.Calendar
        : Is(folderClass, "IPF.Contact") ? ItemKind.Contact
        : Is(folderClass, "IPF.Task") ? ItemKind.Task
        : Is(folderClass, "IPF.StickyNote") ? ItemKind.Note
        : Is(folderClass, "IPF.Journal") ? ItemKind.Journal
        : ItemKind.Mail;

    /// <summary>The classes, each with those derived from it, that a folder for this kind is for.</summary>
    public static IReadOnlyList<string> OfFolder(ItemKind kind) => [.. Standard.Where(s => ItemKinds.Fits(s.Kind, kind)).Select(s => s.Class)];

    public static bool IsMachinery(string folderClass) => Array.Exists(Machinery, m => Is(folderClass, m));

    private static bool Is(string value, string parent) =>
        value.StartsWith(parent, StringComparison.OrdinalIgnoreCase) && (value.Length == parent.Length || value[parent.Length] == '.');
}

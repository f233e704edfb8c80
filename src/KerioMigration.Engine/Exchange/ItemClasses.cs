using System;
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

    public static ItemKind KindOfItem(string itemClass) =>
        Is(itemClass, "IPM.Appointment") ? ItemKind.Calendar
        : Is(itemClass, "IPM.Contact") ? ItemKind.Contact
        : Is(itemClass, "IPM.DistList") ? ItemKind.DistributionList
        : Is(itemClass, "IPM.Task") ? ItemKind.Task
        : Is(itemClass, "IPM.StickyNote") ? ItemKind.Note
        : Is(itemClass, "IPM.Activity") ? ItemKind.Journal
        : ItemKind.Mail;

    public static ItemKind KindOfFolder(string folderClass) =>
        Is(folderClass, "IPF.Appointment") ? ItemKind.Calendar
        : Is(folderClass, "IPF.Contact") ? ItemKind.Contact
        : Is(folderClass, "IPF.Task") ? ItemKind.Task
        : Is(folderClass, "IPF.StickyNote") ? ItemKind.Note
        : Is(folderClass, "IPF.Journal") ? ItemKind.Journal
        : ItemKind.Mail;

    public static bool IsMachinery(string folderClass) => Array.Exists(Machinery, m => Is(folderClass, m));

    private static bool Is(string value, string parent) =>
        value.StartsWith(parent, StringComparison.OrdinalIgnoreCase) && (value.Length == parent.Length || value[parent.Length] == '.');
}

using System;
using System.Collections.Generic;
using KerioMigration.Engine.Model;

namespace KerioMigration.Pipeline;

/// <summary>What the parts of a mailbox are called in messages, in the plural.</summary>
internal static class PartNames
{
    private static readonly Dictionary<MailboxPart, string> Names = new()
    {
        [MailboxPart.Permission] = "rights on folders",
        [MailboxPart.Archive] = "items of the archive",
        [MailboxPart.Account] = "details of the account",
        [MailboxPart.Delegate] = "delegates",
        [MailboxPart.OutOfOffice] = "out of office settings",
        [MailboxPart.InboxRule] = "rules for incoming mail",
        [MailboxPart.FolderAddress] = "addresses of public folders",
        [MailboxPart.Group] = "members of the group",
    };

    public static string Of(MailboxPart part) => "the " + Names[part];

    /// <param name="part">A name of <see cref="MailboxPart"/>.</param>
    public static string Of(string part) => Names[(MailboxPart)Enum.Parse(typeof(MailboxPart), part)];

    /// <param name="place">A folder's path or a setting's name; may be empty.</param>
    public static string Of(MailboxPart part, string place) => (part, place) switch
    {
        (_, "") => Of(part),
        (MailboxPart.Permission, _) => $"rights on \"{place}\"",
        (MailboxPart.FolderAddress, _) => $"addresses of \"{place}\"",
        _ => $"{Names[part]} \"{place}\"",
    };
}

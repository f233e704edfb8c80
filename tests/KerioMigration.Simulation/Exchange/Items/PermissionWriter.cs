using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>PermissionSet; that of a calendar has names of its own.</summary>
internal static class PermissionWriter
{
    public static void Write(AnswerWriter answer, SeededFolder folder, bool isCalendar)
    {
        var name = isCalendar ? "Calendar" : string.Empty;
        answer.Ascii($"<t:PermissionSet><t:{name}Permissions>");
        foreach (var permission in folder.Permissions.Count > 0 ? folder.Permissions : Usual(isCalendar))
        {
            Permission(answer, permission, name);
        }

        answer.Ascii($"</t:{name}Permissions>");
        if (folder.UnknownPermissions.Count > 0)
        {
            answer.Raw("<t:UnknownEntries>"u8);
            foreach (var sid in folder.UnknownPermissions)
            {
                answer.Element("t:UnknownEntry"u8, sid);
            }

            answer.Raw("</t:UnknownEntries>"u8);
        }

        answer.Raw("</t:PermissionSet>"u8);
    }

    public static void User(AnswerWriter answer, SeededAddress? user, string? distinguished)
    {
        answer.Raw("<t:UserId>"u8);
        if (user is not null)
        {
            // Made of the address, so that the same user always has the same one.
            answer.Ascii($"<t:SID>S-1-5-21-1004336348-1177238915-682003330-{1000 + (user.Address.Length * 7)}</t:SID>");
            answer.Element("t:PrimarySmtpAddress"u8, user.Address);
            answer.Element("t:DisplayName"u8, user.Name);
        }

        Fields.Optional(answer, "t:DistinguishedUser"u8, distinguished);
        answer.Raw("</t:UserId>"u8);
    }

    private static SeededPermission[] Usual(bool isCalendar) =>
        [new(isCalendar ? "FreeBusyTimeOnly" : "None", Distinguished: "Default"), new("None", Distinguished: "Anonymous")];

    private static void Permission(AnswerWriter answer, SeededPermission permission, string name)
    {
        var rights = permission.Effective;
        answer.Ascii($"<t:{name}Permission>");
        User(answer, permission.User, permission.Distinguished);
        answer.Ascii($"<t:CanCreateItems>{Text(rights.Create)}</t:CanCreateItems><t:CanCreateSubFolders>{Text(rights.Subfolders)}</t:CanCreateSubFolders>");
        answer.Ascii($"<t:IsFolderOwner>{Text(rights.IsOwner)}</t:IsFolderOwner><t:IsFolderVisible>{Text(rights.IsVisible)}</t:IsFolderVisible>");
        answer.Ascii($"<t:IsFolderContact>{Text(rights.IsContact)}</t:IsFolderContact><t:EditItems>{rights.Edit}</t:EditItems>");
        answer.Ascii($"<t:DeleteItems>{rights.Delete}</t:DeleteItems><t:ReadItems>{rights.Read}</t:ReadItems>");
        answer.Ascii($"<t:{name}PermissionLevel>{permission.Level}</t:{name}PermissionLevel></t:{name}Permission>");
    }

    private static string Text(bool value) => value ? "true" : "false";
}

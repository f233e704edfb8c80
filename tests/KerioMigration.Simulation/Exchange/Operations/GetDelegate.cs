using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.Items;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>ResponseClass on the response itself, and messages of a kind of its own below it.</summary>
internal sealed class GetDelegate : IOperation
{
    public string Name => "GetDelegate";

    public SchemaVersion Since => SchemaVersion.Exchange2007Sp1;

    public ElementType Schema { get; } = ElementType.Empty()
        .Attribute("IncludePermissions", TextType.Boolean)
        .One("m:Mailbox", Shapes.Mailbox)
        .Optional("m:UserIds", () => ElementType.Empty().Choice(1, int.MaxValue, ("t:UserId", UserId)));

    public ValueTask AnswerAsync(OperationContext context)
    {
        var answer = context.Answer;
        var isFound = context.Access.TryAddress((string?)context.Request.Element(Ns.Messages + "Mailbox")!.Element(Ns.Types + "EmailAddress"), out var mailbox, out var errorCode);
        Responses.OpenBare(answer, Name);
        if (!isFound)
        {
            Responses.ErrorContent(answer, errorCode!, context.Culture);
            Responses.CloseBare(answer, Name);
            return default;
        }

        var wanted = context.Request.Descendants(Ns.Types + "PrimarySmtpAddress").Select(e => e.Value).ToList();
        answer.Raw(" ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>"u8);
        var delegates = mailbox!.Settings.Delegates.Where(d => wanted.Count == 0 || wanted.Contains(d.User.Address, StringComparer.OrdinalIgnoreCase)).ToList();
        answer.Raw(delegates.Count == 0 ? default : "<m:ResponseMessages>"u8);
        foreach (var user in delegates)
        {
            Write(answer, user, (string?)context.Request.Attribute("IncludePermissions") is "true" or "1");
        }

        answer.Raw(delegates.Count == 0 ? default : "</m:ResponseMessages>"u8);
        answer.Raw("<m:DeliverMeetingRequests>DelegatesAndMe</m:DeliverMeetingRequests>"u8);
        Responses.CloseBare(answer, Name);
        return default;
    }

    private static ElementType UserId() => ElementType.Empty()
        .Optional("t:SID", TextType.String)
        .Optional("t:PrimarySmtpAddress", TextType.String)
        .Optional("t:DisplayName", TextType.String)
        .Optional("t:DistinguishedUser", TextType.Enumeration("DistinguishedUserType", "Default", "Anonymous"))
        .Optional("t:ExternalUserIdentity", TextType.String);

    private static void Write(AnswerWriter answer, SeededDelegate user, bool withLevels)
    {
        answer.Raw("<m:DelegateUserResponseMessageType ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode><m:DelegateUser>"u8);
        PermissionWriter.User(answer, user.User, null);
        if (withLevels)
        {
            answer.Raw("<t:DelegatePermissions>"u8);
            foreach (var folder in new[] { "Calendar", "Tasks", "Inbox", "Contacts", "Notes", "Journal" }.Where(user.Levels.ContainsKey))
            {
                answer.Ascii($"<t:{folder}FolderPermissionLevel>{user.Levels[folder]}</t:{folder}FolderPermissionLevel>");
            }

            answer.Raw("</t:DelegatePermissions>"u8);
        }

        answer.Raw("<t:ReceiveCopiesOfMeetingMessages>"u8);
        answer.Boolean(user.ReceivesMeetings);
        answer.Raw("</t:ReceiveCopiesOfMeetingMessages><t:ViewPrivateItems>"u8);
        answer.Boolean(user.SeesPrivateItems);
        answer.Raw("</t:ViewPrivateItems></m:DelegateUser></m:DelegateUserResponseMessageType>"u8);
    }
}

using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;

namespace KerioMigration.Simulation.Exchange.Operations;

internal sealed class GetSearchableMailboxes : IOperation
{
    public string Name => "GetSearchableMailboxes";

    public SchemaVersion Since => SchemaVersion.Exchange2013;

    public ElementType Schema { get; } = ElementType.Empty()
        .Optional("m:SearchFilter", TextType.String)
        .Optional("m:ExpandGroupMembership", TextType.Boolean);

    public ValueTask AnswerAsync(OperationContext context)
    {
        var answer = context.Answer;
        var filter = ((string?)context.Request.Element(Ns.Messages + "SearchFilter"))?.Trim().TrimEnd('*') ?? string.Empty;
        var expands = (string?)context.Request.Element(Ns.Messages + "ExpandGroupMembership") is "true" or "1";
        var errorCode = context.Caller.Service is not { HasMailboxSearchRight: true } ? "ErrorAccessDenied"
            : filter.Length == 0 && expands ? "ErrorInvalidArgument"
            : null;
        Responses.OpenBare(answer, Name);
        if (errorCode is not null)
        {
            Responses.ErrorContent(answer, errorCode, context.Culture);
            answer.Raw("<m:SearchableMailboxes/>"u8);
        }
        else
        {
            Write(context, filter);
        }

        Responses.CloseBare(answer, Name);
        return default;
    }

    private static void Write(OperationContext context, string filter)
    {
        var answer = context.Answer;
        answer.Raw(" ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode><m:SearchableMailboxes>"u8);
        foreach (var user in context.Organization.Users.Where(u =>
            u.DisplayName.StartsWith(filter, StringComparison.OrdinalIgnoreCase) || u.PrimarySmtpAddress.StartsWith(filter, StringComparison.OrdinalIgnoreCase)))
        {
            answer.Raw("<t:SearchableMailbox>"u8);
            answer.Element("t:Guid"u8, user.Mailbox.Guid.ToString());
            answer.Element("t:PrimarySmtpAddress"u8, user.PrimarySmtpAddress);
            answer.Raw("<t:IsExternalMailbox>false</t:IsExternalMailbox><t:ExternalEmailAddress/>"u8);
            answer.Element("t:DisplayName"u8, user.DisplayName);
            answer.Raw("<t:IsMembershipGroup>false</t:IsMembershipGroup>"u8);
            answer.Element("t:ReferenceId"u8, user.LegacyDn);
            answer.Raw("</t:SearchableMailbox>"u8);
        }

        answer.Raw("</m:SearchableMailboxes>"u8);
    }
}

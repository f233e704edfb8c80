using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>From schema, not recorded. ResponseClass on the response itself.</summary>
internal sealed class GetInboxRules : IOperation
{
    public string Name => "GetInboxRules";

    public SchemaVersion Since => SchemaVersion.Exchange2010Sp1;

    public ElementType Schema { get; } = ElementType.Empty().Optional("m:MailboxSmtpAddress", TextType.String);

    public ValueTask AnswerAsync(OperationContext context)
    {
        var answer = context.Answer;
        var isFound = context.Access.TryAddress((string?)context.Request.Element(Ns.Messages + "MailboxSmtpAddress"), out var mailbox, out var errorCode);
        Responses.OpenBare(answer, Name);
        if (!isFound)
        {
            Responses.ErrorContent(answer, errorCode!, context.Culture);
            Responses.CloseBare(answer, Name);
            return default;
        }

        answer.Raw(" ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode><m:OutlookRuleBlobExists>false</m:OutlookRuleBlobExists><m:InboxRules>"u8);
        var priority = 0;
        foreach (var rule in mailbox!.Settings.Rules)
        {
            Write(answer, rule, ++priority);
        }

        answer.Raw("</m:InboxRules>"u8);
        Responses.CloseBare(answer, Name);
        return default;
    }

    private static void Write(AnswerWriter answer, SeededRule rule, int priority)
    {
        answer.Ascii($"<t:Rule><t:RuleId>AQAAAAAA{priority:D4}</t:RuleId>");
        answer.Element("t:DisplayName"u8, rule.Name);
        answer.Ascii($"<t:Priority>{priority}</t:Priority>");
        Flag(answer, "IsEnabled", rule.IsEnabled);
        Flag(answer, "IsNotSupported", rule.IsNotSupported);
        Flag(answer, "IsInError", rule.IsInError);
        Part(answer, "Conditions", rule.Conditions);
        Part(answer, "Exceptions", rule.Exceptions);
        Part(answer, "Actions", rule.Actions);
        answer.Raw("</t:Rule>"u8);
    }

    private static void Flag(AnswerWriter answer, string name, bool value) => answer.Ascii($"<t:{name}>{(value ? "true" : "false")}</t:{name}>");

    private static void Part(AnswerWriter answer, string name, string xml)
    {
        if (xml.Length > 0)
        {
            answer.Ascii($"<t:{name}>");
            answer.Raw(System.Text.Encoding.UTF8.GetBytes(xml));
            answer.Ascii($"</t:{name}>");
        }
    }
}

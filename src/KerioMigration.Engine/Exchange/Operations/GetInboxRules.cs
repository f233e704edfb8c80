using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model.Settings;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>The rules for incoming mail, in their order. Since Exchange 2010 SP1; the response is not wrapped in response messages.</summary>
internal sealed class GetInboxRules(string mailbox) : EwsOperation<EwsResponse<List<InboxRule>>>
{
    public override string Name => "GetInboxRules";

    public override void Write(EnvelopeWriter writer) => writer.Message(Name).MessageText("MailboxSmtpAddress", mailbox).End();

    public override EwsResponse<List<InboxRule>> Read(ElementReader reader, AnswerFilter streamed)
    {
        var response = ResponseReader.ReadMessage<List<InboxRule>>(
            reader, (r, soFar) => r.Name == "InboxRules" ? [.. r.Element().Children.OrderBy(rule => rule.Number("Priority")).Select(RuleReader.Read)] : soFar);

        // Who has no rules may have no element either.
        return response.Error is null ? new EwsResponse<List<InboxRule>>(response.Payload ?? [], null) : response;
    }
}

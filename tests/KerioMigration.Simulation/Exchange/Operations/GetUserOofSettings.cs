using System;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.Items;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>The out-of-office notice; for the owner of the mailbox alone, also full access is refused.</summary>
internal sealed class GetUserOofSettings : IOperation
{
    private const string Operation = "GetUserOofSettings";

    public string Name => "GetUserOofSettingsRequest";

    public ElementType Schema { get; } = ElementType.Empty().One("t:Mailbox", () => ElementType.Empty()
        .Optional("t:Name", TextType.String)
        .One("t:Address", () => ElementType.Of(TextType.String))
        .Optional("t:RoutingType", TextType.String));

    public ValueTask AnswerAsync(OperationContext context)
    {
        var address = (string?)context.Request.Element(Ns.Types + "Mailbox")!.Element(Ns.Types + "Address");
        if (context.ActingUser is not { } owner || !string.Equals(owner.PrimarySmtpAddress, address, StringComparison.OrdinalIgnoreCase))
        {
            throw new SoapFaultException("ErrorAccessDenied", "Microsoft.Exchange.InfoWorker.Common.OOF.OofInternalException: access denied");
        }

        var answer = context.Answer;
        var settings = owner.Mailbox.Settings.OutOfOffice;
        Responses.OpenBare(answer, Operation);
        answer.Raw("><m:ResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode></m:ResponseMessage><t:OofSettings>"u8);
        answer.Element("t:OofState"u8, settings.State);
        answer.Element("t:ExternalAudience"u8, settings.Audience);
        answer.Raw("<t:Duration>"u8);
        Fields.Date(answer, "t:StartTime"u8, settings.Start ?? Seed.Now);
        Fields.Date(answer, "t:EndTime"u8, settings.End ?? Seed.Now.AddDays(1));
        answer.Raw("</t:Duration><t:InternalReply>"u8);
        answer.Element("t:Message"u8, settings.Internal);
        answer.Raw("</t:InternalReply><t:ExternalReply>"u8);
        answer.Element("t:Message"u8, settings.External);
        answer.Raw("</t:ExternalReply></t:OofSettings><m:AllowExternalOof>All</m:AllowExternalOof>"u8);
        Responses.CloseBare(answer, Operation);
        return default;
    }
}

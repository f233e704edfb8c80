using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange.Items;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>The members of a personal list or of a group of the directory, one level deep.</summary>
internal sealed class ExpandDL : IOperation
{
    public string Name => "ExpandDL";

    public ElementType Schema { get; } = ElementType.Empty().One("m:Mailbox", Shapes.Mailbox);

    public ValueTask AnswerAsync(OperationContext context)
    {
        var answer = context.Answer;
        var mailbox = context.Request.Element(Ns.Messages + "Mailbox")!;
        Responses.Open(answer, Name);
        if (Find(context, mailbox) is var (members, errorCode) && members is null)
        {
            Responses.Error(answer, Name, errorCode!, context.Culture, null);
        }
        else
        {
            Responses.OpenMessage(answer, Name);
            answer.Ascii($"<m:DLExpansion TotalItemsInView=\"{members!.Count}\" IncludesLastItemInRange=\"true\">");
            var shape = ItemShape.Read(null, false, context.Schema);
            foreach (var member in members)
            {
                AddressWriter.Mailbox(answer, member.Address, shape, member.MailboxType, member.Item);
            }

            answer.Raw("</m:DLExpansion>"u8);
            Responses.CloseMessage(answer, Name);
        }

        Responses.Close(answer, Name);
        return default;
    }

    private static (IReadOnlyList<SeededMember>? Members, string? ErrorCode) Find(OperationContext context, XElement mailbox)
    {
        if (mailbox.Element(Ns.Types + "ItemId") is not { } id)
        {
            var address = (string?)mailbox.Element(Ns.Types + "EmailAddress");
            var group = context.Organization.Groups.FirstOrDefault(g => string.Equals(g.PrimarySmtpAddress, address, StringComparison.OrdinalIgnoreCase));
            return (group?.Members, "ErrorNameResolutionNoResults");
        }

        return context.Access.TryItem((string)id.Attribute("Id")!, out var item, out var errorCode)
            ? item is SeededDistributionList list ? (list.Members.Where(m => m.Address is not null).ToList(), null) : (null, "ErrorNameResolutionNoResults")
            : (null, errorCode);
    }
}

using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.Items;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Operations;

internal sealed class GetAttachment : IOperation
{
    public string Name => "GetAttachment";

    public ElementType Schema { get; } = ElementType.Empty()
        .Optional("m:AttachmentShape", Shapes.AttachmentShape)
        .One("m:AttachmentIds", () => ElementType.Empty()
            .Choice(1, int.MaxValue, ("t:AttachmentId", () => ElementType.Empty().Attribute("Id", TextType.String))));

    public async ValueTask AnswerAsync(OperationContext context)
    {
        var answer = context.Answer;
        var shape = ItemShape.Read(context.Request.Element(Ns.Messages + "AttachmentShape"), false, context.Schema);
        Responses.Open(answer, Name);
        foreach (var id in context.Request.Element(Ns.Messages + "AttachmentIds")!.Elements())
        {
            _ = context.Access.TryAttachment((string)id.Attribute("Id")!, out var attachment, out var errorCode);
            errorCode ??= attachment?.ErrorCode ?? (shape.IncludeMime && attachment?.Item is { } nested ? nested.MimeErrorCode ?? ServerMime.ErrorCode(nested, context.Schema) : null);
            if (errorCode is not null)
            {
                Responses.Error(answer, Name, errorCode, context.Culture, "m:Attachments");
                continue;
            }

            Responses.OpenMessage(answer, Name);
            answer.Raw("<m:Attachments>"u8);
            await WriteAsync(context, shape, attachment!);
            answer.Raw("</m:Attachments>"u8);
            Responses.CloseMessage(answer, Name);
        }

        Responses.Close(answer, Name);
    }

    private static async ValueTask WriteAsync(OperationContext context, ItemShape shape, SeededAttachment attachment)
    {
        var answer = context.Answer;
        AttachmentWriter.Open(answer, attachment, shape);
        if (attachment.Item is null)
        {
            answer.Raw("<t:Content>"u8);
            await answer.Base64Async(MailContent.Of(attachment.Content), context.Aborted);
            answer.Raw("</t:Content>"u8);
        }
        else if (shape.IncludeMime)
        {
            await ItemWriter.WriteWithMimeAsync(answer, attachment.Item, shape, false, context.Aborted);
        }
        else
        {
            ItemWriter.Write(answer, attachment.Item, shape);
        }

        AttachmentWriter.Close(answer, attachment);
    }
}

using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.Items;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;

namespace KerioMigration.Simulation.Exchange.Operations;

internal sealed class GetFolder : IOperation
{
    public string Name => "GetFolder";

    public ElementType Schema { get; } = ElementType.Empty().One("m:FolderShape", Shapes.FolderShape).One("m:FolderIds", Shapes.FolderIds);

    public async ValueTask AnswerAsync(OperationContext context)
    {
        var answer = context.Answer;
        var writer = new FolderWriter(context.Request.Element(Ns.Messages + "FolderShape"), context.Schema, isGetFolder: true);
        Responses.Open(answer, Name);
        foreach (var id in context.Request.Element(Ns.Messages + "FolderIds")!.Elements())
        {
            if (!context.Access.TryFolder(id, out var folder, out var errorCode))
            {
                Responses.Error(answer, Name, errorCode, context.Culture, "m:Folders");
                continue;
            }

            Responses.OpenMessage(answer, Name);
            answer.Raw("<m:Folders>"u8);
            folder.Mailbox.Read(_ =>
            {
                writer.Write(answer, folder);
                return true;
            });
            answer.Raw("</m:Folders>"u8);
            Responses.CloseMessage(answer, Name);
            await answer.FlushIfFullAsync(context.Aborted);
        }

        Responses.Close(answer, Name);
    }
}

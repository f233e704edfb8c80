using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>The picture of a user in the directory; every size is the same here.</summary>
internal sealed class GetUserPhoto : IOperation
{
    public string Name => "GetUserPhoto";

    public SchemaVersion Since => SchemaVersion.Exchange2013;

    public ElementType Schema { get; } = ElementType.Empty()
        .One("m:Email", () => ElementType.Of(TextType.String))
        .One("m:SizeRequested", () => ElementType.Of(TextType.Enumeration(
            "UserPhotoSizeType",
            "HR48x48", "HR64x64", "HR96x96", "HR120x120", "HR240x240", "HR360x360", "HR432x432", "HR504x504", "HR648x648", "HR1024xN", "HR1920xN")));

    public ValueTask AnswerAsync(OperationContext context)
    {
        var answer = context.Answer;
        var photo = context.Organization.Find((string)context.Request.Element(Ns.Messages + "Email")!)?.Mailbox.Settings.Photo ?? default;
        Responses.OpenBare(answer, Name);
        if (photo.IsEmpty)
        {
            Responses.ErrorContent(answer, "ErrorItemNotFound", context.Culture);
            answer.Raw("<m:HasChanged>false</m:HasChanged>"u8);
        }
        else
        {
            answer.Raw(" ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode><m:HasChanged>true</m:HasChanged><m:PictureData>"u8);
            answer.Base64(photo.Span);
            answer.Raw("</m:PictureData>"u8);
        }

        Responses.CloseBare(answer, Name);
        return default;
    }
}

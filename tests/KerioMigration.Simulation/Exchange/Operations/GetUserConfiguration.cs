using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>No seed has user configurations: every one is missing, as in a mailbox that nobody has opened in a browser.</summary>
internal sealed class GetUserConfiguration : IOperation
{
    public string Name => "GetUserConfiguration";

    public SchemaVersion Since => SchemaVersion.Exchange2010;

    public ElementType Schema { get; } = ElementType.Empty()
        .One("m:UserConfigurationName", () => Shapes.TargetFolder().Attribute("Name", TextType.NonEmpty))
        .One("m:UserConfigurationProperties", () => ElementType.Of(
            TextType.Enumeration("UserConfigurationPropertyType", "Id", "Dictionary", "XmlData", "BinaryData", "All").List()));

    public ValueTask AnswerAsync(OperationContext context)
    {
        var id = context.Request.Element(Ns.Messages + "UserConfigurationName")!.Elements().First();
        Responses.Open(context.Answer, Name);
        Responses.Error(context.Answer, Name, context.Access.TryFolder(id, out _, out var errorCode) ? "ErrorItemNotFound" : errorCode, context.Culture, null);
        Responses.Close(context.Answer, Name);
        return default;
    }
}

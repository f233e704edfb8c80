using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.Items;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>A few of Windows' zones.</summary>
internal sealed class GetServerTimeZones : IOperation
{
    public string Name => "GetServerTimeZones";

    public SchemaVersion Since => SchemaVersion.Exchange2010;

    public ElementType Schema { get; } = ElementType.Empty()
        .Attribute("ReturnFullTimeZoneData", TextType.Boolean, false)
        .Optional("m:Ids", () => ElementType.Empty().Choice(1, int.MaxValue, ("t:Id", () => ElementType.Of(TextType.String))));

    public ValueTask AnswerAsync(OperationContext context)
    {
        var answer = context.Answer;
        var ids = context.Request.Element(Ns.Messages + "Ids")?.Elements().Select(e => e.Value).ToList();
        var isFull = (string?)context.Request.Attribute("ReturnFullTimeZoneData") is not ("false" or "0");
        Responses.Open(answer, Name);
        Responses.OpenMessage(answer, Name);
        answer.Raw("<m:TimeZoneDefinitions>"u8);
        foreach (var zone in Zones.All.Where(z => ids?.Contains(z.Id) != false))
        {
            ZoneWriter.Definition(answer, "t:TimeZoneDefinition", zone, isFull);
        }

        answer.Raw("</m:TimeZoneDefinitions>"u8);
        Responses.CloseMessage(answer, Name);
        Responses.Close(answer, Name);
        return default;
    }
}

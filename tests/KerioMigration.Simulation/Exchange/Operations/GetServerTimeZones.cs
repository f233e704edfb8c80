using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>A few of Windows' zones; offsets are biases (universal time = local time + bias).</summary>
internal sealed class GetServerTimeZones : IOperation
{
    private const string Central = "<t:RecurringDayTransition><t:To Kind=\"Period\">trule:Microsoft/Registry/ZONE/2007-Daylight</t:To><t:TimeOffset>PT2H</t:TimeOffset><t:Month>3</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek><t:Occurrence>-1</t:Occurrence></t:RecurringDayTransition>" +
        "<t:RecurringDayTransition><t:To Kind=\"Period\">trule:Microsoft/Registry/ZONE/2007-Standard</t:To><t:TimeOffset>PT3H</t:TimeOffset><t:Month>10</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek><t:Occurrence>-1</t:Occurrence></t:RecurringDayTransition>";

    private static readonly (string Id, string Name, string Bias, string? DaylightBias)[] Zones =
    [
        ("UTC", "(UTC) Coordinated Universal Time", "PT0S", null),
        ("W. Europe Standard Time", "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "-PT1H", "-PT2H"),
        ("Central Europe Standard Time", "(UTC+01:00) Belgrade, Bratislava, Budapest, Ljubljana, Prague", "-PT1H", "-PT2H"),
        ("Romance Standard Time", "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris", "-PT1H", "-PT2H"),
        ("GMT Standard Time", "(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "PT0S", "-PT1H"),
    ];

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
        foreach (var (id, name, bias, daylightBias) in Zones.Where(z => ids?.Contains(z.Id) != false))
        {
            answer.Raw("<t:TimeZoneDefinition Id=\""u8);
            answer.Text(id);
            answer.Raw("\" Name=\""u8);
            answer.Text(name);
            answer.Raw(isFull ? "\">"u8 : "\"/>"u8);
            if (isFull)
            {
                answer.Ascii(Rules(id, bias, daylightBias));
                answer.Raw("</t:TimeZoneDefinition>"u8);
            }
        }

        answer.Raw("</m:TimeZoneDefinitions>"u8);
        Responses.CloseMessage(answer, Name);
        Responses.Close(answer, Name);
        return default;
    }

    private static string Rules(string id, string bias, string? daylightBias)
    {
        var standard = $"<t:Period Bias=\"{bias}\" Name=\"Standard\" Id=\"trule:Microsoft/Registry/{id}/2007-Standard\"/>";
        var daylight = daylightBias is null ? string.Empty : $"<t:Period Bias=\"{daylightBias}\" Name=\"Daylight\" Id=\"trule:Microsoft/Registry/{id}/2007-Daylight\"/>";
        var transitions = daylightBias is null
            ? $"<t:Transition><t:To Kind=\"Period\">trule:Microsoft/Registry/{id}/2007-Standard</t:To></t:Transition>"
            : Central.Replace("ZONE", id, StringComparison.Ordinal);
        return $"<t:Periods>{standard}{daylight}</t:Periods><t:TransitionsGroups><t:TransitionsGroup Id=\"0\">{transitions}</t:TransitionsGroup></t:TransitionsGroups>" +
            "<t:Transitions><t:Transition><t:To Kind=\"Group\">0</t:To></t:Transition></t:Transitions>";
    }
}

using System.Linq;
using System.Text;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>What programs keep in a folder; most are missing, as in a mailbox that nobody has opened in a browser.</summary>
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
        var name = context.Request.Element(Ns.Messages + "UserConfigurationName")!;
        Responses.Open(context.Answer, Name);
        if (Find(context, name, out var errorCode) is { } found)
        {
            Responses.OpenMessage(context.Answer, Name);
            Write(context.Answer, found, context.Request.Element(Ns.Messages + "UserConfigurationProperties")!.Value.Split(' '));
            Responses.CloseMessage(context.Answer, Name);
        }
        else
        {
            Responses.Error(context.Answer, Name, errorCode ?? "ErrorItemNotFound", context.Culture, null);
        }

        Responses.Close(context.Answer, Name);
        return default;
    }

    private static SeededConfiguration? Find(OperationContext context, XElement name, out string? errorCode) =>
        context.Access.TryFolder(name.Elements().First(), out var folder, out errorCode)
            ? folder.Mailbox.Settings.Configurations.FirstOrDefault(c => c.Name == (string?)name.Attribute("Name") && c.Folder == folder.DistinguishedId)
            : null;

    private static void Write(AnswerWriter answer, SeededConfiguration found, string[] wanted)
    {
        bool IsWanted(string property) => wanted.Contains(property) || wanted.Contains("All");
        answer.Raw("<m:UserConfiguration><t:UserConfigurationName Name=\""u8);
        answer.Text(found.Name);
        answer.Raw("\">"u8);
        answer.Ascii($"<t:DistinguishedFolderId Id=\"{found.Folder}\"/></t:UserConfigurationName>");
        if (IsWanted("Dictionary") && found.Dictionary is not null)
        {
            answer.Raw("<t:Dictionary>"u8);
            foreach (var (key, value) in found.Dictionary)
            {
                answer.Raw("<t:DictionaryEntry><t:DictionaryKey><t:Type>String</t:Type>"u8);
                answer.Element("t:Value"u8, key);
                answer.Raw("</t:DictionaryKey><t:DictionaryValue><t:Type>String</t:Type>"u8);
                answer.Element("t:Value"u8, value);
                answer.Raw("</t:DictionaryValue></t:DictionaryEntry>"u8);
            }

            answer.Raw("</t:Dictionary>"u8);
        }

        if (IsWanted("XmlData") && found.Xml is not null)
        {
            answer.Raw("<t:XmlData>"u8);
            answer.Base64(Encoding.UTF8.GetBytes(found.Xml));
            answer.Raw("</t:XmlData>"u8);
        }

        answer.Raw("</m:UserConfiguration>"u8);
    }
}

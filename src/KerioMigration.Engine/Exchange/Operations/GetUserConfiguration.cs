using System.Collections.Generic;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>A dictionary that a program keeps in a folder: Outlook on the web its options, for example.</summary>
internal sealed class GetUserConfiguration(string name, EwsFolderId folder) : EwsOperation<IReadOnlyList<EwsResponse<Dictionary<string, string>>>>
{
    public override string Name => "GetUserConfiguration";

    public override void Write(EnvelopeWriter writer)
    {
        writer.Message(Name).Message("UserConfigurationName").Attribute("Name", name);
        folder.Write(writer);
        writer.End().MessageText("UserConfigurationProperties", "Dictionary").End();
    }

    public override IReadOnlyList<EwsResponse<Dictionary<string, string>>> Read(ElementReader reader, AnswerFilter streamed) =>
        ResponseReader.ReadMessages<Dictionary<string, string>>(reader, ReadPayload);

    private static Dictionary<string, string>? ReadPayload(ElementReader reader, Dictionary<string, string>? soFar)
    {
        if (reader.Name != "UserConfiguration")
        {
            return soFar;
        }

        Dictionary<string, string> entries = [];
        foreach (var entry in reader.Element().List("Dictionary"))
        {
            entries[entry.Child("DictionaryKey")?.Value("Value") ?? ""] = entry.Child("DictionaryValue")?.Value("Value") ?? "";
        }

        return entries;
    }
}

using System.Collections.Generic;

namespace KerioMigration.Engine.Exchange.Soap;

/// <summary>The machine-readable part of errors: named values, the offending property, or the place of a schema violation.</summary>
internal static class MessageXml
{
    public static void Read(ElementReader reader, Dictionary<string, string> values)
    {
        for (var parent = reader.Depth; reader.NextChild(parent);)
        {
            switch (reader.Name)
            {
                case "Value":
                    values[reader.Attribute("Name") ?? ""] = reader.Text();
                    break;
                case "FieldURI":
                    values["FieldURI"] = reader.Attribute("FieldURI") ?? "";
                    break;
                case "ExtendedFieldURI":
                    values["FieldURI"] = reader.Attribute("PropertyTag") ?? reader.Attribute("PropertyName") ?? reader.Attribute("PropertyId") ?? "";
                    break;
                default:
                    values[reader.Name] = reader.Text();
                    break;
            }
        }
    }
}

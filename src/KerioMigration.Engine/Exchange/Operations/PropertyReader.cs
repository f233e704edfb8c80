using System.Collections.Generic;
using System.Globalization;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>
/// Extended properties by tag, named ones by their id: from 0x8000 on, where tags are not asked for. Answers spell tags in their own way
/// (<c>0xe07</c> for 0x0E07): they are compared as numbers.
/// </summary>
internal static class PropertyReader
{
    public static void Read(ElementReader reader, Dictionary<int, string> properties)
    {
        var tag = 0;
        for (var property = reader.Depth; reader.NextChild(property);)
        {
            if (reader.Name == "ExtendedFieldURI")
            {
                tag = ParseTag(reader.Attribute("PropertyTag") ?? reader.Attribute("PropertyId"));
            }
            else if (reader.Name == "Value" && tag != 0)
            {
                properties[tag] = reader.Text();
            }
        }
    }

    /// <summary>Decimal or hexadecimal; 0 when it is no number.</summary>
    public static int ParseTag(string? text)
    {
        if (text is null)
        {
            return 0;
        }

        var isHex = text.StartsWith("0x", System.StringComparison.OrdinalIgnoreCase);
        var style = isHex ? NumberStyles.HexNumber : NumberStyles.Integer;
        return int.TryParse(isHex ? text.Substring(2) : text, style, CultureInfo.InvariantCulture, out var tag) ? tag : 0;
    }
}

using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>What to ask about an item that is no message: all must fit its kind, and exist in the version that is asked in.</summary>
/// <param name="Fields">t:FieldURI.</param>
/// <param name="Indexed">t:IndexedFieldURI: entries of a dictionary.</param>
/// <param name="BodyType">Best, HTML or Text.</param>
internal sealed record PropertyShape(
    IReadOnlyList<string> Fields, IReadOnlyList<(string Field, string Index)> Indexed, IReadOnlyList<ExtendedField> Extended, string BodyType = "Best")
{
    /// <summary>Everything that EWS has a field for in an item of that class, without what <see cref="Fields"/> and the others name.</summary>
    public static PropertyShape All { get; } = new([], [], [], "Text") { Base = "AllProperties" };

    /// <summary>t:DefaultShapeNamesType.</summary>
    public string Base { get; init; } = "IdOnly";

    /// <param name="field">As an error names it.</param>
    public bool Asks(string field) => Fields.Contains(field) || Indexed.Any(f => f.Field == field) || Extended.Any(e => e.IsCalled(field));

    public PropertyShape Without(ICollection<string> fields) => fields.Count == 0 ? this : this with
    {
        Fields = [.. Fields.Where(f => !fields.Contains(f))],
        Indexed = [.. Indexed.Where(f => !fields.Contains(f.Field))],
        Extended = [.. Extended.Where(e => !fields.Any(e.IsCalled))],
    };

    public void Write(EnvelopeWriter writer)
    {
        writer.Message("ItemShape").TypeText("BaseShape", Base).TypeText("IncludeMimeContent", "false").TypeText("BodyType", BodyType);
        if (Fields.Count + Indexed.Count + Extended.Count > 0)
        {
            writer.Type("AdditionalProperties");
            WritePaths(writer);
            writer.End();
        }

        writer.End();
    }

    private void WritePaths(EnvelopeWriter writer)
    {
        foreach (var field in Fields)
        {
            writer.Field(field);
        }

        foreach (var (field, index) in Indexed)
        {
            writer.Type("IndexedFieldURI").Attribute("FieldURI", field).Attribute("FieldIndex", index).End();
        }

        foreach (var property in Extended)
        {
            property.Write(writer);
        }
    }
}

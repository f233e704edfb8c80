using System.Collections.Generic;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>GetItem for items of one kind without their MIME, which says little of anything but messages (reference: 4.2).</summary>
internal sealed class GetProperties(IReadOnlyList<string> ids, PropertyShape shape) : EwsOperation<IReadOnlyList<EwsResponse<Element>>>
{
    public override string Name => "GetItem";

    public PropertyShape Shape => shape;

    public override void Write(EnvelopeWriter writer)
    {
        writer.Message(Name);
        shape.Write(writer);
        writer.Message("ItemIds");
        foreach (var id in ids)
        {
            writer.Type("ItemId").Attribute("Id", id).End();
        }

        writer.End().End();
    }

    public override IReadOnlyList<EwsResponse<Element>> Read(ElementReader reader, AnswerFilter streamed) =>
        ResponseReader.ReadMessages<Element>(reader, ReadPayload);

    private static Element? ReadPayload(ElementReader reader, Element? soFar)
    {
        if (reader.Name != "Items")
        {
            return soFar;
        }

        for (var items = reader.Depth; reader.NextChild(items);)
        {
            soFar = reader.Element();
        }

        return soFar;
    }
}

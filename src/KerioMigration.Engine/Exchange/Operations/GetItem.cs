using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>Items with their MIME content and their states; one response per id, in order. The caller disposes the contents.</summary>
internal sealed class GetItem(IReadOnlyList<ItemRef> items, bool withMime = true, bool withStates = true) : EwsOperation<IReadOnlyList<EwsResponse<EwsItem>>>
{
    /// <summary>PidTagMessageFlags.</summary>
    public const int FlagsTag = 0x0E07;

    /// <summary>PidTagLastVerbExecuted.</summary>
    public const int VerbTag = 0x1081;

    /// <summary>PidTagFlagStatus.</summary>
    public const int FollowUpTag = 0x1090;

    public override string Name => "GetItem";

    public override bool IsMostlyContent => withMime;

    // MIME is a third larger than what the store counts when most of it is attachments.
    public override IEnumerable<long> ExpectedLengths => items.Select(i => i.Size + (i.Size / 3) + 2048);

    public override void Write(EnvelopeWriter writer)
    {
        writer.Message(Name).Message("ItemShape").TypeText("BaseShape", "IdOnly");
        if (withMime)
        {
            writer.TypeText("IncludeMimeContent", "true");
        }

        if (withStates)
        {
            WriteStates(writer);
        }

        writer.End().Message("ItemIds");
        foreach (var item in items)
        {
            writer.Type("ItemId").Attribute("Id", item.Id).End();
        }

        writer.End().End();
    }

    public override IReadOnlyList<EwsResponse<EwsItem>> Read(ElementReader reader, AnswerFilter streamed)
    {
        List<EwsItem> read = [];
        try
        {
            return ResponseReader.ReadMessages<EwsItem>(reader, (r, soFar) => ReadPayload(r, soFar, read, streamed));
        }
        catch
        {
            read.ForEach(i => i.Content?.Dispose());
            throw;
        }
    }

    private void WriteStates(EnvelopeWriter writer)
    {
        writer.Type("AdditionalProperties");
        writer.Field("item:ItemClass").Field("item:Subject").Field("item:DateTimeReceived").Field("item:Size").Field("item:Categories");
        if (items.All(i => i.Kind == ItemKind.Mail))
        {
            // Fields of messages are an error with items of another kind.
            writer.Field("message:IsRead").Field("message:IsReadReceiptRequested");
        }

        writer.Property(FlagsTag, "Integer").Property(VerbTag, "Integer").Property(FollowUpTag, "Integer").End();
    }

    private static EwsItem? ReadPayload(ElementReader reader, EwsItem? soFar, List<EwsItem> read, AnswerFilter streamed)
    {
        if (reader.Name != "Items")
        {
            return soFar;
        }

        for (var items = reader.Depth; reader.NextChild(items);)
        {
            soFar = ItemReader.Read(reader, streamed);
            read.Add(soFar);
        }

        return soFar;
    }
}

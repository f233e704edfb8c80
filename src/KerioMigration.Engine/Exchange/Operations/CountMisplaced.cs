using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>Counts, folder by folder, the items of other classes than these. One response per folder, in order.</summary>
/// <param name="classes">Each stands for those derived from it, too.</param>
internal sealed class CountMisplaced(IReadOnlyList<string> folderIds, IReadOnlyList<string> classes) : EwsOperation<IReadOnlyList<EwsResponse<MisplacedItems>>>
{
    public override string Name => "FindItem";

    public override void Write(EnvelopeWriter writer)
    {
        writer.Message(Name).Attribute("Traversal", "Shallow");
        writer.Message("ItemShape").TypeText("BaseShape", "IdOnly").End();
        writer.IndexedPage("IndexedPageItemView", size: 1, offset: 0);
        writer.Message("Restriction").Type("Not").Type("Or");
        foreach (var itemClass in classes)
        {
            WriteTest(writer, "FullString", itemClass);
            WriteTest(writer, "Prefixed", itemClass + ".");
        }

        writer.End().End().End();
        writer.Folders("ParentFolderIds", folderIds.Select(EwsFolderId.Of)).End();
    }

    public override IReadOnlyList<EwsResponse<MisplacedItems>> Read(ElementReader reader, AnswerFilter streamed) =>
        ResponseReader.ReadMessages<MisplacedItems>(reader, (r, soFar) => r.Name == "RootFolder"
            ? new MisplacedItems(r.Attribute("TotalItemsInView") is { } count ? (long)ElementReader.ParseNumber(count) : null)
            : soFar);

    private static void WriteTest(EnvelopeWriter writer, string mode, string value)
    {
        writer.Type("Contains").Attribute("ContainmentMode", mode).Attribute("ContainmentComparison", "IgnoreCase");
        writer.Field("item:ItemClass").Type("Constant").Attribute("Value", value).End().End();
    }
}

/// <summary>How many there are in a folder; null when the server does not tell.</summary>
internal sealed record MisplacedItems(long? Count)
{
    public static MisplacedItems Unknown { get; } = new((long?)null);
}

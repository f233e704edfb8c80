using System.Collections.Generic;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>A page of a folder's items, oldest first, so that mail that arrives meanwhile does not shift the pages.</summary>
internal sealed class FindItem(EwsFolderId folder, int offset, int pageSize) : EwsOperation<EwsResponse<Page<EwsItem>>>
{
    /// <summary>The last modified first instead.</summary>
    public bool ByModification { get; init; }

    public override string Name => "FindItem";

    public override void Write(EnvelopeWriter writer)
    {
        writer.Message(Name).Attribute("Traversal", "Shallow");
        writer.ListingShape(isOfChanges: false, withModified: true);
        writer.IndexedPage("IndexedPageItemView", pageSize, offset);
        writer.Message("SortOrder").Type("FieldOrder").Attribute("Order", ByModification ? "Descending" : "Ascending");
        writer.Field(ByModification ? "item:LastModifiedTime" : "item:DateTimeCreated").End().End();
        writer.Folders("ParentFolderIds", [folder]).End();
    }

    public override EwsResponse<Page<EwsItem>> Read(ElementReader reader, AnswerFilter streamed)
    {
        var responses = ResponseReader.ReadMessages<Page<EwsItem>>(reader, (r, soFar) => ReadPayload(r, soFar, streamed));
        return responses.Count > 0 ? responses[0] : new EwsResponse<Page<EwsItem>>(null, null);
    }

    private static Page<EwsItem>? ReadPayload(ElementReader reader, Page<EwsItem>? soFar, AnswerFilter streamed)
    {
        if (reader.Name != "RootFolder")
        {
            return soFar;
        }

        List<EwsItem> items = [];
        var page = Page<EwsItem>.Of(reader, items);
        for (var root = reader.Depth; reader.NextChild(root);)
        {
            for (var entries = reader.Name == "Items" ? reader.Depth : int.MaxValue; reader.NextChild(entries);)
            {
                items.Add(ItemReader.Read(reader, streamed));
            }
        }

        return page;
    }
}

using System.Collections.Generic;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

internal sealed class FindFolder(EwsFolderId root, bool deep, int offset) : EwsOperation<EwsResponse<Page<EwsFolder>>>
{
    public const int PageSize = 500;

    public override string Name => "FindFolder";

    public override void Write(EnvelopeWriter writer)
    {
        writer.Message(Name).Attribute("Traversal", deep ? "Deep" : "Shallow");
        writer.FolderShape();
        writer.IndexedPage("IndexedPageFolderView", PageSize, offset);
        writer.Folders("ParentFolderIds", [root]).End();
    }

    public override EwsResponse<Page<EwsFolder>> Read(ElementReader reader, AnswerFilter streamed)
    {
        var responses = ResponseReader.ReadMessages<Page<EwsFolder>>(reader, ReadPayload);
        return responses.Count > 0 ? responses[0] : new EwsResponse<Page<EwsFolder>>(null, null);
    }

    private static Page<EwsFolder>? ReadPayload(ElementReader reader, Page<EwsFolder>? soFar)
    {
        if (reader.Name != "RootFolder")
        {
            return soFar;
        }

        List<EwsFolder> folders = [];
        var page = Page<EwsFolder>.Of(reader, folders);
        for (var root = reader.Depth; reader.NextChild(root);)
        {
            if (reader.Name == "Folders")
            {
                FolderReader.ReadAll(reader, folders);
            }
        }

        return page;
    }
}

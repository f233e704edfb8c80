using System.Collections.Generic;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>One response per id, in order; a default folder that does not exist is an error of that response.</summary>
internal sealed class GetFolder(IReadOnlyList<EwsFolderId> folders) : EwsOperation<IReadOnlyList<EwsResponse<EwsFolder>>>
{
    public override string Name => "GetFolder";

    public override void Write(EnvelopeWriter writer)
    {
        writer.Message(Name);
        writer.FolderShape();
        writer.Folders("FolderIds", folders).End();
    }

    public override IReadOnlyList<EwsResponse<EwsFolder>> Read(ElementReader reader, AnswerFilter streamed) =>
        ResponseReader.ReadMessages<EwsFolder>(reader, ReadPayload);

    private static EwsFolder? ReadPayload(ElementReader reader, EwsFolder? soFar)
    {
        if (reader.Name != "Folders")
        {
            return soFar;
        }

        var folders = FolderReader.ReadAll(reader);
        return folders.Count > 0 ? folders[0] : soFar;
    }
}

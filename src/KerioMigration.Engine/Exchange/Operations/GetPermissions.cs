using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model.Rights;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>GetFolder for the rights alone, which no listing gives; one response per id, in order.</summary>
internal sealed class GetPermissions(IReadOnlyList<string> folderIds) : EwsOperation<IReadOnlyList<EwsResponse<FolderRights>>>
{
    public override string Name => "GetFolder";

    public override void Write(EnvelopeWriter writer)
    {
        writer.Message(Name);
        writer.Message("FolderShape").TypeText("BaseShape", "IdOnly").Type("AdditionalProperties");
        writer.Type("FieldURI").Attribute("FieldURI", "folder:PermissionSet").End().End().End();
        writer.Folders("FolderIds", folderIds.Select(EwsFolderId.Of)).End();
    }

    public override IReadOnlyList<EwsResponse<FolderRights>> Read(ElementReader reader, AnswerFilter streamed) =>
        ResponseReader.ReadMessages<FolderRights>(reader, ReadPayload);

    private static FolderRights? ReadPayload(ElementReader reader, FolderRights? soFar)
    {
        if (reader.Name != "Folders")
        {
            return soFar;
        }

        for (var folders = reader.Depth; reader.NextChild(folders);)
        {
            // A folder without the set has told nothing of its rights, which is not the same as having none.
            soFar = reader.Element().Child("PermissionSet") is { } set ? PermissionReader.Read(set) : soFar;
        }

        return soFar;
    }
}

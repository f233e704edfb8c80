using System.Collections.Generic;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>A page of the folder tree's changes. A deleted folder has nothing but its id.</summary>
internal sealed record FolderChanges(string SyncState, bool IncludesLast, List<(FolderChangeType Type, EwsFolder Folder)> Changes);

internal enum FolderChangeType
{
    Created,
    Updated,
    Deleted,
}

internal sealed class SyncFolderHierarchy(EwsFolderId root, string? syncState) : EwsOperation<EwsResponse<FolderChanges>>
{
    public override string Name => "SyncFolderHierarchy";

    public override void Write(EnvelopeWriter writer)
    {
        writer.Message(Name);
        writer.FolderShape();
        writer.Message("SyncFolderId");
        root.Write(writer);
        writer.End();
        if (syncState is not null)
        {
            writer.MessageText("SyncState", syncState);
        }

        writer.End();
    }

    public override EwsResponse<FolderChanges> Read(ElementReader reader, AnswerFilter streamed)
    {
        var responses = ResponseReader.ReadMessages<FolderChanges>(reader, (r, soFar) => ReadPayload(r, soFar ?? new FolderChanges("", false, [])));
        return responses.Count > 0 ? responses[0] : new EwsResponse<FolderChanges>(null, null);
    }

    private static FolderChanges ReadPayload(ElementReader reader, FolderChanges soFar)
    {
        switch (reader.Name)
        {
            case "SyncState":
                return soFar with { SyncState = reader.Text() };
            case "IncludesLastFolderInRange":
                return soFar with { IncludesLast = reader.Boolean() };
            case "Changes":
                for (var changes = reader.Depth; reader.NextChild(changes);)
                {
                    ReadChange(reader, soFar);
                }

                break;
        }

        return soFar;
    }

    private static void ReadChange(ElementReader reader, FolderChanges soFar)
    {
        if (reader.Name == "Delete")
        {
            soFar.Changes.Add((FolderChangeType.Deleted, FolderReader.Read(reader)));
            return;
        }

        var type = reader.Name == "Create" ? FolderChangeType.Created : FolderChangeType.Updated;
        for (var change = reader.Depth; reader.NextChild(change);)
        {
            soFar.Changes.Add((type, FolderReader.Read(reader)));
        }
    }
}

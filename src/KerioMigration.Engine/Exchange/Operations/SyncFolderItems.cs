using System.Collections.Generic;
using System.Globalization;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>One change of an item.</summary>
internal sealed record EwsItemChange(ItemChangeType Type, EwsItem Item);

/// <summary>A page of a folder's changes with the state to go on with.</summary>
internal sealed record ItemChanges(string SyncState, bool IncludesLast, List<EwsItemChange> Changes);

internal sealed class SyncFolderItems(EwsFolderId folder, string? syncState, int pageSize) : EwsOperation<EwsResponse<ItemChanges>>
{
    /// <summary>The schema's limit.</summary>
    public const int MaxPageSize = 512;

    public override string Name => "SyncFolderItems";

    public override void Write(EnvelopeWriter writer)
    {
        writer.Message(Name);
        writer.ListingShape(isOfChanges: syncState is not null);
        writer.Message("SyncFolderId");
        folder.Write(writer);
        writer.End();
        if (syncState is not null)
        {
            writer.MessageText("SyncState", syncState);
        }

        writer.MessageText("MaxChangesReturned", pageSize.ToString(CultureInfo.InvariantCulture));
        if (writer.Context.Schema > EwsSchema.Exchange2007_SP1)
        {
            writer.MessageText("SyncScope", "NormalItems");
        }

        writer.End();
    }

    public override EwsResponse<ItemChanges> Read(ElementReader reader, AnswerFilter streamed)
    {
        var responses = ResponseReader.ReadMessages<ItemChanges>(reader, (r, soFar) => ReadPayload(r, soFar ?? new ItemChanges("", false, []), streamed));
        return responses.Count > 0 ? responses[0] : new EwsResponse<ItemChanges>(null, null);
    }

    private static ItemChanges ReadPayload(ElementReader reader, ItemChanges soFar, AnswerFilter streamed)
    {
        switch (reader.Name)
        {
            case "SyncState":
                return soFar with { SyncState = reader.Text() };
            case "IncludesLastItemInRange":
                return soFar with { IncludesLast = reader.Boolean() };
            case "Changes":
                for (var changes = reader.Depth; reader.NextChild(changes);)
                {
                    ReadChange(reader, soFar.Changes, streamed);
                }

                break;
        }

        return soFar;
    }

    private static void ReadChange(ElementReader reader, List<EwsItemChange> changes, AnswerFilter streamed)
    {
        switch (reader.Name)
        {
            case "Create" or "Update":
                var type = reader.Name == "Create" ? ItemChangeType.Created : ItemChangeType.Updated;
                for (var change = reader.Depth; reader.NextChild(change);)
                {
                    changes.Add(new EwsItemChange(type, ItemReader.Read(reader, streamed)));
                }

                break;
            case "Delete":
                changes.Add(new EwsItemChange(ItemChangeType.Deleted, ItemReader.Read(reader, streamed)));
                break;
            case "ReadFlagChange":
                changes.Add(new EwsItemChange(ItemChangeType.ReadFlagChanged, ItemReader.Read(reader, streamed)));
                break;
        }
    }
}

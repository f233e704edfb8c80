using System.Collections.Generic;
using System.Globalization;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>Parts of requests that several operations share.</summary>
internal static class Shapes
{
    public static EnvelopeWriter Field(this EnvelopeWriter writer, string fieldUri) =>
        writer.Type("FieldURI").Attribute("FieldURI", fieldUri).End();

    public static EnvelopeWriter Property(this EnvelopeWriter writer, int tag, string type) => new ExtendedField(null, tag, type).Write(writer);

    /// <summary>What a folder tells: id, parent, class, name, counts; hidden (0x10F4) and size (0x0E08).</summary>
    public static void FolderShape(this EnvelopeWriter writer)
    {
        writer.Message("FolderShape").TypeText("BaseShape", "Default").Type("AdditionalProperties");
        writer.Field("folder:ParentFolderId").Field("folder:FolderClass");
        writer.Property(FolderReader.HiddenTag, "Boolean").Property(FolderReader.SizeTag, "Long");
        if (writer.Context.ListsReplicas)
        {
            writer.Property(FolderReader.ReplicaTag, "Binary");
        }

        writer.End().End();
    }

    /// <summary>
    /// What a listing tells: class, size, date, subject, search key. A listing of changes tells in addition what a moved item is
    /// recognized and brought up to date by; the first one, of everything, does without.
    /// </summary>
    /// <param name="withModified">It tells when each item was last modified.</param>
    public static void ListingShape(this EnvelopeWriter writer, bool isOfChanges, bool withModified = false)
    {
        writer.Message("ItemShape").TypeText("BaseShape", "IdOnly").Type("AdditionalProperties");
        writer.Field("item:ItemClass").Field("item:Subject").Field("item:DateTimeReceived").Field("item:Size");
        if (withModified)
        {
            writer.Field("item:LastModifiedTime");
        }

        writer.Property(ItemReader.SearchKeyTag, "Binary");

        // As extended properties: fields of messages are an error with items of other kinds.
        if (isOfChanges || writer.Context.ListsMessageIds)
        {
            writer.Property(ItemReader.MessageIdTag, "String");
        }

        if (writer.Context.ListsEnds)
        {
            ItemReader.ClipEnd.Write(writer);
        }

        if (isOfChanges)
        {
            writer.Property(GetItem.FlagsTag, "Integer").Property(GetItem.VerbTag, "Integer").Property(GetItem.FollowUpTag, "Integer");
        }

        writer.End().End();
    }

    /// <param name="name">FolderIds or ParentFolderIds.</param>
    public static EnvelopeWriter Folders(this EnvelopeWriter writer, string name, IEnumerable<EwsFolderId> folders)
    {
        writer.Message(name);
        foreach (var folder in folders)
        {
            folder.Write(writer);
        }

        return writer.End();
    }

    public static void IndexedPage(this EnvelopeWriter writer, string view, int size, int offset) => writer
        .Message(view)
        .Attribute("MaxEntriesReturned", size.ToString(CultureInfo.InvariantCulture))
        .Attribute("Offset", offset.ToString(CultureInfo.InvariantCulture))
        .Attribute("BasePoint", "Beginning")
        .End();
}

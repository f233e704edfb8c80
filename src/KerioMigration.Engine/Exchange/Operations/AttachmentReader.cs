using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

internal static class AttachmentReader
{
    /// <summary>Reads the attachment on whose element the reader stands; null when it is of no known kind.</summary>
    public static EwsAttachment? Read(ElementReader reader, AnswerFilter streamed)
    {
        AttachmentKind? kind = reader.Name switch
        {
            "FileAttachment" => AttachmentKind.File,
            "ItemAttachment" => AttachmentKind.Item,
            "ReferenceAttachment" => AttachmentKind.Reference,
            _ => null,
        };
        if (kind is null)
        {
            return null;
        }

        var attachment = new EwsAttachment { Kind = kind.Value };
        for (var parent = reader.Depth; reader.NextChild(parent);)
        {
            ReadField(reader, attachment, streamed);
        }

        return attachment;
    }

    private static void ReadField(ElementReader reader, EwsAttachment attachment, AnswerFilter streamed)
    {
        switch (reader.Name)
        {
            case "AttachmentId":
                attachment.Id = reader.Attribute("Id") ?? "";
                break;
            case "Name":
                attachment.Name = reader.Text();
                break;
            case "ContentType":
                attachment.ContentType = reader.Text();
                break;
            case "ContentId":
                attachment.ContentId = reader.Text();
                break;
            case "IsInline":
                attachment.IsInline = reader.Boolean();
                break;
            case "Content":
                attachment.IsEmpty = reader.IsEmpty;
                attachment.Content = streamed.TakeContent();
                break;
            case "Message" or "Item" or "PostItem" or "MeetingMessage" or "MeetingRequest" or "MeetingResponse" or "MeetingCancellation"
                or "CalendarItem" or "Contact" or "DistributionList" or "Task":
                attachment.Content = ItemReader.Read(reader, streamed).Content;
                break;
        }
    }
}

using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>Attachments: listed with their ids in an item, with their content in GetAttachment.</summary>
internal static class AttachmentWriter
{
    public static void List(AnswerWriter answer, SeededItem item, ItemShape shape)
    {
        if (item.Attachments.Count == 0)
        {
            return;
        }

        answer.Raw("<t:Attachments>"u8);
        foreach (var attachment in item.Attachments)
        {
            Open(answer, attachment, shape);
            Close(answer, attachment);
        }

        answer.Raw("</t:Attachments>"u8);
    }

    public static void Open(AnswerWriter answer, SeededAttachment attachment, ItemShape shape)
    {
        answer.Raw(attachment.Item is null ? "<t:FileAttachment>"u8 : "<t:ItemAttachment>"u8);
        answer.Raw("<t:AttachmentId Id=\""u8);
        answer.Ascii(attachment.Id);
        answer.Raw("\"/>"u8);
        answer.Element("t:Name"u8, attachment.Name);
        Fields.Optional(answer, "t:ContentType"u8, attachment.ContentType);
        Fields.Optional(answer, "t:ContentId"u8, attachment.ContentId);
        answer.Raw("<t:Size>"u8);
        answer.Number(attachment.Item?.Size ?? attachment.Content.Length);

        // The one date that Exchange writes without a zone.
        answer.Raw("</t:Size><t:LastModifiedTime>2024-02-28T10:08:49</t:LastModifiedTime>"u8);
        if (shape.Version < SchemaVersion.Exchange2010)
        {
            return;
        }

        answer.Raw("<t:IsInline>"u8);
        answer.Boolean(attachment.IsInline);
        answer.Raw("</t:IsInline>"u8);
        if (attachment.Item is null)
        {
            answer.Raw("<t:IsContactPhoto>"u8);
            answer.Boolean(attachment.IsContactPhoto);
            answer.Raw("</t:IsContactPhoto>"u8);
        }
    }

    public static void Close(AnswerWriter answer, SeededAttachment attachment) =>
        answer.Raw(attachment.Item is null ? "</t:FileAttachment>"u8 : "</t:ItemAttachment>"u8);
}

using System;
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
            Open(answer, attachment);
            Close(answer, attachment);
        }

        answer.Raw("</t:Attachments>"u8);
    }

    public static void Open(AnswerWriter answer, SeededAttachment attachment)
    {
        answer.Raw(attachment.Item is null ? "<t:FileAttachment>"u8 : "<t:ItemAttachment>"u8);
        answer.Raw("<t:AttachmentId Id=\""u8);
        answer.Ascii(attachment.Id);
        answer.Raw("\"/>"u8);
        answer.Element("t:Name"u8, attachment.Name);
        Optional(answer, "t:ContentType"u8, attachment.ContentType);
        Optional(answer, "t:ContentId"u8, attachment.ContentId);
        answer.Raw("<t:Size>"u8);
        answer.Number(attachment.Item?.Size ?? attachment.Content.Length);

        // The one date that Exchange writes without a zone.
        answer.Raw("</t:Size><t:LastModifiedTime>2024-02-28T10:08:49</t:LastModifiedTime><t:IsInline>"u8);
        answer.Boolean(attachment.IsInline);
        answer.Raw("</t:IsInline>"u8);
    }

    public static void Close(AnswerWriter answer, SeededAttachment attachment) =>
        answer.Raw(attachment.Item is null ? "</t:FileAttachment>"u8 : "</t:ItemAttachment>"u8);

    private static void Optional(AnswerWriter answer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            answer.Element(name, value);
        }
    }
}

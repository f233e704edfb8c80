using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>The fields of an item in the order of the schema; MimeContent, which comes first, is written apart.</summary>
internal static class ItemFields
{
    /// <summary>What FindItem and SyncFolderItems cannot give.</summary>
    public static FrozenSet<string> NotInListings { get; } = FrozenSet.ToFrozenSet(
        [
            "item:Body", "item:TextBody", "item:UniqueBody", "item:NormalizedBody", "item:Attachments", "item:InternetMessageHeaders", "item:MimeContent",
            "message:ToRecipients", "message:CcRecipients", "message:BccRecipients", "message:ReplyTo",
            "calendar:RequiredAttendees", "calendar:OptionalAttendees", "calendar:Resources", "calendar:Recurrence", "calendar:FirstOccurrence",
            "calendar:LastOccurrence", "calendar:ModifiedOccurrences", "calendar:DeletedOccurrences", "task:Recurrence", "distributionlist:Members",
        ],
        StringComparer.Ordinal);

    public static IReadOnlyList<ItemField> Common { get; } =
    [
        new("item:ItemId", FieldBase.IdOnly, static (a, i, _) => ItemId(a, i)),
        new("item:ParentFolderId", FieldBase.AllProperties, ParentFolderId),
        Fields.Text("item:ItemClass", FieldBase.AllProperties, static (SeededItem i) => i.ItemClass),
        Fields.Text("item:Subject", FieldBase.Default, static (SeededItem i) => i.Subject),
        Fields.Text("item:Sensitivity", FieldBase.Default, static (SeededItem i) => i.Sensitivity),
        new("item:Body", FieldBase.Default, Body),
        new("item:Attachments", FieldBase.Default, AttachmentWriter.List),
        Fields.Date("item:DateTimeReceived", FieldBase.AllProperties, static (SeededItem i) => i.Received),
        Fields.Number("item:Size", FieldBase.Default, static (SeededItem i) => i.Size),
        new("item:Categories", FieldBase.AllProperties, Categories),
        Fields.Text("item:Importance", FieldBase.AllProperties, static (SeededItem i) => i.Importance),
        Fields.Text("item:InReplyTo", FieldBase.AllProperties, static (SeededItem i) => i.InReplyTo),
        Fields.Boolean("item:IsSubmitted", FieldBase.AllProperties, static (SeededItem i) => (i.MessageFlags & 4) != 0),
        Fields.Boolean("item:IsDraft", FieldBase.AllProperties, static (SeededItem i) => i.IsDraft),
        Fields.Boolean("item:IsFromMe", FieldBase.AllProperties, static (SeededItem i) => (i.MessageFlags & 0x20) != 0),
        Fields.Boolean("item:IsResend", FieldBase.AllProperties, static (SeededItem i) => (i.MessageFlags & 0x80) != 0),
        Fields.Boolean("item:IsUnmodified", FieldBase.AllProperties, static (SeededItem i) => (i.MessageFlags & 2) != 0),
        new("item:InternetMessageHeaders", FieldBase.AllProperties, InternetMessageHeaders),
        Fields.Date("item:DateTimeSent", FieldBase.Default, static (SeededItem i) => i.Sent),
        Fields.Date("item:DateTimeCreated", FieldBase.Default, static (SeededItem i) => i.Created),
        Fields.Date("item:ReminderDueBy", FieldBase.AllProperties, static (SeededItem i) => i.ReminderDueBy),
        Fields.Boolean("item:ReminderIsSet", FieldBase.AllProperties, static (SeededItem i) => i.ReminderMinutes is not null),
        Fields.Date(
            "item:ReminderNextTime",
            FieldBase.AllProperties,
            static (SeededItem i) => i.ReminderMinutes is { } minutes ? i.ReminderDueBy?.AddMinutes(-minutes) : null,
            SchemaVersion.Exchange2013),
        Fields.Number("item:ReminderMinutesBeforeStart", FieldBase.AllProperties, static (SeededItem i) => i.ReminderMinutes ?? 0),
        Fields.Text("item:DisplayCc", FieldBase.AllProperties, static (SeededItem i) => ItemProperties.Names(i.Cc)),
        Fields.Text("item:DisplayTo", FieldBase.AllProperties, static (SeededItem i) => ItemProperties.Names(i.To)),
        Fields.Boolean("item:HasAttachments", FieldBase.Default, static (SeededItem i) => i.HasAttachments),
        new(string.Empty, FieldBase.Never, Extended),
        Fields.Text("item:Culture", FieldBase.AllProperties, static (SeededItem i) => i.Folder?.Mailbox.Culture.Name),
        Fields.Text("item:LastModifiedName", FieldBase.AllProperties, static (SeededItem i) => i.Folder?.Mailbox.Address, SchemaVersion.Exchange2007Sp1),
        Fields.Date("item:LastModifiedTime", FieldBase.AllProperties, static (SeededItem i) => i.Modified, SchemaVersion.Exchange2007Sp1),
        Fields.Boolean("item:IsAssociated", FieldBase.AllProperties, static (SeededItem i) => i.IsAssociated, SchemaVersion.Exchange2010),
        new("item:Flag", FieldBase.AllProperties, Flag, SchemaVersion.Exchange2013),
        Fields.Text("item:Preview", FieldBase.AllProperties, static (SeededItem i) => i.Body.Length > 255 ? i.Body[..255] : i.Body, SchemaVersion.Exchange2013),
        new("item:TextBody", FieldBase.Never, TextBody, SchemaVersion.Exchange2013),
    ];

    public static IReadOnlyList<ItemField> Message { get; } =
    [
        new("message:Sender", FieldBase.AllProperties, static (a, i, s) => AddressWriter.Recipient(a, "t:Sender"u8, i.From, s)),
        new("message:ToRecipients", FieldBase.Default, static (a, i, s) => AddressWriter.Recipients(a, "t:ToRecipients"u8, i.To, s)),
        new("message:CcRecipients", FieldBase.Default, static (a, i, s) => AddressWriter.Recipients(a, "t:CcRecipients"u8, i.Cc, s)),
        new("message:BccRecipients", FieldBase.Default, static (a, i, s) => AddressWriter.Recipients(a, "t:BccRecipients"u8, i.Bcc, s)),
        Fields.Boolean("message:IsReadReceiptRequested", FieldBase.Default, static (SeededItem i) => i.IsReadReceiptRequested),
        Fields.Boolean("message:IsDeliveryReceiptRequested", FieldBase.Default, static (SeededItem i) => i.IsDeliveryReceiptRequested),
        Fields.Text("message:ConversationTopic", FieldBase.AllProperties, static (SeededItem i) => i.Subject),
        new("message:From", FieldBase.Default, static (a, i, s) => AddressWriter.Recipient(a, "t:From"u8, i.From, s)),
        Fields.Text("message:InternetMessageId", FieldBase.AllProperties, static (SeededItem i) => i.MessageId),
        Fields.Boolean("message:IsRead", FieldBase.Default, static (SeededItem i) => i.IsRead),
        Fields.Boolean("message:IsResponseRequested", FieldBase.AllProperties, static (SeededItem _) => false),
        Fields.Text("message:References", FieldBase.AllProperties, static (SeededItem i) => i.References),
    ];

    public static IReadOnlyList<ItemField> Post { get; } =
    [
        Fields.Text("message:ConversationTopic", FieldBase.AllProperties, static (SeededItem i) => i.Subject),
        new("message:From", FieldBase.Default, static (a, i, s) => AddressWriter.Recipient(a, "t:From"u8, i.From, s)),
        Fields.Text("message:InternetMessageId", FieldBase.AllProperties, static (SeededItem i) => i.MessageId),
        Fields.Boolean("message:IsRead", FieldBase.Default, static (SeededItem i) => i.IsRead),
        Fields.Date("postitem:PostedTime", FieldBase.AllProperties, static (SeededItem i) => i.Received),
        Fields.Text("message:References", FieldBase.AllProperties, static (SeededItem i) => i.References),
        new("message:Sender", FieldBase.AllProperties, static (a, i, s) => AddressWriter.Recipient(a, "t:Sender"u8, i.From, s)),
    ];

    public static void ItemId(AnswerWriter answer, SeededItem item)
    {
        // An attached item has no id of its own.
        if (item.Folder is null)
        {
            return;
        }

        answer.Raw("<t:ItemId Id=\""u8);
        answer.Ascii(item.Id);
        answer.Raw("\" ChangeKey=\""u8);
        answer.Ascii(item.ChangeKey);
        answer.Raw("\"/>"u8);
    }

    private static void ParentFolderId(AnswerWriter answer, SeededItem item, ItemShape shape)
    {
        if (item.Folder is not { } folder)
        {
            return;
        }

        answer.Raw("<t:ParentFolderId Id=\""u8);
        answer.Ascii(folder.Id);
        answer.Raw("\" ChangeKey=\""u8);
        answer.Ascii(folder.ChangeKey);
        answer.Raw("\"/>"u8);
    }

    private static void Body(AnswerWriter answer, SeededItem item, ItemShape shape)
    {
        var asHtml = shape.BodyType == "HTML" || (shape.BodyType == "Best" && item.BodyIsHtml);
        answer.Raw(asHtml ? "<t:Body BodyType=\"HTML\">"u8 : "<t:Body BodyType=\"Text\">"u8);
        answer.Text((asHtml, item.BodyIsHtml) switch
        {
            (true, false) => $"<html><body>{item.Body}</body></html>",
            (false, true) => item.PlainBody ?? item.Body,
            _ => item.Body,
        });
        answer.Raw("</t:Body>"u8);
    }

    private static void TextBody(AnswerWriter answer, SeededItem item, ItemShape shape)
    {
        answer.Raw("<t:TextBody BodyType=\"Text\">"u8);
        answer.Text(item.PlainBody ?? item.Body);
        answer.Raw("</t:TextBody>"u8);
    }

    private static void Categories(AnswerWriter answer, SeededItem item, ItemShape shape)
    {
        if (item.Categories.Count == 0)
        {
            return;
        }

        answer.Raw("<t:Categories>"u8);
        foreach (var category in item.Categories)
        {
            answer.Element("t:String"u8, category);
        }

        answer.Raw("</t:Categories>"u8);
    }

    private static void InternetMessageHeaders(AnswerWriter answer, SeededItem item, ItemShape shape)
    {
        var isOpen = false;
        foreach (var (name, value) in MessageHeaders.Fields(item))
        {
            answer.Raw(isOpen ? default : "<t:InternetMessageHeaders>"u8);
            isOpen = true;
            answer.Raw("<t:InternetMessageHeader HeaderName=\""u8);
            answer.Text(name);
            answer.Raw("\">"u8);
            answer.Text(value);
            answer.Raw("</t:InternetMessageHeader>"u8);
        }

        answer.Raw(isOpen ? "</t:InternetMessageHeaders>"u8 : default);
    }

    private static void Extended(AnswerWriter answer, SeededItem item, ItemShape shape)
    {
        foreach (var path in shape.Extended)
        {
            if (ItemProperties.ListOf(item, path) is { } list)
            {
                answer.Raw(path.OpenProperty);
                answer.Raw("<t:Values>"u8);
                foreach (var value in list)
                {
                    answer.Element("t:Value"u8, value);
                }

                answer.Raw("</t:Values></t:ExtendedProperty>"u8);
            }
            else if (ItemProperties.Of(item, path) is { } value)
            {
                answer.Raw(path.OpenProperty);
                answer.Element("t:Value"u8, shape.IsListing && value.Length > 255 && path.Type == "String" ? Fields.Cut(value) : value);
                answer.Raw("</t:ExtendedProperty>"u8);
            }
        }
    }

    private static void Flag(AnswerWriter answer, SeededItem item, ItemShape shape)
    {
        answer.Raw("<t:Flag><t:FlagStatus>"u8);
        answer.Raw(item.FlagStatus switch { 1 => "Complete"u8, 2 => "Flagged"u8, _ => "NotFlagged"u8 });
        answer.Raw("</t:FlagStatus>"u8);
        if (item.FlagStatus == 1)
        {
            answer.Raw("<t:CompleteDate>"u8);
            answer.Date(item.Modified);
            answer.Raw("</t:CompleteDate>"u8);
        }

        answer.Raw("</t:Flag>"u8);
    }
}

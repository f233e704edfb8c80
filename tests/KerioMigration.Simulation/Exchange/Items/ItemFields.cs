using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Text;
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
        ],
        StringComparer.Ordinal);

    public static IReadOnlyList<ItemField> Common { get; } =
    [
        new("item:ItemId", FieldBase.IdOnly, static (a, i, _) => ItemId(a, i)),
        new("item:ParentFolderId", FieldBase.AllProperties, ParentFolderId),
        Text("item:ItemClass", FieldBase.AllProperties, static i => i.ItemClass),
        Text("item:Subject", FieldBase.Default, static i => i.Subject),
        Text("item:Sensitivity", FieldBase.Default, static i => i.Sensitivity),
        new("item:Body", FieldBase.Default, Body),
        new("item:Attachments", FieldBase.Default, AttachmentWriter.List),
        Date("item:DateTimeReceived", FieldBase.AllProperties, static i => i.Received),
        Number("item:Size", FieldBase.Default, static i => i.Size),
        new("item:Categories", FieldBase.AllProperties, Categories),
        Text("item:Importance", FieldBase.AllProperties, static i => i.Importance),
        Text("item:InReplyTo", FieldBase.AllProperties, static i => i.InReplyTo),
        Boolean("item:IsSubmitted", FieldBase.AllProperties, static i => (i.MessageFlags & 4) != 0),
        Boolean("item:IsDraft", FieldBase.AllProperties, static i => i.IsDraft),
        Boolean("item:IsFromMe", FieldBase.AllProperties, static i => (i.MessageFlags & 0x20) != 0),
        Boolean("item:IsResend", FieldBase.AllProperties, static i => (i.MessageFlags & 0x80) != 0),
        Boolean("item:IsUnmodified", FieldBase.AllProperties, static i => (i.MessageFlags & 2) != 0),
        new("item:InternetMessageHeaders", FieldBase.AllProperties, InternetMessageHeaders),
        Date("item:DateTimeSent", FieldBase.Default, static i => i.Sent),
        Date("item:DateTimeCreated", FieldBase.Default, static i => i.Created),
        Boolean("item:ReminderIsSet", FieldBase.AllProperties, static _ => false),
        Text("item:DisplayCc", FieldBase.AllProperties, static i => ItemProperties.Names(i.Cc)),
        Text("item:DisplayTo", FieldBase.AllProperties, static i => ItemProperties.Names(i.To)),
        Boolean("item:HasAttachments", FieldBase.Default, static i => i.HasAttachments),
        new(string.Empty, FieldBase.Never, Extended),
        Text("item:Culture", FieldBase.AllProperties, static i => i.Folder?.Mailbox.Culture.Name),
        Text("item:LastModifiedName", FieldBase.AllProperties, static i => i.Folder?.Mailbox.Address, SchemaVersion.Exchange2007Sp1),
        Date("item:LastModifiedTime", FieldBase.AllProperties, static i => i.Modified, SchemaVersion.Exchange2007Sp1),
        Boolean("item:IsAssociated", FieldBase.AllProperties, static i => i.IsAssociated, SchemaVersion.Exchange2010),
        new("item:Flag", FieldBase.AllProperties, Flag, SchemaVersion.Exchange2013),
        Text("item:Preview", FieldBase.AllProperties, static i => i.Body.Length > 255 ? i.Body[..255] : i.Body, SchemaVersion.Exchange2013),
        new("item:TextBody", FieldBase.Never, TextBody, SchemaVersion.Exchange2013),
    ];

    public static IReadOnlyList<ItemField> Message { get; } =
    [
        new("message:Sender", FieldBase.AllProperties, static (a, i, s) => Recipient(a, "t:Sender"u8, i.From, s)),
        new("message:ToRecipients", FieldBase.Default, static (a, i, s) => Recipients(a, "t:ToRecipients"u8, i.To, s)),
        new("message:CcRecipients", FieldBase.Default, static (a, i, s) => Recipients(a, "t:CcRecipients"u8, i.Cc, s)),
        new("message:BccRecipients", FieldBase.Default, static (a, i, s) => Recipients(a, "t:BccRecipients"u8, i.Bcc, s)),
        Boolean("message:IsReadReceiptRequested", FieldBase.Default, static i => i.IsReadReceiptRequested),
        Boolean("message:IsDeliveryReceiptRequested", FieldBase.Default, static i => i.IsDeliveryReceiptRequested),
        Text("message:ConversationTopic", FieldBase.AllProperties, static i => i.Subject),
        new("message:From", FieldBase.Default, static (a, i, s) => Recipient(a, "t:From"u8, i.From, s)),
        Text("message:InternetMessageId", FieldBase.AllProperties, static i => i.MessageId),
        Boolean("message:IsRead", FieldBase.Default, static i => i.IsRead),
        Boolean("message:IsResponseRequested", FieldBase.AllProperties, static _ => false),
        Text("message:References", FieldBase.AllProperties, static i => i.References),
    ];

    public static IReadOnlyList<ItemField> Post { get; } =
    [
        Text("message:ConversationTopic", FieldBase.AllProperties, static i => i.Subject),
        new("message:From", FieldBase.Default, static (a, i, s) => Recipient(a, "t:From"u8, i.From, s)),
        Text("message:InternetMessageId", FieldBase.AllProperties, static i => i.MessageId),
        Boolean("message:IsRead", FieldBase.Default, static i => i.IsRead),
        Date("postitem:PostedTime", FieldBase.AllProperties, static i => i.Received),
        Text("message:References", FieldBase.AllProperties, static i => i.References),
        new("message:Sender", FieldBase.AllProperties, static (a, i, s) => Recipient(a, "t:Sender"u8, i.From, s)),
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

    private static byte[] ElementName(string uri) => Encoding.UTF8.GetBytes("t:" + uri[(uri.IndexOf(':', StringComparison.Ordinal) + 1)..]);

    private static ItemField Text(string uri, FieldBase level, Func<SeededItem, string?> value, SchemaVersion since = default)
    {
        var name = ElementName(uri);
        return new ItemField(uri, level, Write, since);

        void Write(AnswerWriter answer, SeededItem item, ItemShape shape)
        {
            if (value(item) is { } text)
            {
                answer.Element(name, shape.IsListing && text.Length > 255 ? Cut(text) : text);
            }
        }
    }

    /// <summary>Listings cut at 255 characters, but not through a surrogate pair.</summary>
    private static string Cut(string text) => text[..(char.IsHighSurrogate(text[254]) ? 254 : 255)];

    private static ItemField Boolean(string uri, FieldBase level, Func<SeededItem, bool> value, SchemaVersion since = default)
    {
        var name = ElementName(uri);
        return new ItemField(uri, level, Write, since);

        void Write(AnswerWriter answer, SeededItem item, ItemShape shape)
        {
            answer.Open(name);
            answer.Boolean(value(item));
            answer.Close(name);
        }
    }

    private static ItemField Number(string uri, FieldBase level, Func<SeededItem, long> value)
    {
        var name = ElementName(uri);
        return new ItemField(uri, level, Write);

        void Write(AnswerWriter answer, SeededItem item, ItemShape shape)
        {
            answer.Open(name);
            answer.Number(value(item));
            answer.Close(name);
        }
    }

    private static ItemField Date(string uri, FieldBase level, Func<SeededItem, DateTimeOffset?> value, SchemaVersion since = default)
    {
        var name = ElementName(uri);
        return new ItemField(uri, level, Write, since);

        void Write(AnswerWriter answer, SeededItem item, ItemShape shape)
        {
            if (value(item) is { } date)
            {
                answer.Open(name);
                answer.Date(date);
                answer.Close(name);
            }
        }
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
        answer.Text(asHtml && !item.BodyIsHtml ? $"<html><body>{item.Body}</body></html>" : item.Body);
        answer.Raw("</t:Body>"u8);
    }

    private static void TextBody(AnswerWriter answer, SeededItem item, ItemShape shape)
    {
        answer.Raw("<t:TextBody BodyType=\"Text\">"u8);
        answer.Text(item.Body);
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
                answer.Element("t:Value"u8, shape.IsListing && value.Length > 255 && path.Type == "String" ? Cut(value) : value);
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

    private static void Recipients(AnswerWriter answer, ReadOnlySpan<byte> name, IReadOnlyList<SeededAddress> addresses, ItemShape shape)
    {
        if (addresses.Count == 0)
        {
            return;
        }

        answer.Open(name);
        foreach (var address in addresses)
        {
            Mailbox(answer, address, shape);
        }

        answer.Close(name);
    }

    private static void Recipient(AnswerWriter answer, ReadOnlySpan<byte> name, SeededAddress? address, ItemShape shape)
    {
        if (address is null)
        {
            return;
        }

        answer.Open(name);
        Mailbox(answer, address, shape);
        answer.Close(name);
    }

    /// <summary>Listings know names alone; a directory object that is gone stays an EX address.</summary>
    private static void Mailbox(AnswerWriter answer, SeededAddress address, ItemShape shape)
    {
        answer.Raw("<t:Mailbox><t:Name>"u8);
        answer.Text(address.Name);
        answer.Raw("</t:Name>"u8);
        if (!shape.IsListing)
        {
            answer.Element("t:EmailAddress"u8, address.Address);
            answer.Element("t:RoutingType"u8, address.RoutingType);
            answer.Element("t:MailboxType"u8, address.RoutingType == "EX" ? "OneOff" : "Mailbox");
        }

        answer.Raw("</t:Mailbox>"u8);
    }
}

using System;
using System.Collections.Generic;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>Reads the properties of a message.</summary>
internal static class MessageReader
{
    public static EwsMessage Read(ElementReader reader, AnswerFilter streamed)
    {
        var message = new EwsMessage();
        for (var parent = reader.Depth; reader.NextChild(parent);)
        {
            ReadField(reader, message, streamed);
        }

        return message;
    }

    private static void ReadField(ElementReader reader, EwsMessage message, AnswerFilter streamed)
    {
        switch (reader.Name)
        {
            case "Body":
                message.IsHtml = string.Equals(reader.Attribute("BodyType"), "HTML", StringComparison.OrdinalIgnoreCase);
                message.Body = reader.Text();
                break;
            case "Importance":
                message.Importance = reader.Text().Trim();
                break;
            case "DateTimeSent":
                message.Sent = reader.Time();
                break;
            case "InReplyTo":
                message.InReplyTo = reader.Text();
                break;
            case "References":
                message.References = reader.Text();
                break;
            case "InternetMessageId":
                message.MessageId = reader.Text();
                break;
            case "From" or "Sender" or "ToRecipients" or "CcRecipients" or "BccRecipients" or "ReplyTo":
                message.Addresses[reader.Name] = ReadAddresses(reader);
                break;
            case "InternetMessageHeaders":
                ReadHeaders(reader, message.Headers);
                break;
            case "Attachments":
                ReadAttachments(reader, message.Attachments, streamed);
                break;
            default:
                ItemReader.ReadField(reader, message.Item, streamed);
                break;
        }
    }

    private static List<EwsRecipient> ReadAddresses(ElementReader reader)
    {
        List<EwsRecipient> addresses = [];
        for (var list = reader.Depth; reader.NextChild(list);)
        {
            if (reader.Name == "Mailbox")
            {
                addresses.Add(ReadAddress(reader));
            }
        }

        return addresses;
    }

    private static EwsRecipient ReadAddress(ElementReader reader)
    {
        var address = new EwsRecipient("", "", "SMTP");
        for (var mailbox = reader.Depth; reader.NextChild(mailbox);)
        {
            address = reader.Name switch
            {
                "Name" => address with { Name = reader.Text() },
                "EmailAddress" => address with { Address = reader.Text().Trim() },
                "RoutingType" => address with { RoutingType = reader.Text().Trim() },
                _ => address,
            };
        }

        return address;
    }

    private static void ReadHeaders(ElementReader reader, List<KeyValuePair<string, string>> headers)
    {
        for (var list = reader.Depth; reader.NextChild(list);)
        {
            var name = reader.Attribute("HeaderName") ?? "";
            headers.Add(new(name, reader.Text()));
        }
    }

    private static void ReadAttachments(ElementReader reader, List<EwsAttachment> attachments, AnswerFilter streamed)
    {
        for (var list = reader.Depth; reader.NextChild(list);)
        {
            if (AttachmentReader.Read(reader, streamed) is { } attachment)
            {
                attachments.Add(attachment);
            }
        }
    }
}

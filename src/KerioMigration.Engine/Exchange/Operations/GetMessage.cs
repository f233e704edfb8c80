using System.Collections.Generic;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>GetItem for one message without its MIME: what it is made of, as properties.</summary>
internal sealed class GetMessage(ItemRef item, MessageParts parts) : EwsOperation<IReadOnlyList<EwsResponse<EwsMessage>>>
{
    /// <summary>PidTagTransportMessageHeaders.</summary>
    public const int TransportHeadersTag = 0x007D;

    /// <summary>PidTagSenderName.</summary>
    public const int SenderNameTag = 0x0C1A;

    /// <summary>PidTagSenderEmailAddress.</summary>
    public const int SenderAddressTag = 0x0C1F;

    private static readonly string[] Summary =
        ["item:ItemClass", "item:Subject", "item:DateTimeReceived", "item:Size", "item:Categories", "item:Importance", "item:InReplyTo", "item:DateTimeSent"];

    private static readonly string[] Addresses =
    [
        "message:Sender", "message:ToRecipients", "message:CcRecipients", "message:BccRecipients", "message:IsReadReceiptRequested", "message:From",
        "message:InternetMessageId", "message:IsRead", "message:References", "message:ReplyTo",
    ];

    public override string Name => "GetItem";

    /// <summary>An item that was asked for its body and showed none has an empty one.</summary>
    private string? MissingBody => parts.HasFlag(MessageParts.Body) ? "" : null;

    public override void Write(EnvelopeWriter writer)
    {
        writer.Message(Name).Message("ItemShape").TypeText("BaseShape", "IdOnly").TypeText("IncludeMimeContent", "false").TypeText("BodyType", "Best");
        writer.Type("AdditionalProperties");
        WriteFields(writer, Summary);
        WriteFields(writer, parts.HasFlag(MessageParts.Body) ? ["item:Body"] : []);
        WriteFields(writer, parts.HasFlag(MessageParts.Structure) ? ["item:Attachments", "item:InternetMessageHeaders"] : []);
        WriteFields(writer, parts.HasFlag(MessageParts.Addresses) ? Addresses : []);
        writer.Property(GetItem.FlagsTag, "Integer").Property(GetItem.VerbTag, "Integer").Property(GetItem.FollowUpTag, "Integer");
        writer.Property(SenderNameTag, "String").Property(SenderAddressTag, "String");
        if (parts.HasFlag(MessageParts.Structure))
        {
            writer.Property(TransportHeadersTag, "String");
        }

        writer.End().End().Message("ItemIds").Type("ItemId").Attribute("Id", item.Id).End().End().End();
    }

    public override IReadOnlyList<EwsResponse<EwsMessage>> Read(ElementReader reader, AnswerFilter streamed) =>
        ResponseReader.ReadMessages<EwsMessage>(reader, (r, soFar) => ReadPayload(r, soFar, streamed));

    private static void WriteFields(EnvelopeWriter writer, IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            writer.Field(field);
        }
    }

    private EwsMessage? ReadPayload(ElementReader reader, EwsMessage? soFar, AnswerFilter streamed)
    {
        if (reader.Name != "Items")
        {
            return soFar;
        }

        for (var items = reader.Depth; reader.NextChild(items);)
        {
            soFar = MessageReader.Read(reader, streamed);
            soFar.Body ??= MissingBody;
        }

        return soFar;
    }
}

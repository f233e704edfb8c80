using System;
using System.Collections.Generic;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>A message as its properties tell of it.</summary>
internal sealed class EwsMessage
{
    public EwsItem Item { get; } = new();

    public DateTimeOffset? Sent { get; set; }

    public string? Importance { get; set; }

    /// <summary>With its brackets.</summary>
    public string? MessageId { get; set; }

    public string? InReplyTo { get; set; }

    public string? References { get; set; }

    /// <summary>By the name of their element: From, Sender, ToRecipients, CcRecipients, BccRecipients, ReplyTo.</summary>
    public Dictionary<string, List<EwsRecipient>> Addresses { get; } = new(StringComparer.Ordinal);

    /// <summary>Null when it was not asked for or not told.</summary>
    public string? Body { get; set; }

    public bool IsHtml { get; set; }

    /// <summary>Names and unfolded values, in order.</summary>
    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public List<EwsAttachment> Attachments { get; } = [];

    /// <summary>The header block as it arrived (PidTagTransportMessageHeaders); null for what never travelled.</summary>
    public string? TransportHeaders => Text(GetMessage.TransportHeadersTag);

    public string? SenderName => Text(GetMessage.SenderNameTag);

    public string? SenderAddress => Text(GetMessage.SenderAddressTag);

    private string? Text(int tag) => Item.Properties.TryGetValue(tag, out var text) && text.Length > 0 ? text : null;
}

/// <summary>A sender or recipient.</summary>
/// <param name="Address">Of the form that <paramref name="RoutingType"/> says; may be empty.</param>
/// <param name="RoutingType">SMTP, or EX for objects of the directory that are gone.</param>
internal sealed record EwsRecipient(string Name, string Address, string RoutingType);

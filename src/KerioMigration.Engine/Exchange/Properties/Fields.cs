using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>What items of all kinds have.</summary>
internal static class Fields
{
    /// <summary>PidTagSourceKey: what the item keeps through edits, and no copy has.</summary>
    public static readonly ExtendedField SourceKey = new(null, 0x65E0, "Binary");

    /// <summary>PidTagRecordKey, for servers that do not tell the former.</summary>
    public static readonly ExtendedField RecordKey = new(null, 0x0FF9, "Binary");

    public static readonly string[] Always =
    [
        "item:ItemClass", "item:Subject", "item:Sensitivity", "item:Body", "item:Attachments", "item:DateTimeReceived", "item:Categories", "item:Importance",
        "item:DateTimeCreated", "item:LastModifiedTime",
    ];

    public static readonly string[] Core = ["item:ItemClass", "item:Subject", "item:DateTimeReceived", "item:Categories"];

    /// <summary>What <paramref name="item"/> is known by in all runs; its id where the server tells no key.</summary>
    public static string KeyOf(Element item, string id) => SourceKey.Of(item) ?? RecordKey.Of(item) ?? id;

    public static IReadOnlyList<string> Strings(this Element item, string list) => [.. item.List(list).Select(s => s.Text)];

    /// <summary>The body in the form that it has: null for one that is empty or of another form.</summary>
    public static string? Body(this Element item, bool isHtml) =>
        item.Child("Body") is { Text.Length: > 0 } body && IsHtml(body) == isHtml ? body.Text : null;

    /// <summary>item:TextBody, or the body where that is text.</summary>
    public static string? TextBody(this Element item) => item.Value("TextBody") ?? item.Body(isHtml: false);

    public static IReadOnlyList<string> AttachmentNames(this Element item, Element? except = null) =>
        [.. item.List("Attachments").Where(a => a != except).Select(a => a.Value("Name") ?? "(nameless)")];

    private static bool IsHtml(Element body) => string.Equals(body.Attribute("BodyType"), "HTML", StringComparison.OrdinalIgnoreCase);
}

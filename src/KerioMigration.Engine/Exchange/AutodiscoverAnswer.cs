using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace KerioMigration.Engine.Exchange;

/// <summary>What a POX Autodiscover answer says. Exactly one of the first three is set unless there is an error.</summary>
internal sealed record AutodiscoverAnswer(string? EwsUrl, string? RedirectUrl, string? RedirectAddress, string? ErrorCode)
{
    /// <summary>The primary address of the mailbox that was asked about.</summary>
    public string? Address { get; init; }

    /// <summary>The mailbox from which this user's view of the public folders comes; null where they are not in mailboxes.</summary>
    public string? PublicFolders { get; init; }

    /// <summary>What clients inside call the mailbox: <c>guid@domain</c>, or the name of a server.</summary>
    public string? InternalServer { get; init; }

    /// <summary>By which old mail knows the user that was asked about.</summary>
    public string? LegacyName { get; init; }

    // EXPR is the address from outside, which also works from inside more often than the reverse. WEB nests protocols of its own.
    private static readonly string[] Protocols = ["EXPR", "EXCH"];

    /// <exception cref="XmlException">This is no XML.</exception>
    public static AutodiscoverAnswer Parse(string text)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false };
        using var reader = XmlReader.Create(new StringReader(text), settings);
        var response = Children(XDocument.Load(reader).Root, "Response").FirstOrDefault();
        var account = Children(response, "Account").FirstOrDefault();
        var protocols = Children(account, "Protocol").ToLookup(p => Value(p, "Type") ?? "", p => Value(p, "EwsUrl"), StringComparer.OrdinalIgnoreCase);
        return new AutodiscoverAnswer(
            Protocols.SelectMany(p => protocols[p]).FirstOrDefault(u => !string.IsNullOrWhiteSpace(u))?.Trim(),
            Value(account, "RedirectUrl"),
            Value(account, "RedirectAddr"),
            Value(Children(response, "Error").FirstOrDefault(), "ErrorCode"))
        {
            Address = Value(Children(response, "User").FirstOrDefault(), "AutoDiscoverSMTPAddress")?.Trim(),
            PublicFolders = Value(Children(account, "PublicFolderInformation").FirstOrDefault(), "SmtpAddress")?.Trim(),
            InternalServer = Value(Children(account, "Protocol").FirstOrDefault(p => Value(p, "Type") == "EXCH"), "Server")?.Trim(),
            LegacyName = Value(Children(response, "User").FirstOrDefault(), "LegacyDN")?.Trim() is { Length: > 0 } name ? name : null,
        };
    }

    private static IEnumerable<XElement> Children(XElement? parent, string name) =>
        parent?.Elements().Where(e => e.Name.LocalName == name) ?? [];

    private static string? Value(XElement? parent, string name) => Children(parent, name).FirstOrDefault()?.Value;
}

using System;
using System.Linq;
using System.Management.Automation;
using System.Net;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Commands;

/// <summary>
/// Reads a row of the pipeline: our own users, Get-Mailbox, Get-ADUser, Import-Csv, the report of an earlier run, or a mere address.
/// </summary>
internal static class MailboxRow
{
    /// <summary>In this order; the report's column Mailbox comes last because other products use the word for names.</summary>
    private static readonly string[] AddressProperties = ["PrimarySmtpAddress", "EmailAddress", "Mail", "WindowsEmailAddress", "Mailbox"];

    /// <summary>A login name or a full address at the destination. Not TargetAddress: Active Directory uses that word for something else.</summary>
    private static readonly string[] TargetProperties = ["KerioLogin", "DestinationLogin", "Destination"];

    private static readonly string[] CredentialProperties = ["KerioCredential", "DestinationCredential"];

    private static readonly string[] NameProperties = ["DisplayName", "Name"];

    /// <summary>Get-Mailbox, Get-ExchangeMailboxUser and Get-ADUser each have one; the last holds numbers.</summary>
    private static readonly string[] TypeProperties = ["RecipientTypeDetails", "MailboxType", "ResourceType", "msExchRecipientTypeDetails"];

    /// <summary>Null when the row names no mailbox.</summary>
    public static string? AddressOf(PSObject row) =>
        row.BaseObject is string text ? Address(text) : AddressProperties.Select(p => Address(Text(row, p))).FirstOrDefault(a => a is not null);

    /// <summary>The id of the one item that the row is about (the report's view of items); null when it is about a mailbox.</summary>
    public static string? ItemOf(PSObject row) => row.BaseObject is string ? null : Text(row, "SourceId");

    /// <param name="defaultDomain">For rows whose target names none; empty for the server's primary domain.</param>
    public static UserMapping? Read(PSObject row, string defaultDomain)
    {
        if (AddressOf(row) is not { } address)
        {
            return null;
        }

        // Whoever writes the public folders is the command's to say.
        var target = TargetOf(row) ?? address.Substring(0, Math.Max(0, address.LastIndexOf('@')));
        var separator = target.LastIndexOf('@');
        return new UserMapping
        {
            Source = new MailboxRef(address),
            DestinationLogin = separator < 0 ? target : target.Substring(0, separator),
            DestinationDomain = separator < 0 ? defaultDomain : target.Substring(separator + 1),
            IsTargetChosen = NamesTarget(row),
            DisplayName = NameProperties.Select(p => Text(row, p)).FirstOrDefault(n => n is not null) ?? "",
            DestinationCredential = CredentialOf(row),
            Detail = AccountColumns.Read(row),
        };
    }

    /// <summary>The target was chosen by the administrator and not derived from the address.</summary>
    public static bool NamesTarget(PSObject row) => TargetOf(row) is not null;

    /// <summary>What people book, where the row is about such a mailbox; null for any other.</summary>
    public static ResourceKind? ResourceOf(PSObject row) => row.BaseObject is string ? null : TypeProperties.Select(p => KindOf(Text(row, p))).FirstOrDefault(k => k is not null);

    /// <summary>The user's own sign-in at the destination, when the row brings one.</summary>
    public static NetworkCredential? CredentialOf(PSObject row) => CredentialProperties
        .Select(p => Value(row, p) is PSCredential credential ? Credentials.ForKerio(credential) : null)
        .FirstOrDefault(c => c is not null);

    private static ResourceKind? KindOf(string? type) => type?.ToUpperInvariant() switch
    {
        "ROOM" or "ROOMMAILBOX" or "16" => ResourceKind.Room,
        "EQUIPMENT" or "EQUIPMENTMAILBOX" or "32" => ResourceKind.Equipment,
        _ => null,
    };

    private static string? TargetOf(PSObject row) =>
        row.BaseObject is string ? null : TargetProperties.Select(p => Text(row, p)).FirstOrDefault(t => t is not null);

    /// <summary>Exchange writes addresses also as <c>SMTP:anna@example.org</c>.</summary>
    private static string? Address(string? text)
    {
        var address = text?.Trim();
        if (address is not null && new MailboxRef(address).IsPublicFolders)
        {
            return MailboxRef.PublicFolders.Address;
        }

        if (address is not null && address.StartsWith("SMTP:", StringComparison.OrdinalIgnoreCase))
        {
            address = address.Substring(5);
        }

        return address?.LastIndexOf('@') is > 0 and var at && at < address.Length - 1 ? address : null;
    }

    public static string? Text(PSObject row, string property) =>
        Value(row, property)?.ToString()?.Trim() is { Length: > 0 } text ? text : null;

    public static object? Value(PSObject row, string property) =>
        row.Properties[property]?.Value is { } value ? value is PSObject wrapped ? wrapped.BaseObject : value : null;
}

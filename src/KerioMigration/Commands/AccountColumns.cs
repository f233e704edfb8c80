using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Commands;

/// <summary>What a row says about the account beside the mailbox: Get-Mailbox, Get-ADUser with its properties, Import-Csv.</summary>
internal static class AccountColumns
{
    private const string Smtp = "smtp:";
    private const string X500 = "x500:";

    private static readonly string[] AddressProperties = ["EmailAddresses", "ProxyAddresses"];

    private static readonly string[] HiddenProperties = ["HiddenFromAddressListsEnabled", "msExchHideFromAddressLists"];

    private static readonly string[] TypeProperties = ["RecipientTypeDetails", "msExchRecipientTypeDetails", "MailboxType"];

    // Of all others the account in the directory is disabled by design: nobody signs in to a room. A row that does not tell may be one.
    private static readonly string[] TypesOfPeople = ["UserMailbox", "LegacyMailbox", "Mailbox", "1", "8"];

    // Between addresses that became one text. A space alone does not end one: names in X.500 addresses have spaces.
    private static readonly Regex Separator = new(@"\s*[;|\r\n]\s*|\s*,\s*(?=[A-Za-z0-9]+:|[^\s,]+@)|\s+(?=[A-Za-z0-9]+:|[^\s:=]+@)", RegexOptions.CultureInvariant);

    public static AccountDetail Read(PSObject row)
    {
        if (row.BaseObject is string)
        {
            return AccountDetail.Unknown;
        }

        var proxies = AddressProperties.Select(p => MailboxRow.Value(row, p)).Where(v => v is not null).SelectMany(Texts).ToList();
        return new AccountDetail
        {
            Addresses = proxies.Count == 0 ? null : [.. proxies.Select(MailAddress).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)],
            LegacyNames = [.. LegacyNames(row, proxies).Distinct(StringComparer.OrdinalIgnoreCase)],
            QuotaBytes = Quota(row),
            IsHidden = HiddenProperties.Select(p => Flag(row, p)).FirstOrDefault(f => f is not null),
            IsDisabled = TypeProperties.Select(p => MailboxRow.Text(row, p)).FirstOrDefault(t => t is not null) is { } type
                && TypesOfPeople.Contains(type, StringComparer.OrdinalIgnoreCase) ? Disabled(row) : null,
        };
    }

    /// <summary>Full mail addresses in one or several texts, with the scheme <c>smtp:</c> or none; each once.</summary>
    public static IReadOnlyList<string> MailAddresses(object? value) =>
        [.. (value is null ? [] : Texts(value)).Select(MailAddress).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];

    private static IEnumerable<string> LegacyNames(PSObject row, IEnumerable<string> proxies) =>
        (MailboxRow.Text(row, "LegacyExchangeDN") is { } name ? [name] : Enumerable.Empty<string>())
        .Concat(proxies.Where(p => p.StartsWith(X500, StringComparison.OrdinalIgnoreCase)).Select(p => p.Substring(X500.Length)))
        .Where(n => n.StartsWith("/", StringComparison.Ordinal));

    private static string? MailAddress(string proxy)
    {
        var address = proxy.StartsWith(Smtp, StringComparison.OrdinalIgnoreCase) ? proxy.Substring(Smtp.Length) : proxy;
        var at = address.LastIndexOf('@');
        return at > 0 && at < address.Length - 1 && address.IndexOf(':') < 0 && !address.Any(char.IsWhiteSpace) ? address : null;
    }

    private static long? Quota(PSObject row)
    {
        if (MailboxRow.Text(row, "ProhibitSendReceiveQuota") is { } text)
        {
            // What such a mailbox may hold is its database's to say.
            return Flag(row, "UseDatabaseQuotaDefaults") == true ? null : QuotaText.Bytes(text);
        }

        // Active Directory counts in kilobytes.
        return Flag(row, "mDBUseDefaults") != true && long.TryParse(MailboxRow.Text(row, "mDBOverHardQuotaLimit"), NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes)
            ? kilobytes << 10
            : null;
    }

    private static bool? Disabled(PSObject row) => Flag(row, "AccountDisabled") ?? !Flag(row, "Enabled");

    private static bool? Flag(PSObject row, string property) => bool.TryParse(MailboxRow.Text(row, property), out var flag) ? flag : null;

    /// <summary>One text each: a list of Exchange or Active Directory, here or as it comes from another computer, or a column of a file.</summary>
    private static IEnumerable<string> Texts(object? value) => value switch
    {
        string text => Separator.Split(text).Where(t => t.Length > 0),
        IEnumerable list => list.Cast<object?>().Select(o => o?.ToString()?.Trim() ?? "").Where(t => t.Length > 0),
        _ => Texts(value?.ToString() ?? ""),
    };
}

using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Commands;

/// <summary>
/// Reads which addresses public folders have: rows of Get-MailPublicFolder, which names a folder by its ids and not by its path, Import-Csv
/// with a path, or a table of paths.
/// </summary>
internal static class FolderAddressRows
{
    // [MS-OXCDATA] 2.2.4.1: of the 46 bytes of a folder's entry id these are the folder's own.
    private const int EntryIdLength = 92;
    private const int LongTermStart = 44;
    private const int LongTermLength = 44;

    private static readonly string[] PathProperties = ["Path", "FolderPath", "PublicFolder", "Folder", "Identity"];

    private static readonly string[] AddressProperties =
        ["PrimarySmtpAddress", "EmailAddresses", "ProxyAddresses", "EmailAddress", "Mail", "WindowsEmailAddress", "Address", "Addresses"];

    private static readonly string[] GuidProperties = ["MailRecipientGuid", "Guid"];

    /// <param name="refusals">Takes why a row cannot be used.</param>
    public static IEnumerable<FolderAddressRow> Read(PSObject row, ICollection<string> refusals) =>
        (row.BaseObject is IDictionary table ? ReadTable(table) : [ReadRow(row)]).Where(r => IsUsable(r, refusals)).ToList();

    private static bool IsUsable(FolderAddressRow row, ICollection<string> refusals)
    {
        if (row.Path is null && row.Names.Count == 0)
        {
            refusals.Add($"\"{row.Text}\" names no public folder: no path such as \\Company\\News in a property Path or Identity, and no EntryId, Guid or LegacyExchangeDN of Get-MailPublicFolder.");
            return false;
        }

        if (row.Addresses.Count == 0)
        {
            refusals.Add($"\"{row.Text}\" gives its public folder no mail address: no property PrimarySmtpAddress, EmailAddresses or Address.");
            return false;
        }

        return true;
    }

    private static IEnumerable<FolderAddressRow> ReadTable(IDictionary table) => table.Cast<DictionaryEntry>().Select(e =>
        new FolderAddressRow(e.Key.ToString() ?? "", AccountColumns.MailAddresses(e.Value is PSObject wrapped ? wrapped.BaseObject : e.Value)) { Path = PathOf(e.Key.ToString() ?? "") });

    private static FolderAddressRow ReadRow(PSObject row)
    {
        var path = PathProperties.Select(p => (Name: p, Text: MailboxRow.Text(row, p))).Where(p => p.Text is not null && (p.Name != "Identity" || IsPath(p.Text)))
            .Select(p => p.Text).FirstOrDefault();
        var addresses = AddressProperties.SelectMany(p => AccountColumns.MailAddresses(MailboxRow.Value(row, p)));
        var text = path ?? MailboxRow.Text(row, "Identity") ?? MailboxRow.Text(row, "Name") ?? MailboxRow.Text(row, "EntryId") ?? row.ToString();
        return new FolderAddressRow(text, [.. addresses.Distinct(StringComparer.OrdinalIgnoreCase)])
        {
            Path = path is null ? null : PathOf(path),
            Names = [.. new[] { LongTermId(MailboxRow.Text(row, "EntryId")), GuidOf(row), MailboxRow.Text(row, "LegacyExchangeDN") }.OfType<string>()],
        };
    }

    /// <summary>Get-PublicFolder names its rows so; Get-MailPublicFolder by the place of the directory's entry, which is not the folder's.</summary>
    private static bool IsPath(string? identity) => identity?.StartsWith("\\", StringComparison.Ordinal) == true;

    /// <summary><c>\Company\News</c> as Exchange writes it, or with slashes, as plans and reports do.</summary>
    private static string PathOf(string text) => IsPath(text) ? FolderPath.Join(text.Trim('\\').Split('\\')) : text;

    private static string? LongTermId(string? entryId) => entryId?.Length == EntryIdLength ? entryId.Substring(LongTermStart, LongTermLength) : null;

    private static string? GuidOf(PSObject row) => GuidProperties.Select(p => MailboxRow.Text(row, p))
        .Select(t => Guid.TryParse(t, out var guid) && guid != Guid.Empty ? guid.ToString() : null).FirstOrDefault(g => g is not null);
}

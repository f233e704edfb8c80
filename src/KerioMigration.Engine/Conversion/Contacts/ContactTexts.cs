using System.Linq;
using KerioMigration.Engine.Conversion.ContentLines;
using KerioMigration.Engine.Model.Contacts;
using static KerioMigration.Engine.Conversion.FilledText;

namespace KerioMigration.Engine.Conversion.Contacts;

/// <summary>What is said of a contact in more than one place.</summary>
internal static class ContactTexts
{
    /// <summary>FN may not be empty (RFC 2426 3.1.1), whatever is missing.</summary>
    public static string DisplayName(Contact contact)
    {
        var name = (contact.IsCompany ? Filled(contact.Company) : null)
            ?? Filled(contact.DisplayName)
            ?? Joined(contact.Name)
            ?? Filled(contact.FileAs)
            ?? Filled(contact.Company)
            ?? Filled(contact.Name.Nickname)
            ?? contact.Emails.Select(e => Filled(e.Address)).FirstOrDefault(a => a is not null)
            ?? contact.Phones.Select(p => Filled(p.Number)).FirstOrDefault(n => n is not null)
            ?? "(nameless)";
        return CleanText.OfLines(name).Replace('\n', ' ');
    }

    public static bool IsSmtp(string? address) =>
        address is not null && address.IndexOf('@') > 0 && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    /// <summary>It begins with a scheme (RFC 3986 3.1) and holds no blank.</summary>
    public static bool IsUri(string address)
    {
        var colon = address.IndexOf(':');
        return colon > 1 && colon < address.Length - 1 && char.IsLetter(address[0])
            && address.Take(colon).All(c => c < '\u0080' && (char.IsLetterOrDigit(c) || c is '+' or '-' or '.'))
            && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
    }

    public static string? Joined(PersonName name)
    {
        string[] parts = [.. Filled([name.Title, name.Given, name.Middle, name.Surname, name.Suffix])];
        return parts.Length == 0 ? null : string.Join(" ", parts);
    }
}

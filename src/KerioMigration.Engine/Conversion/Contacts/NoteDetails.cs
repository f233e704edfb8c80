using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Conversion.ContentLines;
using KerioMigration.Engine.Model.Contacts;
using static KerioMigration.Engine.Conversion.Contacts.ContactTexts;
using static KerioMigration.Engine.Conversion.FilledText;

namespace KerioMigration.Engine.Conversion.Contacts;

/// <summary>The lines below the notes: what vCard 3.0 has no property for, or only one that few keep.</summary>
internal static class NoteDetails
{
    public static IEnumerable<(string Label, string? Value)> Of(Contact contact) =>
        [.. People(contact), .. Names(contact), .. Marks(contact), .. Numbers(contact), .. Addresses(contact)];

    private static IEnumerable<(string, string?)> People(Contact contact) =>
    [
        ("Manager", contact.Manager),
        ("Assistant", contact.Assistant),
        ("Spouse", contact.Spouse),
        ("Children", string.Join(", ", Filled(contact.Children))),
        ("Wedding anniversary", contact.WeddingAnniversary?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
    ];

    private static IEnumerable<(string, string?)> Names(Contact contact) =>
    [
        ("Initials", HasOwnInitials(contact.Name) ? contact.Name.Initials : null),
        ("Phonetic first name", contact.Name.PhoneticGiven),
        ("Phonetic last name", contact.Name.PhoneticSurname),
        ("Phonetic company name", contact.PhoneticCompany),
        ("Other companies", string.Join(", ", Filled(contact.OtherCompanies))),
        .. contact.IsCompany ? BesideCompany(contact) : [],
    ];

    // Of a company N and FN hold its name, and other names have no place.
    private static IEnumerable<(string, string?)> BesideCompany(Contact contact) =>
    [
        ("Display name", contact.DisplayName == contact.Company || Filled(contact.Company) is null ? null : contact.DisplayName),
        ("Person", Joined(contact.Name)),
    ];

    private static IEnumerable<(string, string?)> Marks(Contact contact) =>
    [
        ("Gender", contact.Gender),
        ("Hobbies", contact.Hobbies),
        ("Mileage", contact.Mileage),
        ("Follow-up", FlagText.Of(contact.FollowUp)),
        .. contact.UserFields.Select((value, n) => ($"User field {n + 1}", value)),
    ];

    private static IEnumerable<(string, string?)> Numbers(Contact contact) =>
        contact.Phones.Where(p => PhoneTypes.Remark(p.Kind) is not null).Select(p => (PhoneTypes.Remark(p.Kind)!, (string?)p.Number));

    private static IEnumerable<(string, string?)> Addresses(Contact contact) =>
    [
        .. contact.ImAddresses.Where(a => !IsUri(a)).Select(a => ("Instant messaging", (string?)a)),
        .. contact.Emails.Where(e => IsSmtp(e.Address) && HasOwnName(e, contact)).Select(e => ("Name of " + e.Address, e.DisplayName)),
    ];

    // Outlook fills both in by itself; only what somebody typed is worth a line.
    private static bool HasOwnInitials(PersonName name)
    {
        var letters = string.Concat(Filled([name.Given, name.Middle, name.Surname]).Select(p => p.TrimStart().Substring(0, 1)));
        var initials = string.Concat((name.Initials ?? "").Where(char.IsLetterOrDigit));
        return !string.Equals(letters, initials, StringComparison.OrdinalIgnoreCase);
    }

    private static bool HasOwnName(ContactEmail email, Contact contact)
    {
        var name = CleanText.OfOneLine(email.DisplayName ?? "").Trim();
        var display = DisplayName(contact);
        return name != email.Address && name != display && name != $"{display} ({email.Address})";
    }
}

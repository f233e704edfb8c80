using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using BitMiracle.LibJpeg;
using KerioMigration.Simulation.Seeding.Groupware;
using KerioMigration.Tests.Conversion.Contacts;
using Check = KerioMigration.Benchmarks.Fidelity.PropertyCheck<KerioMigration.Simulation.Seeding.Groupware.SeededContact, System.Collections.Generic.IReadOnlyList<KerioMigration.Tests.Conversion.Contacts.CardProperty>>;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>The properties of a contact; the parts of N, ADR and ORG in the order of RFC 2426.</summary>
internal static class ContactChecks
{
    private const int Family = 0, Given = 1, Additional = 2, Prefix = 3, Suffix = 4;

    public static IReadOnlyList<Check> All { get; } = [.. Names, .. Work, .. People, .. Reach, .. ContactPhones.All, .. Places, .. Rest];

    private static IEnumerable<Check> Names =>
    [
        new("DisplayName", "FN", c => [c.DisplayName], Text("FN")),
        new("GivenName", "N", c => [c.GivenName], Part("N", Given)),
        new("MiddleName", "N", c => [c.MiddleName], Part("N", Additional)),
        new("Surname", "N", c => [c.Surname], Part("N", Family)),
        new("Title", "N", c => [c.Title], Part("N", Prefix)),
        new("Generation", "N", c => [c.Generation], Part("N", Suffix)),
        new("FileAs", "X-FILE-AS", c => [c.FileAs], Text("X-FILE-AS")),
        new("Nickname", "NICKNAME", c => [c.Nickname], Text("NICKNAME")),
        new("Initials", "text where they differ from the name's", c => [c.Initials == "M.M.M." ? null : c.Initials], _ => [], "Initials: "),
        new("YomiFirstName", "X-PHONETIC-FIRST-NAME", c => [c.PhoneticGivenName], Text("X-PHONETIC-FIRST-NAME")),
        new("YomiLastName", "X-PHONETIC-LAST-NAME", c => [c.PhoneticSurname], Text("X-PHONETIC-LAST-NAME")),
        new("YomiCompanyName", "X-PHONETIC-ORG", c => [c.PhoneticCompany], Text("X-PHONETIC-ORG")),
    ];

    private static IEnumerable<Check> Work =>
    [
        new("CompanyName", "ORG", c => [c.Company], Part("ORG", 0)),
        new("Department", "ORG", c => [c.Department], Part("ORG", 1)),
        new("OfficeLocation", "ADR", c => [c.Office], Part("ADR", 1)),
        new("JobTitle", "TITLE", c => [c.JobTitle], Text("TITLE")),
        new("Profession", "ROLE", c => [c.Profession], Text("ROLE")),
    ];

    private static IEnumerable<Check> People =>
    [
        new("Manager", "X-MANAGER", c => [c.Manager], Text("X-MANAGER"), "Manager: "),
        new("AssistantName", "X-ASSISTANT", c => [c.AssistantName], Text("X-ASSISTANT"), "Assistant: "),
        new("SpouseName", "X-SPOUSE", c => [c.Spouse], Text("X-SPOUSE"), "Spouse: "),
        new("Children", "text", c => [string.Join(", ", c.Children)], _ => [], "Children: "),
        new("Companies", "text", c => [string.Join(", ", c.Companies)], _ => [], "Other companies: "),
        new("Birthday", "BDAY", c => [Date(c.Birthday)], Digits("BDAY")),
        new("WeddingAnniversary", "X-ANNIVERSARY", c => [Date(c.Anniversary)], Digits("X-ANNIVERSARY")),
        new("Gender", "text", c => [c.Gender switch { 1 => "female", 2 => "male", _ => null }], _ => [], "Gender: "),
        new("Hobbies", "text", c => [c.Hobbies], _ => [], "Hobbies: "),
    ];

    private static IEnumerable<Check> Reach =>
    [
        new("EmailAddress1-3", "EMAIL, text", c => c.Emails.OfType<SeededContactAddress>().Select(Address), Text("EMAIL")) { Loss = "No SMTP address" },
        new("Email display names", "text where they are not the contact's own", c => c.Emails.Where(e => e?.RoutingType == "SMTP").Select(e => e!.DisplayName), Text("FN")),
        new("BusinessHomePage", "URL", c => [c.BusinessHomePage], Text("URL", "WORK")),
        new("PersonalHomePage", "URL", c => [c.PersonalHomePage], Text("URL", "HOME")),
        new("ImAddress1-3", "IMPP, text", c => c.ImAddresses.Values, Text("IMPP")),
    ];

    private static IEnumerable<Check> Places =>
    [
        new("PhysicalAddress Business", "ADR", Parts("Business"), Text("ADR", "WORK")),
        new("PhysicalAddress Home", "ADR", Parts("Home"), Text("ADR", "HOME")),
        new("PhysicalAddress Other", "ADR", Parts("Other"), Text("ADR", "POSTAL")),
        new("PostalAddressIndex", "ADR's PREF", c => [c.PostalAddressIndex == "Business" ? "WORK" : null], card => card.Where(p => p.Name == "ADR" && p.Types.Contains("PREF")).SelectMany(p => p.Types)),
    ];

    private static IEnumerable<Check> Rest =>
    [
        new("Body", "NOTE", c => [c.Body], Text("NOTE")),
        new("Categories", "CATEGORIES", c => c.Categories, Text("CATEGORIES")),
        new("Sensitivity", "CLASS", c => [c.Sensitivity == "Private" ? "PRIVATE" : null], Text("CLASS")),
        new("Mileage", "text", c => [c.Mileage], _ => [], "Mileage: "),
        new("UserField1-4", "text", c => c.Extended.Where(e => e.Key.StartsWith("Address:3284", StringComparison.Ordinal) || e.Key == "Address:32850").Select(e => e.Value), _ => []),
        new("Photo", "PHOTO, as JPEG of the same size", c => c.Attachments.Where(a => a.IsContactPhoto).Select(a => SizeOfPng(a.Content.Span)), card => Text("PHOTO")(card).Select(SizeOfJpeg)) { Loss = "photo" },
        new("UserSMIMECertificate", "no field", c => c.Certificates.Select(Convert.ToBase64String), Text("KEY")) { Loss = "Certificates" },
        new("Attachments", "no field", c => c.Attachments.Where(a => !a.IsContactPhoto).Select(a => a.Name), _ => []) { Loss = "Attachments" },
        new("Flag", "text", c => [c.FlagStatus == 2 ? "Follow up" : null], _ => [], "Follow-up: "),
    ];

    /// <summary>All parts of all lines of that name, with that type.</summary>
    public static Func<IReadOnlyList<CardProperty>, IEnumerable<string?>> Text(string name, params string[] types) => card =>
        card.Where(p => p.Name == name && Array.TrueForAll(types, t => p.Types.Contains(t))).SelectMany(p => p.Parts);

    private static Func<IReadOnlyList<CardProperty>, IEnumerable<string?>> Part(string name, int index) => card =>
        card.Where(p => p.Name == name).Select(p => p.Parts.ElementAtOrDefault(index));

    private static Func<IReadOnlyList<CardProperty>, IEnumerable<string?>> Digits(string name) => card =>
        Text(name)(card).Select(v => v?.Replace("-", "", StringComparison.Ordinal));

    private static Func<SeededContact, IEnumerable<string?>> Parts(string place) => c => c.Addresses.TryGetValue(place, out var a)
        ? [a.Street, a.City, a.State, a.Country, a.PostalCode, a.PostBox]
        : [];

    private static string SizeOfPng(ReadOnlySpan<byte> png) =>
        $"{BinaryPrimitives.ReadInt32BigEndian(png[16..])} by {BinaryPrimitives.ReadInt32BigEndian(png[20..])}";

    private static string? SizeOfJpeg(string? base64)
    {
        var jpeg = new JpegImage(new MemoryStream(Convert.FromBase64String(base64!)));
        return $"{jpeg.Width} by {jpeg.Height}";
    }

    /// <summary>The day in the mailbox's own zone.</summary>
    private static string? Date(DateTimeOffset? time) =>
        time is { } t ? TimeZoneInfo.ConvertTime(t, Zones.WestEurope).ToString("yyyyMMdd", CultureInfo.InvariantCulture) : null;

    private static string? Address(SeededContactAddress email) =>
        email.RoutingType == "SMTP" ? email.Address : email.Original?.Contains('@', StringComparison.Ordinal) == true ? email.Original : email.DisplayName;
}

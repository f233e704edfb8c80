using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Contacts;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>t:ContactItemType, and what the address book has beyond it.</summary>
internal static class ContactFields
{
    private static readonly string[] Phones =
    [
        "AssistantPhone", "BusinessFax", "BusinessPhone", "BusinessPhone2", "Callback", "CarPhone", "CompanyMainPhone", "HomeFax", "HomePhone", "HomePhone2", "Isdn",
        "MobilePhone", "OtherFax", "OtherTelephone", "Pager", "PrimaryPhone", "RadioPhone", "Telex", "TtyTddPhone",
    ];

    private static readonly string[] AddressParts = ["Street", "City", "State", "CountryOrRegion", "PostalCode"];

    /// <summary>PidTagGender.</summary>
    private static readonly ExtendedField Gender = new(null, 0x3A4D, "Short");

    /// <summary>PidTagHobbies.</summary>
    private static readonly ExtendedField Hobbies = new(null, 0x3A43, "String");

    /// <summary>PidTagPersonalHomePage.</summary>
    private static readonly ExtendedField PersonalPage = new(null, 0x3A50, "String");

    /// <summary>PidLidHtml: the page that Outlook shows, mostly one of the two others.</summary>
    private static readonly ExtendedField Page = new(ExtendedField.Address, 0x802B, "String");

    /// <summary>PidTagUserX509Certificate.</summary>
    private static readonly ExtendedField Certificates = new(null, 0x3A70, "BinaryArray");

    /// <summary>PidLidYomiFirstName, PidLidYomiLastName, PidLidYomiCompanyName.</summary>
    private static readonly ExtendedField[] Phonetic = [Named(0x802C), Named(0x802D), Named(0x802E)];

    /// <summary>PidLidContactUserField1 to 4.</summary>
    private static readonly ExtendedField[] UserFields = [Named(0x804F), Named(0x8050), Named(0x8051), Named(0x8052)];

    /// <summary>PidLidEmail1OriginalDisplayName and its two neighbours: mostly the SMTP address of somebody of the directory.</summary>
    private static readonly ExtendedField[] OriginalNames = [Named(0x8084), Named(0x8094), Named(0x80A4)];

    /// <summary>PidLidBirthdayLocal and PidLidWeddingAnniversaryLocal: the day at midnight of UTC.</summary>
    private static readonly ExtendedField LocalBirthday = new(ExtendedField.Address, 0x80DE, "SystemTime");
    private static readonly ExtendedField LocalAnniversary = new(ExtendedField.Address, 0x80DF, "SystemTime");

    /// <summary>The address in one text, and its post office box.</summary>
    private static readonly (ContactPlace Place, ExtendedField Text, ExtendedField Box)[] Places =
    [
        (ContactPlace.Business, Named(0x801B), Named(0x804A)), (ContactPlace.Home, Named(0x801A), new(null, 0x3A5E, "String")),
        (ContactPlace.Other, Named(0x801C), new(null, 0x3A64, "String")),
    ];

    public static PropertyShape Core { get; } = new(
        [.. Fields.Core, "contacts:DisplayName", "contacts:GivenName", "contacts:Surname", "contacts:CompanyName"],
        [.. Enumerable.Range(1, 3).Select(n => ("contacts:EmailAddress", $"EmailAddress{n}")), .. Phones.Select(p => ("contacts:PhoneNumber", p))],
        [Fields.SourceKey]);

    public static PropertyShape Shape { get; } = new(
        [
            .. Fields.Always, "contacts:AssistantName", "contacts:Birthday", "contacts:BusinessHomePage", "contacts:Children", "contacts:Companies",
            "contacts:CompanyName", "contacts:CompleteName", "contacts:Department", "contacts:DisplayName", "contacts:FileAs", "contacts:Generation",
            "contacts:GivenName", "contacts:Initials", "contacts:JobTitle", "contacts:Manager", "contacts:MiddleName", "contacts:Mileage", "contacts:Nickname",
            "contacts:OfficeLocation", "contacts:PostalAddressIndex", "contacts:Profession", "contacts:SpouseName", "contacts:Surname",
            "contacts:WeddingAnniversary", "item:ReminderIsSet", "item:ReminderDueBy",
        ],
        [
            .. Core.Indexed, .. Enumerable.Range(1, 3).Select(n => ("contacts:ImAddress", $"ImAddress{n}")),
            .. AddressParts.SelectMany(part => Places.Select(p => ("contacts:PhysicalAddress:" + part, p.Place.ToString()))),
        ],
        [
            Fields.SourceKey, Fields.RecordKey, Gender, Hobbies, PersonalPage, Page, Certificates, .. Phonetic, .. UserFields, .. OriginalNames, LocalBirthday,
            LocalAnniversary, .. FlagFields.All, .. Places.SelectMany(p => new[] { p.Text, p.Box }),
        ],
        BodyType: "Text");

    /// <summary>A day that is told only as an instant.</summary>
    public static bool NeedsZone(Element item) => (LocalBirthday.Of(item) is null && IsOdd(item.Time("Birthday")))
        || (LocalAnniversary.Of(item) is null && IsOdd(item.Time("WeddingAnniversary")));

    /// <summary>The addresses that have to be looked up.</summary>
    public static IEnumerable<string> LegacyNames(Element item) =>
        item.List("EmailAddresses").Where(e => Known(item, e) is null && AddressBook.IsLegacy(e.Text.Trim())).Select(e => e.Text.Trim());

    /// <param name="addresses">Those that have been looked up.</param>
    public static Contact Read(Element item, string id, IReadOnlyDictionary<string, string?> addresses, TimeZoneInfo? zone)
    {
        var complete = item.Child("CompleteName") ?? new Element("CompleteName");
        var name = new PersonName(
            complete.Value("Title"),
            item.Value("GivenName") ?? complete.Value("FirstName"),
            item.Value("MiddleName") ?? complete.Value("MiddleName"),
            item.Value("Surname") ?? complete.Value("LastName"),
            item.Value("Generation") ?? complete.Value("Suffix"),
            item.Value("Initials") ?? complete.Value("Initials"),
            item.Value("Nickname") ?? complete.Value("Nickname"),
            Phonetic[0].Of(item) ?? complete.Value("YomiFirstName"),
            Phonetic[1].Of(item) ?? complete.Value("YomiLastName"));
        return new Contact
        {
            SourceKey = Fields.KeyOf(item, id),
            DisplayName = item.Value("DisplayName"),
            FileAs = item.Value("FileAs"),
            Name = name,
            IsCompany = IsCompany(item, name),
            Company = item.Value("CompanyName"),
            PhoneticCompany = Phonetic[2].Of(item),
            OtherCompanies = item.Strings("Companies"),
            Department = item.Value("Department"),
            Office = item.Value("OfficeLocation"),
            JobTitle = item.Value("JobTitle"),
            Profession = item.Value("Profession"),
            Manager = item.Value("Manager"),
            Assistant = item.Value("AssistantName"),
            Spouse = item.Value("SpouseName"),
            Children = item.Strings("Children"),
            Gender = Gender.NumberOf(item) switch { 1 => "female", 2 => "male", _ => null },
            Hobbies = Hobbies.Of(item),
            Mileage = item.Value("Mileage"),
            UserFields = [.. UserFields.Select(f => f.Of(item))],
            Emails = [.. Entries(item, "EmailAddresses").Select(e => Email(item, e, addresses))],
            Phones = [.. Entries(item, "PhoneNumbers").Select(Phone).OfType<ContactPhone>()],
            ImAddresses = [.. Entries(item, "ImAddresses").Select(e => e.Text.Trim())],
            PostalAddresses = [.. Places.Select(p => Postal(item, p.Place, p.Text.Of(item), p.Box.Of(item))).OfType<PostalAddress>()],
            MailingAddress = Enum.TryParse<ContactPlace>(item.Value("PostalAddressIndex"), out var mailing) ? mailing : null,
            WebPages = [.. Pages(item)],
            Birthday = Day(LocalBirthday.TimeOf(item), item.Time("Birthday"), zone),
            WeddingAnniversary = Day(LocalAnniversary.TimeOf(item), item.Time("WeddingAnniversary"), zone),
            Notes = item.TextBody(),
            Categories = item.Strings("Categories"),
            Sensitivity = item.Choice("Sensitivity", Sensitivity.Normal),
            FollowUp = FlagFields.Read(item, item.Boolean("ReminderIsSet") ? item.Time("ReminderDueBy") : null),
            CertificateCount = Certificates.AllOf(item).Count,
            AttachmentNames = item.AttachmentNames(),
            LastModified = item.Time("LastModifiedTime"),
        };
    }

    private static ExtendedField Named(int id) => new(ExtendedField.Address, id, "String");

    private static bool IsOdd(DateTimeOffset? time) => time is { } t && t.UtcDateTime.TimeOfDay != TimeSpan.Zero;

    private static DateTime? Day(DateTimeOffset? local, DateTimeOffset? instant, TimeZoneInfo? zone) =>
        local is { Year: < 4500 } day ? day.UtcDateTime.AddHours(12).Date : instant is { Year: < 4500 } time ? MailboxZone.DayOf(time, zone) : null;

    // EWS has no word for it; Outlook files such a card under the company and leaves all names empty.
    private static bool IsCompany(Element item, PersonName name) => item.Value("CompanyName") is { } company
        && new[] { name.Given, name.Middle, name.Surname, name.Nickname }.All(string.IsNullOrWhiteSpace)
        && (item.Value("DisplayName") is not { } display || string.IsNullOrWhiteSpace(display) || display.Trim() == company.Trim());

    private static IEnumerable<Element> Entries(Element item, string list) => item.List(list).Where(e => !string.IsNullOrWhiteSpace(e.Text));

    private static ContactEmail Email(Element item, Element entry, IReadOnlyDictionary<string, string?> addresses)
    {
        var address = entry.Text.Trim();
        var smtp = AddressBook.IsSmtp(address) ? address : Known(item, entry) ?? (addresses.TryGetValue(address, out var found) ? found : null);
        return new ContactEmail(smtp ?? address, entry.Attribute("Name") is { Length: > 0 } name ? name : null);
    }

    // What the card itself tells about a legacy distinguished name.
    private static string? Known(Element item, Element entry)
    {
        var number = entry.Attribute("Key") switch { "EmailAddress1" => 0, "EmailAddress2" => 1, "EmailAddress3" => 2, _ => -1 };
        return number >= 0 && OriginalNames[number].Of(item)?.Trim() is { } original && AddressBook.IsSmtp(original) && original.IndexOf(' ') < 0 ? original : null;
    }

    private static ContactPhone? Phone(Element entry) =>
        Enum.TryParse<PhoneKind>(entry.Attribute("Key"), ignoreCase: true, out var kind) ? new ContactPhone(kind, entry.Text.Trim()) : null;

    private static PostalAddress? Postal(Element item, ContactPlace place, string? text, string? box)
    {
        var entry = item.List("PhysicalAddresses").LastOrDefault(e => e.Attribute("Key") == place.ToString());
        var address = new PostalAddress(
            place, entry?.Value("Street"), entry?.Value("City"), entry?.Value("State"), entry?.Value("PostalCode"), entry?.Value("CountryOrRegion"), box, text);
        return address == new PostalAddress(place) ? null : address;
    }

    private static IEnumerable<WebPage> Pages(Element item)
    {
        var (business, personal, shown) = (item.Value("BusinessHomePage"), PersonalPage.Of(item), Page.Of(item));
        return new[] { (ContactPlace.Business, business), (ContactPlace.Home, personal), (ContactPlace.Other, shown == business || shown == personal ? null : shown) }
            .Where(p => !string.IsNullOrWhiteSpace(p.Item2))
            .Select(p => new WebPage(p.Item1, p.Item2!));
    }
}

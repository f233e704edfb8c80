using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>Extended properties of contacts ([MS-OXPROPS]), as text in the form of the answer.</summary>
internal static class ContactProperties
{
    private static readonly Dictionary<int, Func<SeededContact, string?>> ByTag = new()
    {
        [0x3001] = c => c.DisplayName,
        [0x3A02] = c => Phone(c, "Callback"),
        [0x3A05] = c => c.Generation,
        [0x3A06] = c => c.GivenName,
        [0x3A08] = c => Phone(c, "BusinessPhone"),
        [0x3A09] = c => Phone(c, "HomePhone"),
        [0x3A0A] = c => c.Initials,
        [0x3A11] = c => c.Surname,
        [0x3A16] = c => c.Company,
        [0x3A17] = c => c.JobTitle,
        [0x3A18] = c => c.Department,
        [0x3A19] = c => c.Office,
        [0x3A1A] = c => Phone(c, "PrimaryPhone"),
        [0x3A1B] = c => Phone(c, "BusinessPhone2"),
        [0x3A1C] = c => Phone(c, "MobilePhone"),
        [0x3A1D] = c => Phone(c, "RadioPhone"),
        [0x3A1E] = c => Phone(c, "CarPhone"),
        [0x3A1F] = c => Phone(c, "OtherTelephone"),
        [0x3A21] = c => Phone(c, "Pager"),
        [0x3A23] = c => Phone(c, "OtherFax"),
        [0x3A24] = c => Phone(c, "BusinessFax"),
        [0x3A25] = c => Phone(c, "HomeFax"),
        [0x3A2C] = c => Phone(c, "Telex"),
        [0x3A2D] = c => Phone(c, "Isdn"),
        [0x3A2E] = c => Phone(c, "AssistantPhone"),
        [0x3A2F] = c => Phone(c, "HomePhone2"),
        [0x3A30] = c => c.AssistantName,
        [0x3A41] = c => ItemProperties.Date(c.Anniversary),
        [0x3A42] = c => ItemProperties.Date(c.Birthday),
        [0x3A43] = c => c.Hobbies,
        [0x3A44] = c => c.MiddleName,
        [0x3A45] = c => c.Title,
        [0x3A46] = c => c.Profession,
        [0x3A48] = c => c.Spouse,
        [0x3A4B] = c => Phone(c, "TtyTddPhone"),
        [0x3A4D] = c => c.Gender?.ToString(CultureInfo.InvariantCulture),
        [0x3A4E] = c => c.Manager,
        [0x3A4F] = c => c.Nickname,
        [0x3A50] = c => c.PersonalHomePage,
        [0x3A51] = c => c.BusinessHomePage,
        [0x3A57] = c => Phone(c, "CompanyMainPhone"),
        [0x3A59] = c => Address(c, "Home")?.City,
        [0x3A5A] = c => Address(c, "Home")?.Country,
        [0x3A5B] = c => Address(c, "Home")?.PostalCode,
        [0x3A5C] = c => Address(c, "Home")?.State,
        [0x3A5D] = c => Address(c, "Home")?.Street,
        [0x3A5E] = c => Address(c, "Home")?.PostBox,
        [0x3A5F] = c => Address(c, "Other")?.City,
        [0x3A60] = c => Address(c, "Other")?.Country,
        [0x3A61] = c => Address(c, "Other")?.PostalCode,
        [0x3A62] = c => Address(c, "Other")?.State,
        [0x3A63] = c => Address(c, "Other")?.Street,
        [0x3A64] = c => Address(c, "Other")?.PostBox,
    };

    /// <summary>The set Address.</summary>
    private static readonly Dictionary<int, Func<SeededContact, string?>> ById = new()
    {
        [0x8005] = c => c.FileAs,
        [0x8015] = c => c.HasPicture ? "true" : "false",
        [0x801A] = c => Lines(c, "Home"),
        [0x801B] = c => Lines(c, "Business"),
        [0x801C] = c => Lines(c, "Other"),
        [0x8022] = c => c.PostalAddressIndex switch { "Home" => "1", "Business" => "2", "Other" => "3", _ => "0" },
        [0x802B] = c => c.BusinessHomePage,
        [0x802C] = c => c.PhoneticGivenName,
        [0x802D] = c => c.PhoneticSurname,
        [0x802E] = c => c.PhoneticCompany,
        [0x8045] = c => Address(c, "Business")?.Street,
        [0x8046] = c => Address(c, "Business")?.City,
        [0x8047] = c => Address(c, "Business")?.State,
        [0x8048] = c => Address(c, "Business")?.PostalCode,
        [0x8049] = c => Address(c, "Business")?.Country,
        [0x804A] = c => Address(c, "Business")?.PostBox,
        [0x8062] = c => c.ImAddresses.GetValueOrDefault("ImAddress1"),

        // The day itself, whatever the zone: midnight in universal time.
        [0x80DE] = c => Day(c.Birthday),
        [0x80DF] = c => Day(c.Anniversary),
    };

    public static string? Of(SeededContact item, ExtendedPath path) => path switch
    {
        { Tag: { } tag } => ByTag.GetValueOrDefault(tag)?.Invoke(item),
        { SetName: "Address", Id: >= 0x8080 and < 0x80B0 and var id } => Email(item.Emails.ElementAtOrDefault((id - 0x8080) / 16), id % 16),
        { SetName: "Address", Id: { } id } => ById.GetValueOrDefault(id)?.Invoke(item),
        _ => null,
    };

    public static IReadOnlyList<string>? ListOf(SeededContact item, ExtendedPath path) => path switch
    {
        { Tag: 0x3A58 } when item.Children.Count > 0 => item.Children,
        { Tag: 0x3A70 } when item.Certificates.Count > 0 => item.Certificates.Select(Convert.ToBase64String).ToList(),
        _ => null,
    };

    private static string? Email(SeededContactAddress? email, int property) => property switch
    {
        0 => email?.DisplayName,
        2 => email?.RoutingType,
        3 => email?.Address,
        4 => email?.Original ?? email?.Address,
        _ => null,
    };

    private static string? Phone(SeededContact item, string key) => item.Phones.GetValueOrDefault(key);

    private static SeededPostalAddress? Address(SeededContact item, string key) => item.Addresses.GetValueOrDefault(key);

    private static string? Lines(SeededContact item, string key) => Address(item, key) is { } address
        ? string.Join("\r\n", new[] { address.Street, $"{address.PostalCode} {address.City}", address.State, address.Country }.Where(l => !string.IsNullOrWhiteSpace(l)))
        : null;

    private static string? Day(DateTimeOffset? date) => date is { } value
        ? TimeZoneInfo.ConvertTime(value, Zones.WestEurope).ToString("yyyy-MM-ddT00:00:00Z", CultureInfo.InvariantCulture)
        : null;
}

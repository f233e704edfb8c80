using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>What a Contact has beyond every item, in the order of the schema.</summary>
internal static class ContactFields
{
    public static IReadOnlyList<ItemField> All { get; } =
    [
        Fields.Text("contacts:FileAs", FieldBase.Default, static (SeededContact c) => c.FileAs),
        Fields.Text("contacts:FileAsMapping", FieldBase.AllProperties, static (SeededContact c) => c.FileAsMapping),
        Fields.Text("contacts:DisplayName", FieldBase.Default, static (SeededContact c) => c.DisplayName),
        Fields.Text("contacts:GivenName", FieldBase.Default, static (SeededContact c) => c.GivenName),
        Fields.Text("contacts:Initials", FieldBase.AllProperties, static (SeededContact c) => c.Initials),
        Fields.Text("contacts:MiddleName", FieldBase.AllProperties, static (SeededContact c) => c.MiddleName),
        Fields.Text("contacts:Nickname", FieldBase.AllProperties, static (SeededContact c) => c.Nickname),
        Fields.Other("contacts:CompleteName", FieldBase.AllProperties, static (AnswerWriter a, SeededContact c, ItemShape _) => CompleteName(a, c)),
        Fields.Text("contacts:CompanyName", FieldBase.Default, static (SeededContact c) => c.Company),
        Fields.Other("contacts:EmailAddresses", FieldBase.Default, static (AnswerWriter a, SeededContact c, ItemShape s) => Emails(a, c, s)),
        Fields.Other("contacts:PhysicalAddresses", FieldBase.Default, static (AnswerWriter a, SeededContact c, ItemShape s) => Addresses(a, c, s)),
        Fields.Other("contacts:PhoneNumbers", FieldBase.Default, static (AnswerWriter a, SeededContact c, ItemShape s) =>
            Entries(a, "t:PhoneNumbers"u8, c.Phones, s.Indexed("contacts:PhoneNumbers", "contacts:PhoneNumber"))),
        Fields.Text("contacts:AssistantName", FieldBase.AllProperties, static (SeededContact c) => c.AssistantName),
        Fields.Date("contacts:Birthday", FieldBase.AllProperties, static (SeededContact c) => c.Birthday),
        Fields.Text("contacts:BusinessHomePage", FieldBase.AllProperties, static (SeededContact c) => c.BusinessHomePage),
        Fields.Strings("contacts:Children", FieldBase.AllProperties, static (SeededContact c) => c.Children),
        Fields.Strings("contacts:Companies", FieldBase.AllProperties, static (SeededContact c) => c.Companies),
        Fields.Text("contacts:ContactSource", FieldBase.Never, static (SeededContact _) => "Store"),
        Fields.Text("contacts:Department", FieldBase.AllProperties, static (SeededContact c) => c.Department),
        Fields.Text("contacts:Generation", FieldBase.AllProperties, static (SeededContact c) => c.Generation),
        Fields.Other("contacts:ImAddresses", FieldBase.Default, static (AnswerWriter a, SeededContact c, ItemShape s) =>
            Entries(a, "t:ImAddresses"u8, c.ImAddresses, s.Indexed("contacts:ImAddresses", "contacts:ImAddress"))),
        Fields.Text("contacts:JobTitle", FieldBase.Default, static (SeededContact c) => c.JobTitle),
        Fields.Text("contacts:Manager", FieldBase.AllProperties, static (SeededContact c) => c.Manager),
        Fields.Text("contacts:Mileage", FieldBase.AllProperties, static (SeededContact c) => c.Mileage),
        Fields.Text("contacts:OfficeLocation", FieldBase.AllProperties, static (SeededContact c) => c.Office),
        Fields.Text("contacts:PostalAddressIndex", FieldBase.AllProperties, static (SeededContact c) => c.PostalAddressIndex),
        Fields.Text("contacts:Profession", FieldBase.AllProperties, static (SeededContact c) => c.Profession),
        Fields.Text("contacts:SpouseName", FieldBase.AllProperties, static (SeededContact c) => c.Spouse),
        Fields.Text("contacts:Surname", FieldBase.Default, static (SeededContact c) => c.Surname),
        Fields.Date("contacts:WeddingAnniversary", FieldBase.AllProperties, static (SeededContact c) => c.Anniversary),
        Fields.Boolean("contacts:HasPicture", FieldBase.AllProperties, static (SeededContact c) => c.HasPicture, SchemaVersion.Exchange2010),
    ];

    private static void CompleteName(AnswerWriter answer, SeededContact contact)
    {
        answer.Raw("<t:CompleteName>"u8);
        Fields.Optional(answer, "t:Title"u8, contact.Title);
        Fields.Optional(answer, "t:FirstName"u8, contact.GivenName);
        Fields.Optional(answer, "t:MiddleName"u8, contact.MiddleName);
        Fields.Optional(answer, "t:LastName"u8, contact.Surname);
        Fields.Optional(answer, "t:Suffix"u8, contact.Generation);
        Fields.Optional(answer, "t:Initials"u8, contact.Initials);
        Fields.Optional(answer, "t:FullName"u8, contact.DisplayName ?? contact.FullName);
        Fields.Optional(answer, "t:Nickname"u8, contact.Nickname);
        Fields.Optional(answer, "t:YomiFirstName"u8, contact.PhoneticGivenName);
        Fields.Optional(answer, "t:YomiLastName"u8, contact.PhoneticSurname);
        answer.Raw("</t:CompleteName>"u8);
    }

    private static void Emails(AnswerWriter answer, SeededContact contact, ItemShape shape)
    {
        var isIn = shape.Indexed("contacts:EmailAddresses", "contacts:EmailAddress");
        var entries = contact.Emails.Select((email, i) => (Key: $"EmailAddress{i + 1}", Email: email)).Where(e => e.Email is not null && isIn(e.Key)).ToList();
        if (entries.Count == 0)
        {
            return;
        }

        answer.Raw("<t:EmailAddresses>"u8);
        foreach (var (key, email) in entries)
        {
            answer.Ascii($"<t:Entry Key=\"{key}\"");

            // 2007 had nothing but the address.
            if (shape.Version >= SchemaVersion.Exchange2010)
            {
                Attribute(answer, "Name", email!.DisplayName);
                Attribute(answer, "RoutingType", email.RoutingType);
                Attribute(answer, "MailboxType", email.RoutingType == "EX" ? "Mailbox" : "OneOff");
            }

            answer.Raw(">"u8);
            answer.Text(email!.Address);
            answer.Raw("</t:Entry>"u8);
        }

        answer.Raw("</t:EmailAddresses>"u8);
    }

    private static void Attribute(AnswerWriter answer, string name, string? value)
    {
        if (value is not null)
        {
            answer.Ascii($" {name}=\"");
            answer.Text(value);
            answer.Raw("\""u8);
        }
    }

    private static void Addresses(AnswerWriter answer, SeededContact contact, ItemShape shape)
    {
        string[] parts = ["Street", "City", "State", "CountryOrRegion", "PostalCode"];
        var isIn = parts.Select(p => shape.Indexed("contacts:PhysicalAddresses", "contacts:PhysicalAddress:" + p)).ToList();
        var isOpen = false;
        foreach (var (key, address) in contact.Addresses)
        {
            string?[] values = [address.Street, address.City, address.State, address.Country, address.PostalCode];
            var wanted = Enumerable.Range(0, parts.Length).Where(i => values[i] is not null && isIn[i](key)).ToList();
            if (wanted.Count == 0)
            {
                continue;
            }

            answer.Raw(isOpen ? default : "<t:PhysicalAddresses>"u8);
            isOpen = true;
            answer.Ascii($"<t:Entry Key=\"{key}\">");
            foreach (var i in wanted)
            {
                answer.Ascii($"<t:{parts[i]}>");
                answer.Text(values[i]);
                answer.Ascii($"</t:{parts[i]}>");
            }

            answer.Raw("</t:Entry>"u8);
        }

        answer.Raw(isOpen ? "</t:PhysicalAddresses>"u8 : default);
    }

    private static void Entries(AnswerWriter answer, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, string> entries, Func<string, bool> isIn)
    {
        var wanted = entries.Where(e => isIn(e.Key)).ToList();
        if (wanted.Count == 0)
        {
            return;
        }

        answer.Open(name);
        foreach (var (key, value) in wanted)
        {
            answer.Ascii($"<t:Entry Key=\"{key}\">");
            answer.Text(value);
            answer.Raw("</t:Entry>"u8);
        }

        answer.Close(name);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace KerioMigration.Simulation.Kerio.Webmail;

/// <summary>The struct <c>Contact</c> as a vCard 3.0, and back: names, addresses, numbers, company, comment and photo.</summary>
internal static class ContactCard
{
    private static readonly string[] NameMembers = ["surName", "firstName", "middleName", "titleBefore", "titleAfter"];

    private static readonly (string Type, string Card)[] Emails = [("EmailWork", "WORK"), ("EmailHome", "HOME"), ("EmailOther", "OTHER")];

    private static readonly (string Type, string Card)[] Phones =
    [
        ("TypeWorkFax", "WORK,FAX"), ("TypeHomeFax", "HOME,FAX"), ("TypeMobile", "CELL"), ("TypePager", "PAGER"),
        ("TypeWorkVoice", "WORK"), ("TypeHomeVoice", "HOME"), ("TypeOtherVoice", "VOICE"),
    ];

    public static string Write(JsonObject contact, string uid, byte[]? photo)
    {
        var lines = new List<string>
        {
            "BEGIN:VCARD",
            "VERSION:3.0",
            "PRODID:-//kerio.com/Contacts//NONSGML v1.0//EN",
            "UID:" + uid,
            "FN:" + CardLine.Escape(Text(contact, "commonName")),
            "N:" + string.Join(';', NameMembers.Select(m => CardLine.Escape(Text(contact, m)))),
        };
        lines.AddRange(Entries(contact, "emailAddresses").Select(e => $"EMAIL;TYPE={CardOf(Emails, Text(e, "type"))}:{CardLine.Escape(Text(e, "address"))}"));
        lines.AddRange(Entries(contact, "phoneNumbers").Select(p => $"TEL;TYPE={CardOf(Phones, Text(p, "type"))}:{CardLine.Escape(Text(p, "number"))}"));
        lines.Add($"ORG:{CardLine.Escape(Text(contact, "companyName"))};{CardLine.Escape(Text(contact, "departmentName"))}");
        lines.Add("NOTE:" + CardLine.Escape(Text(contact, "comment")));
        if (photo is not null)
        {
            lines.Add("PHOTO;ENCODING=b;TYPE=JPEG:" + Convert.ToBase64String(photo));
        }

        lines.Add("END:VCARD");
        return string.Concat(lines.Where(l => !l.EndsWith(':') && l != "ORG:;").Select(l => l + "\r\n"));
    }

    public static JsonObject Read(string card)
    {
        var lines = CardLine.Read(card);
        var contact = new JsonObject { ["type"] = "ctContact", ["uid"] = Value(lines, "UID"), ["commonName"] = Value(lines, "FN") };
        var names = lines.FirstOrDefault(l => l.Name == "N")?.Components ?? [];
        for (var i = 0; i < NameMembers.Length; i++)
        {
            contact[NameMembers[i]] = i < names.Count ? names[i] : "";
        }

        var company = lines.FirstOrDefault(l => l.Name == "ORG")?.Components ?? [];
        contact["companyName"] = company.Count > 0 ? company[0] : "";
        contact["departmentName"] = company.Count > 1 ? company[1] : "";
        contact["comment"] = Value(lines, "NOTE");
        contact["emailAddresses"] = new JsonArray([.. lines.Where(l => l.Name == "EMAIL").Select(l => new JsonObject
        {
            ["address"] = l.Text, ["name"] = "", ["preferred"] = false, ["isValidCertificate"] = false, ["type"] = TypeOf(Emails, l, "EmailOther"), ["refId"] = "",
        })]);
        contact["phoneNumbers"] = new JsonArray([.. lines.Where(l => l.Name == "TEL").Select(l => new JsonObject
        {
            ["type"] = TypeOf(Phones, l, "TypeOtherVoice"), ["number"] = l.Text,
        })]);
        contact["photo"] = new JsonObject { ["id"] = "", ["url"] = lines.Any(l => l.Name == "PHOTO") ? "/webmail/api/download/attachment/picture.jpg" : "" };
        contact["categories"] = new JsonArray();
        contact["isGalContact"] = false;
        return contact;
    }

    private static string Text(JsonObject from, string name) => from[name]?.ToString() ?? "";

    private static string Value(IReadOnlyList<CardLine> lines, string name) => lines.FirstOrDefault(l => l.Name == name)?.Text ?? "";

    private static IEnumerable<JsonObject> Entries(JsonObject contact, string name) => (contact[name] as JsonArray ?? []).OfType<JsonObject>();

    private static string CardOf((string Type, string Card)[] types, string type) => types.FirstOrDefault(t => t.Type == type).Card ?? types[^1].Card;

    private static string TypeOf((string Type, string Card)[] types, CardLine line, string other) =>
        types.FirstOrDefault(t => t.Card.Split(',').All(c => line.Types.Contains(c, StringComparer.OrdinalIgnoreCase))).Type ?? other;
}

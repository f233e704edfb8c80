using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Conversion.ContentLines;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Contacts;
using static KerioMigration.Engine.Conversion.Contacts.ContactTexts;
using static KerioMigration.Engine.Conversion.FilledText;

namespace KerioMigration.Engine.Conversion.Contacts;

/// <summary>
/// Writes the properties of one VCARD. N, FN, EMAIL, TEL, ADR, ORG, URL, NOTE, BDAY and X-FILE-AS are as Kerio was seen to write them; of
/// the others, in the form of RFC 2426, it is not known which it keeps.
/// </summary>
/// <param name="photo">A JPEG; null for none.</param>
internal sealed class CardWriter(ContentLineWriter writer, Contact contact, byte[]? photo)
{
    private const string Pref = "PREF";

    public void Write()
    {
        WriteNames();
        WriteWork();
        WriteEmails();
        WritePhones();
        WriteAddresses();
        WriteLinks();
        WriteDates();
        WritePeople();
        WriteMarks();
        WriteText("NOTE", DetailLines.AddTo(contact.Notes, NoteDetails.Of(contact)));
        WritePhoto();
    }

    private void WriteNames()
    {
        var name = contact.Name;
        string?[] parts = [name.Surname, name.Given, name.Middle, name.Title, name.Suffix];
        var display = DisplayName(contact);
        // Kerio's web client shows N where others show FN, so that a company has one, too.
        var shown = !contact.IsCompany && parts.Any(p => Filled(p) is not null) ? parts : [display, null, null, null, null];
        writer.Line("N", Structured(shown));
        writer.Text("FN", display);
        WriteList("NICKNAME", Filled([name.Nickname]));
        WriteText("X-PHONETIC-FIRST-NAME", name.PhoneticGiven);
        WriteText("X-PHONETIC-LAST-NAME", name.PhoneticSurname);
        if (Filled(contact.FileAs) is { } fileAs)
        {
            // With bare commas, as in Kerio's own cards: it is not said to take the backslash away here.
            writer.Line("X-FILE-AS", ContentLineWriter.Escape(fileAs).Replace("\\,", ","));
        }
    }

    private void WriteWork()
    {
        if (Filled(contact.Company) is not null || Filled(contact.Department) is not null)
        {
            writer.Line("ORG", Structured([contact.Company, contact.Department]));
        }

        WriteText("X-PHONETIC-ORG", contact.PhoneticCompany);
        WriteText("TITLE", contact.JobTitle);
        WriteText("ROLE", contact.Profession);
        if (contact.IsCompany)
        {
            // The mark by which Apple's address book knows a company.
            writer.Line("X-ABShowAs", "COMPANY");
        }
    }

    private void WriteEmails()
    {
        var preferred = true;
        foreach (var email in contact.Emails.Where(e => IsSmtp(e.Address)))
        {
            writer.Text("EMAIL", email.Address, Types([.. Places(email.Place), .. Preferred(preferred)]));
            preferred = false;
        }
    }

    private void WritePhones()
    {
        foreach (var phone in contact.Phones.Where(p => Filled(p.Number) is not null && PhoneTypes.Of(p.Kind).Count > 0))
        {
            writer.Text("TEL", phone.Number, Types(PhoneTypes.Of(phone.Kind)));
        }
    }

    private void WriteAddresses()
    {
        // The office is what an extended address is for: an apartment or suite number (RFC 2426 3.2.1).
        var office = Filled(contact.Office);
        var addresses = contact.PostalAddresses.Where(a => Filled(Parts(a, null)).Any() || Filled(a.Text) is not null).ToList();
        if (office is not null && addresses.All(a => a.Place != ContactPlace.Business))
        {
            addresses.Insert(0, new PostalAddress(ContactPlace.Business));
        }

        foreach (var address in addresses)
        {
            // A type always: without one an address is one of work (RFC 2426 3.2.1). Exchange writes POSTAL for its third.
            var place = address.Place == ContactPlace.Other ? ["POSTAL"] : Places(address.Place);
            var types = Types([.. place, .. Preferred(address.Place == contact.MailingAddress)]);
            var parts = Parts(address, address.Place == ContactPlace.Business ? office : null);
            writer.Line("ADR", Structured(parts), types);
            WriteText("LABEL", address.Text, types);
        }
    }

    // Of an address that was typed as text only, all of it is the street: clients show ADR and seldom LABEL.
    private static string?[] Parts(PostalAddress address, string? office) =>
        Filled([address.PostOfficeBox, address.Street, address.City, address.State, address.PostalCode, address.Country]).Any()
            ? [address.PostOfficeBox, office, address.Street, address.City, address.State, address.PostalCode, address.Country]
            : [null, office, address.Text, null, null, null, null];

    private void WriteLinks()
    {
        foreach (var page in contact.WebPages.Where(p => Filled(p.Address) is not null))
        {
            writer.Line("URL", page.Address, Types(Places(page.Place)));
        }

        // RFC 4770: a URI. What has no scheme stands in the notes.
        foreach (var address in contact.ImAddresses.Where(IsUri))
        {
            writer.Line("IMPP", address);
        }
    }

    private void WriteDates()
    {
        if (contact.Birthday is { } birthday)
        {
            writer.Line("BDAY", IcalTime.Date(birthday), ("VALUE", "DATE"));
        }

        if (contact.WeddingAnniversary is { } anniversary)
        {
            writer.Line("X-ANNIVERSARY", IcalTime.Date(anniversary), ("VALUE", "DATE"));
        }
    }

    private void WritePeople()
    {
        WriteText("X-MANAGER", contact.Manager);
        WriteText("X-ASSISTANT", contact.Assistant);
        WriteText("X-SPOUSE", contact.Spouse);
    }

    private void WriteMarks()
    {
        WriteList("CATEGORIES", Filled(contact.Categories));
        if (contact.Sensitivity != Sensitivity.Normal)
        {
            writer.Line("CLASS", contact.Sensitivity == Sensitivity.Confidential ? "CONFIDENTIAL" : "PRIVATE");
        }

        if (contact.LastModified is { } modified)
        {
            writer.Line("REV", IcalTime.Utc(modified.UtcDateTime));
        }
    }

    private void WritePhoto()
    {
        if (photo is not null)
        {
            writer.Line("PHOTO", Convert.ToBase64String(photo), ("ENCODING", "b"), ("TYPE", "JPEG"));
        }
    }

    private void WriteText(string name, string? text, params (string, string)[] parameters) => writer.Text(name, Filled(text), parameters);

    private void WriteList(string name, IEnumerable<string> values)
    {
        var list = string.Join(",", values.Select(ContentLineWriter.Escape));
        if (list.Length > 0)
        {
            writer.Line(name, list);
        }
    }

    private static string Structured(IEnumerable<string?> parts) =>
        string.Join(";", parts.Select(p => ContentLineWriter.Escape(Filled(p) ?? "")));

    // One TYPE for each: Kerio was seen to write a list, too, but a parameter's comma is where readers differ.
    private static (string, string)[] Types(IEnumerable<string> types) => [.. types.Select(t => ("TYPE", t))];

    private static string[] Places(ContactPlace place) => place switch
    {
        ContactPlace.Business => ["WORK"],
        ContactPlace.Home => ["HOME"],
        _ => [],
    };

    private static string[] Preferred(bool isPreferred) => isPreferred ? [Pref] : [];
}

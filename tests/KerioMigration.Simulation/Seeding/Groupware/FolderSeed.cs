using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>Folders of every kind beside the standard ones, their permissions, the archive, and the settings of the mailbox.</summary>
internal sealed class FolderSeed(SeededMailbox mailbox, ItemMaker make)
{
    private static readonly SeededAddress Bob = new("Bob Smith", "bob@example.org");
    private static readonly SeededAddress Claire = new("Claire Dubois", "claire@example.org");

    public void Fill()
    {
        Folders();
        Permissions();
        Archive();
        Settings();
    }

    /// <summary>The organization's public folders: one of each kind.</summary>
    public static SeededMailbox PublicFolders()
    {
        var mailbox = new SeededMailbox("PublicFolders@example.org");
        var root = mailbox.AddFolder(mailbox.Root, "IPM_SUBTREE", "IPF.Note", "publicfoldersroot");
        var mail = new MailMaker(Seed.Domain, Seed.Now);
        var company = mailbox.AddFolder(root, "Firma");
        mailbox.AddItem(mailbox.AddFolder(company, "Rundschreiben"), mail.Text("Rundschreiben 1"));
        var items = new ItemMaker(mailbox, Seed.Now);
        var calendar = mailbox.AddFolder(company, "Räume", "IPF.Appointment");
        mailbox.AddItem(calendar, items.Date("Raum 1 belegt", new SeededAppointment { Start = new(2024, 6, 10, 9, 0, 0), End = new(2024, 6, 10, 10, 0, 0) }));
        var contacts = mailbox.AddFolder(company, "Lieferanten", "IPF.Contact");
        mailbox.AddItem(contacts, items.Date("Lieferant", new SeededContact { DisplayName = "Lieferant", FileAs = "Lieferant" }));
        mailbox.AddItem(mailbox.AddFolder(company, "Aufgaben", "IPF.Task"), items.Date("Inventur", new SeededTask()));
        mailbox.AddItem(mailbox.AddFolder(company, "Merkzettel", "IPF.StickyNote"), items.Date("Schlüssel", new SeededItem { ItemClass = "IPM.StickyNote", Body = "Schlüssel\r\nbeim Empfang" }));
        foreach (var folder in company.WithDescendants())
        {
            folder.Permissions = [new SeededPermission("Author", Distinguished: "Default"), new SeededPermission("None", Distinguished: "Anonymous")];
        }

        company.Permissions = [new SeededPermission("Author", Distinguished: "Default"), new SeededPermission("None", Distinguished: "Anonymous"), new SeededPermission("Owner", Bob)];
        return mailbox;
    }

    private void Folders()
    {
        var top = mailbox.TopOfInformationStore;
        mailbox.AddFolder(top, "Vorgeschlagene Kontakte", "IPF.Contact");
        var projects = mailbox.AddFolder(mailbox["calendar"], "Projekt Ä/Ö", "IPF.Appointment");
        Put(projects, "Projektstart", new SeededAppointment { Start = new(2024, 6, 3, 9, 0, 0), End = new(2024, 6, 3, 10, 0, 0), Organizer = make.Owner });
        Put(mailbox.AddFolder(mailbox["calendar"], "Geburtstage", "IPF.Appointment.Birthday"), "Geburtstag", new SeededAppointment { Start = new(2024, 7, 9), End = new(2024, 7, 10), IsAllDay = true });
        Put(mailbox.AddFolder(mailbox["contacts"], "Privat", "IPF.Contact"), "Tante", new SeededContact { DisplayName = "Tante", FileAs = "Tante" });
        Put(mailbox.AddFolder(mailbox["tasks"], "Haus", "IPF.Task"), "Dach", new SeededTask());
        Put(mailbox.AddFolder(mailbox["notes"], "Rezepte", "IPF.StickyNote"), "Kuchen", new SeededItem { ItemClass = "IPM.StickyNote", Body = "Kuchen\r\nMehl" });
        Put(mailbox.AddFolder(mailbox["contacts"], "Recipient Cache", "IPF.Contact.RecipientCache", "recipientcache", hidden: true), "Jemand", new SeededContact { DisplayName = "Jemand" });
        mailbox.AddFolder(mailbox["contacts"], "{06967759-274D-40B2-A3EB-D7F9E73727D7}", "IPF.Contact.MOC.QuickContacts", "quickcontacts", hidden: true);

        // Items of another kind than their folder's.
        Put(mailbox.AddFolder(mailbox["inbox"], "Gemischt"), "Termin im Postfach", new SeededAppointment { Start = new(2024, 6, 3, 9, 0, 0), End = new(2024, 6, 3, 10, 0, 0) });
        Put(mailbox["deleteditems"], "Gelöschter Termin", new SeededAppointment { Start = new(2024, 6, 3, 9, 0, 0), End = new(2024, 6, 3, 10, 0, 0) });
        Put(mailbox["deleteditems"], "Gelöschter Kontakt", new SeededContact { DisplayName = "Gelöschter Kontakt" });
    }

    private void Permissions()
    {
        mailbox["calendar"].Permissions =
        [
            new SeededPermission("FreeBusyTimeAndSubjectAndLocation", Distinguished: "Default"), new SeededPermission("None", Distinguished: "Anonymous"),
            new SeededPermission("Editor", Bob), new SeededPermission("Reviewer", Claire),
        ];
        mailbox["calendar"].UnknownPermissions = ["S-1-5-21-1004336348-1177238915-682003330-1105"];
        mailbox["contacts"].Permissions =
        [
            new SeededPermission("None", Distinguished: "Default"),
            new SeededPermission("Custom", Bob, Rights: new SeededRights(Create: true, Edit: "All", Read: "FullDetails")),
        ];
        string[] levels = ["None", "Contributor", "Reviewer", "NoneditingAuthor", "Author", "PublishingAuthor", "Editor", "PublishingEditor", "Owner"];
        mailbox["inbox"].Permissions = levels.Select((level, i) => new SeededPermission(level, new SeededAddress($"Person {i}", $"person{i}@example.org"))).ToList();
    }

    private void Archive()
    {
        var root = mailbox.AddFolder(null, "Archiv", string.Empty, "archiveroot");
        var top = mailbox.AddFolder(root, "Oberste Ebene des Informationsspeichers", "IPF.Note", "archivemsgfolderroot");
        var old = mailbox.AddFolder(top, "Archiv 2019");
        mailbox.AddItem(old, new MailMaker(Seed.Domain, Seed.Now.AddYears(-5)).Text("Alte Nachricht"));
    }

    private void Settings()
    {
        mailbox.Settings.OutOfOffice = new SeededOutOfOffice(
            "Scheduled", "Known", Seed.Now.AddDays(30), Seed.Now.AddDays(44), "<html><body>Bin im Urlaub &amp; nicht da</body></html>", "Bin bis 17. Juli nicht da.");
        mailbox.Settings.Delegates =
        [
            new SeededDelegate(Bob, new Dictionary<string, string> { ["Calendar"] = "Editor", ["Tasks"] = "Editor", ["Inbox"] = "Reviewer" }, true, true),
            new SeededDelegate(Claire, new Dictionary<string, string> { ["Contacts"] = "Custom" }),
        ];
        mailbox.Settings.Rules =
        [
            new SeededRule(
                "Team & Ähnliches",
                $"<t:AssignCategories><t:String>Rote Kategorie</t:String></t:AssignCategories><t:MarkAsRead>true</t:MarkAsRead><t:MoveToFolder><t:FolderId Id=\"{mailbox["junkemail"].Id}\"/></t:MoveToFolder><t:StopProcessingRules>true</t:StopProcessingRules>",
                "<t:ContainsSubjectStrings><t:String>Angebot &amp; Rechnung</t:String></t:ContainsSubjectStrings><t:FromAddresses><t:Address><t:Name>Bob</t:Name><t:EmailAddress>bob@example.org</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType></t:Address></t:FromAddresses><t:WithinSizeRange><t:MinimumSize>10</t:MinimumSize></t:WithinSizeRange>",
                "<t:HasAttachments>true</t:HasAttachments>"),
            new SeededRule("Alles", "<t:MarkAsRead>true</t:MarkAsRead>", IsEnabled: false, IsNotSupported: true),
        ];
        mailbox.Settings.Configurations =
        [
            new SeededConfiguration("calendar", "CategoryList", Xml: "<?xml version=\"1.0\"?><categories default=\"Rote Kategorie\" xmlns=\"CategoryList.xsd\">" +
                "<category name=\"Rote Kategorie\" color=\"0\" keyboardShortcut=\"0\"/><category name=\"Projekt Ä; B, C\" color=\"7\" keyboardShortcut=\"0\"/></categories>"),
        ];
        mailbox.Settings.Photo = CalendarSeed.Picture;
    }

    private void Put<T>(SeededFolder folder, string subject, T item)
        where T : SeededItem => mailbox.AddItem(folder, make.Date(subject, item));
}

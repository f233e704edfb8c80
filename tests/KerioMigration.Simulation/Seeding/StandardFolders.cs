using System.Collections.Generic;
using System.Globalization;

namespace KerioMigration.Simulation.Seeding;

/// <summary>The folders of a new mailbox, named in the language of the first sign-in.</summary>
internal static class StandardFolders
{
    private static readonly (string Id, string Class, Dictionary<string, string> Names)[] Table =
    [
        ("calendar", "IPF.Appointment", Names("Calendar", "Kalender", "Calendrier", "Kalendář")),
        ("contacts", "IPF.Contact", Names("Contacts", "Kontakte", "Contacts", "Kontakty")),
        ("deleteditems", "IPF.Note", Names("Deleted Items", "Gelöschte Elemente", "Éléments supprimés", "Odstraněná pošta")),
        ("drafts", "IPF.Note", Names("Drafts", "Entwürfe", "Brouillons", "Koncepty")),
        ("inbox", "IPF.Note", Names("Inbox", "Posteingang", "Boîte de réception", "Doručená pošta")),
        ("journal", "IPF.Journal", Names("Journal", "Journal", "Journal", "Deník")),
        ("junkemail", "IPF.Note", Names("Junk Email", "Junk-E-Mail", "Courrier indésirable", "Nevyžádaná pošta")),
        ("notes", "IPF.StickyNote", Names("Notes", "Notizen", "Notes", "Poznámky")),
        ("outbox", "IPF.Note", Names("Outbox", "Postausgang", "Boîte d’envoi", "Pošta k odeslání")),
        ("sentitems", "IPF.Note", Names("Sent Items", "Gesendete Elemente", "Éléments envoyés", "Odeslaná pošta")),
        ("tasks", "IPF.Task", Names("Tasks", "Aufgaben", "Tâches", "Úkoly")),
    ];

    public static SeededMailbox Create(string address, CultureInfo? culture = null)
    {
        var mailbox = new SeededMailbox(address, culture);
        var language = mailbox.Culture.TwoLetterISOLanguageName;
        foreach (var (id, folderClass, names) in Table)
        {
            mailbox.AddFolder(mailbox.TopOfInformationStore, names.GetValueOrDefault(language) ?? names["en"], folderClass, id);
        }

        // Machinery that users never see: settings folders inside the visible tree, and what lies beside it.
        mailbox.AddFolder(mailbox.TopOfInformationStore, "Conversation Action Settings", "IPF.Configuration", hidden: true);
        mailbox.AddFolder(mailbox.Root, "Common Views", string.Empty);
        mailbox.AddFolder(mailbox.Root, "Finder", string.Empty, "searchfolders");
        var recoverable = mailbox.AddFolder(mailbox.Root, "Recoverable Items", string.Empty, "recoverableitemsroot");
        mailbox.AddFolder(recoverable, "Deletions", "IPF.Note", "recoverableitemsdeletions");
        return mailbox;
    }

    private static Dictionary<string, string> Names(string en, string de, string fr, string cs) => new() { ["en"] = en, ["de"] = de, ["fr"] = fr, ["cs"] = cs };
}

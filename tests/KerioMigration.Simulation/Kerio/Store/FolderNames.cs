using System.Collections.Generic;
using System.IO;

namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>The names of the folders that every mailbox has, in the language of the server.</summary>
public sealed record FolderNames
{
    private static readonly Dictionary<string, FolderNames> Languages = new()
    {
        ["en"] = new FolderNames
        {
            Drafts = "Drafts", Sent = "Sent Items", Trash = "Deleted Items", Junk = "Junk E-mail", Calendar = "Calendar",
            Contacts = "Contacts", Tasks = "Tasks", Notes = "Notes", PublicFolders = "Public Folders",
        },
        ["de"] = new FolderNames
        {
            Drafts = "Entwürfe", Sent = "Gesendete Objekte", Trash = "Papierkorb", Junk = "Spam", Calendar = "Kalender",
            Contacts = "Kontakte", Tasks = "Aufgaben", Notes = "Notizen", PublicFolders = "Öffentliche Ordner",
        },
        ["fr"] = new FolderNames
        {
            Drafts = "Brouillons", Sent = "Éléments envoyés", Trash = "Éléments supprimés", Junk = "Courrier indésirable",
            Calendar = "Calendrier", Contacts = "Contacts", Tasks = "Tâches", Notes = "Notes", PublicFolders = "Dossiers publics",
        },
        ["cs"] = new FolderNames
        {
            Drafts = "Koncepty", Sent = "Odeslaná pošta", Trash = "Odstraněná pošta", Junk = "Nevyžádaná pošta",
            Calendar = "Kalendář", Contacts = "Kontakty", Tasks = "Úkoly", Notes = "Poznámky", PublicFolders = "Veřejné složky",
        },
    };

    public required string Drafts { get; init; }

    public required string Sent { get; init; }

    public required string Trash { get; init; }

    public required string Junk { get; init; }

    public required string Calendar { get; init; }

    public required string Contacts { get; init; }

    public required string Tasks { get; init; }

    public required string Notes { get; init; }

    public required string PublicFolders { get; init; }

    /// <param name="language">en, de, fr or cs.</param>
    public static FolderNames For(string language) => Languages.TryGetValue(language, out var names)
        ? names
        : throw new InvalidDataException($"There are no folder names in the language '{language}'.");
}

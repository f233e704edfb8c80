using System;
using System.Collections.Generic;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Canonical;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>What one kind of item is called in the client API, and what it looks like.</summary>
/// <param name="Interface">The part of a method's name before the dot.</param>
/// <param name="Inputs">The parameter with the items of a creation.</param>
/// <param name="Fields">What is asked for in listings.</param>
/// <param name="IsMeant">Some listings hold other kinds, too.</param>
/// <param name="Canonical">The item without what belongs to the server.</param>
internal sealed record WebmailKind(
    string Interface,
    string Inputs,
    IReadOnlyList<string> Fields,
    Func<JObject, bool> IsMeant,
    Func<JObject, JObject> Canonical,
    Func<JObject, ItemKey> KeyOf)
{
    public static WebmailKind Note { get; } = new(
        "Notes", "notes", ["id", "folderId", "text", "color", "position"], _ => true, CanonicalNote.Of, CanonicalNote.KeyOf);

    public static WebmailKind List { get; } = new(
        "Contacts",
        "contacts",
        ["id", "folderId", "type", "commonName", "comment", "categories", "emailAddresses"],
        c => (string?)c["type"] == CanonicalList.Type,
        CanonicalList.Of,
        CanonicalList.KeyOf);

    /// <summary>Null for kinds that other doors carry.</summary>
    public static WebmailKind? Of(ItemKind kind) => kind switch
    {
        ItemKind.Note => Note,
        ItemKind.DistributionList or ItemKind.Contact => List,
        _ => null,
    };

    public string Method(string name) => Interface + "." + name;
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Canonical;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>
/// The contacts and lists that a new list may refer to. The client API shows no UID, so that a contact is known by its address, and a list by
/// its name; where that is said of several, it is the one of the list's own folder.
/// </summary>
internal sealed class ReferenceIndex
{
    private static readonly string[] Fields = ["id", "folderId", "type", "commonName", "emailAddresses"];

    private readonly string folderId;
    private readonly ILookup<string, JObject> contacts;
    private readonly ILookup<string, JObject> lists;

    private ReferenceIndex(string folderId, IReadOnlyList<JObject> entries)
    {
        this.folderId = folderId;
        lists = entries.Where(WebmailKind.List.IsMeant).ToLookup(NameOf, StringComparer.Ordinal);
        contacts = entries.Where(e => !WebmailKind.List.IsMeant(e))
            .SelectMany(e => CanonicalList.Members(e).Select(a => (Address: (string?)a["address"] ?? "", Contact: e)))
            .ToLookup(p => p.Address, p => p.Contact, StringComparer.OrdinalIgnoreCase);
    }

    public static async Task<ReferenceIndex> ReadAsync(WebmailClient client, string folderId, CancellationToken cancellationToken)
    {
        var tree = await new WebmailFolders(client).ReadAsync(cancellationToken).ConfigureAwait(false);
        var folders = tree.Folders.Where(f => f.Kind == ItemKind.Contact).Select(f => f.Id).ToList();
        return new ReferenceIndex(folderId, await client.ListAsync("Contacts.get", folders, Fields, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The id of the one that is meant; null when there is none, or more than one.</summary>
    public string? ContactOf(string address, string name) => OnlyOne([.. contacts[address].Distinct()], name);

    public string? ListOf(string name) => OnlyOne([.. lists[name]], name);

    private string? OnlyOne(IReadOnlyList<JObject> found, string name)
    {
        found = Narrow(Narrow(found, e => (string?)e["folderId"] == folderId), e => NameOf(e) == name);
        return found.Count == 1 ? (string?)found[0]["id"] : null;
    }

    private static IReadOnlyList<JObject> Narrow(IReadOnlyList<JObject> found, Func<JObject, bool> condition) =>
        found.Count > 1 && found.Where(condition).ToList() is { Count: > 0 } fewer ? fewer : found;

    private static string NameOf(JObject entry) => (string?)entry["commonName"] ?? "";
}

using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>The folders of one mailbox, or of the public root, as they were at one moment.</summary>
internal sealed class WebmailTree
{
    private readonly Dictionary<string, WebmailFolder> byId;

    public WebmailTree(JObject answer) =>
        byId = WebmailClient.Entries(answer["list"]).Select(WebmailFolder.Read).GroupBy(f => f.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    public IEnumerable<WebmailFolder> Folders => byId.Values.Where(f => !f.IsRoot);

    /// <summary>The root, where the server tells it; the parent that folders on top name, where it does not.</summary>
    public string RootId => byId.Values.FirstOrDefault(f => f.IsRoot)?.Id ?? byId.Values.Select(f => f.ParentId).FirstOrDefault(p => !byId.ContainsKey(p)) ?? "";

    public WebmailFolder? Find(string id) => byId.TryGetValue(id, out var folder) ? folder : null;

    public WebmailFolder? Find(FolderRole role) => role == FolderRole.None ? null : Folders.FirstOrDefault(f => f.Role == role);

    /// <summary>A folder of this name below that one; null as a parent is the root. The inbox has any case, as everywhere.</summary>
    public WebmailFolder? Child(WebmailFolder? parent, string name) => Folders.FirstOrDefault(f =>
        (parent is null ? ParentOf(f) is null : f.ParentId == parent.Id)
        && string.Equals(f.Name, name, f.Role == FolderRole.Inbox ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));

    public bool HasChildren(WebmailFolder folder) => Folders.Any(f => f.ParentId == folder.Id);

    /// <summary>Names from below the root down.</summary>
    public IReadOnlyList<string> PathOf(WebmailFolder folder)
    {
        var names = new LinkedList<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = folder; at is not null && seen.Add(at.Id); at = ParentOf(at))
        {
            names.AddFirst(at.Name);
        }

        return [.. names];
    }

    private WebmailFolder? ParentOf(WebmailFolder folder) => Find(folder.ParentId) is { IsRoot: false } parent ? parent : null;
}

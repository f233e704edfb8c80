using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>
/// Decides where each source folder goes. Pure and deterministic: the same folders get the same names in every run, and a folder that
/// was placed once stays where it is.
/// </summary>
public sealed class FolderMapping
{
    // Kerio's own folders for other kinds do not show in LIST (seen on 8.5.1); mail must not be put into one by its name.
    private static readonly string[] HiddenAtDestination = ["Calendar", "Contacts", "Tasks", "Notes", "Suggested Contacts", "Public Folders"];

    private static readonly Dictionary<FolderRole, string> UsualNames = new()
    {
        [FolderRole.Inbox] = "INBOX",
        [FolderRole.Drafts] = "Drafts",
        [FolderRole.Sent] = "Sent Items",
        [FolderRole.Deleted] = "Deleted Items",
        [FolderRole.Junk] = "Junk E-mail",
    };

    private readonly Dictionary<string, string[]> paths = [];
    private readonly Dictionary<string, HashSet<string>> taken = [];
    private readonly Dictionary<FolderRole, IReadOnlyList<string>> roles = [];
    private readonly IReadOnlyDictionary<string, string[]> known;

    private FolderMapping(IReadOnlyList<ExistingFolder> existing, IReadOnlyDictionary<string, string[]> known)
    {
        this.known = known;
        foreach (var role in UsualNames)
        {
            roles[role.Key] = [role.Value];
        }

        foreach (var folder in existing.Where(f => UsualNames.ContainsKey(f.Role)))
        {
            roles[folder.Role] = folder.Path;
        }

        foreach (var name in HiddenAtDestination)
        {
            Take([name]);
        }

        foreach (var path in roles.Values.Concat(existing.Where(f => !f.CanHoldItems && f.Path.Count == 1).Select(f => f.Path)).Concat(known.Values))
        {
            Take(path);
        }
    }

    /// <param name="folders">The source's folders, parents before children.</param>
    /// <param name="existing">The destination's folders; empty when the account is yet to be made.</param>
    /// <param name="known">Where earlier runs put folders, by source id.</param>
    /// <param name="options">Folder filters.</param>
    public static IReadOnlyList<FolderPlan> Map(
        IReadOnlyList<FolderRef> folders,
        IReadOnlyList<ExistingFolder> existing,
        IReadOnlyDictionary<string, string[]> known,
        MigrationOptions options)
    {
        var mapping = new FolderMapping(existing, known);
        var wanted = new FolderFilter(options).Select(folders);
        foreach (var folder in InStableOrder(folders))
        {
            mapping.Place(folder);
        }

        return [.. folders.Select(f => mapping.Plan(f, wanted))];
    }

    /// <summary>Listings come in any order; names decide here, so that of two rivals always the same one gets the suffix.</summary>
    private static IEnumerable<FolderRef> InStableOrder(IReadOnlyList<FolderRef> folders) =>
        folders.OrderBy(f => f.Path.Count)
            .ThenBy(f => f.Role == FolderRole.None)
            .ThenBy(f => FolderPath.Join(f.Path), StringComparer.Ordinal)
            .ThenBy(f => f.Id, StringComparer.Ordinal);

    private static string[] Append(IReadOnlyList<string> path, string name) => [.. path, name];

    private static string KeyOf(IEnumerable<string> path) => string.Join("/", path.Select(LegalFolderName.CollisionKey));

    private FolderPlan Plan(FolderRef folder, HashSet<string> wanted)
    {
        var plan = new FolderPlan { Source = folder };
        if (folder.Kind != ItemKind.Mail)
        {
            return plan with { Reason = Reason.KindNotSelected };
        }

        if (folder.IsHidden || !wanted.Contains(folder.Id))
        {
            return plan with { Reason = Reason.FolderExcluded };
        }

        var path = paths[folder.Id];
        var role = UsualNames.ContainsKey(folder.Role) ? folder.Role : FolderRole.None;
        return plan with
        {
            Target = new FolderTarget { Path = path, Role = role, Kind = folder.Kind },
            IsRenamed = role == FolderRole.None && path[path.Length - 1] != folder.DisplayName,
        };
    }

    private void Place(FolderRef folder)
    {
        if (roles.TryGetValue(folder.Role, out var special))
        {
            paths[folder.Id] = [.. special];
        }
        else if (known.TryGetValue(folder.Id, out var earlier))
        {
            paths[folder.Id] = earlier;
        }
        else
        {
            var parent = folder.ParentId is { } id && paths.TryGetValue(id, out var found) ? found : [];
            paths[folder.Id] = FreePath(parent, LegalFolderName.From(folder.DisplayName));
        }
    }

    private string[] FreePath(string[] parent, string name)
    {
        var path = Append(parent, name);
        for (var number = 2; !Take(path); number++)
        {
            path = Append(parent, LegalFolderName.WithSuffix(name, number));
        }

        return path;
    }

    private bool Take(IReadOnlyList<string> path)
    {
        var parent = KeyOf(path.Take(path.Count - 1));
        if (!taken.TryGetValue(parent, out var names))
        {
            taken[parent] = names = [];
        }

        return names.Add(LegalFolderName.CollisionKey(path[path.Count - 1]));
    }
}

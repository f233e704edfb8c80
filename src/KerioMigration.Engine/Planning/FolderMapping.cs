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

    // Found by kind and role, never by name; the name is for reports.
    private static readonly Dictionary<FolderRole, string> GroupwareNames = new()
    {
        [FolderRole.Calendar] = "Calendar",
        [FolderRole.Contacts] = "Contacts",
        [FolderRole.Tasks] = "Tasks",
        [FolderRole.Notes] = "Notes",
    };

    private readonly Dictionary<string, string[]> paths = [];
    private readonly Dictionary<string, string[]> mailPaths = [];
    private readonly Dictionary<string, HashSet<string>> taken = [];
    private readonly Dictionary<FolderRole, IReadOnlyList<string>> roles = [];
    private readonly ILookup<string, ItemKind> existingKinds;
    private string[]? archive;
    private readonly IReadOnlyDictionary<string, string[]> known;
    private readonly MigrationOptions options;
    private readonly IReadOnlyCollection<ItemKind> writable;

    private FolderMapping(
        IReadOnlyList<ExistingFolder> existing, IReadOnlyDictionary<string, string[]> known, MigrationOptions options, IReadOnlyCollection<ItemKind> writable)
    {
        this.known = known;
        this.options = options;
        this.writable = writable;
        existingKinds = existing.ToLookup(f => KeyOf(f.Path), f => f.Kind, StringComparer.Ordinal);
        foreach (var role in UsualNames.Concat(GroupwareNames))
        {
            roles[role.Key] = [role.Value];
        }

        foreach (var folder in existing.Where(f => roles.ContainsKey(f.Role)))
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
    /// <param name="options">Folder filters and kinds.</param>
    /// <param name="writable">Kinds that the destination takes with the sign-in at hand; folders of others are held.</param>
    public static IReadOnlyList<FolderPlan> Map(
        IReadOnlyList<FolderRef> folders,
        IReadOnlyList<ExistingFolder> existing,
        IReadOnlyDictionary<string, string[]> known,
        MigrationOptions options,
        IReadOnlyCollection<ItemKind> writable)
    {
        var mapping = new FolderMapping(existing, known, options, writable);
        var wanted = new FolderFilter(options).Select(folders);
        var sides = folders.ToLookup(IsArchived);
        mapping.KeepArchive(sides[true]);
        mapping.Place(sides[false]);
        mapping.PlaceArchive([.. sides[true]]);

        return [.. folders.Select(f => mapping.Plan(f, wanted))];
    }

    /// <summary>Listings come in any order; names decide here, so that of two rivals always the same one gets the suffix.</summary>
    private static IEnumerable<FolderRef> InStableOrder(IEnumerable<FolderRef> folders) =>
        folders.OrderBy(f => f.Path.Count)
            .ThenBy(f => f.Role == FolderRole.None)
            .ThenBy(f => FolderPath.Join(f.Path), StringComparer.Ordinal)
            .ThenBy(f => f.Id, StringComparer.Ordinal);

    private static bool IsArchived(FolderRef folder) => folder.Role == FolderRole.ArchiveMailbox;

    private static string[] Append(IReadOnlyList<string> path, string name) => [.. path, name];

    private static string KeyOf(IEnumerable<string> path) => string.Join("/", path.Select(LegalFolderName.CollisionKey));

    private FolderPlan Plan(FolderRef folder, HashSet<string> wanted)
    {
        var plan = new FolderPlan { Source = folder };
        if (!options.Kinds.Any(k => ItemKinds.Fits(k, folder.Kind)))
        {
            return plan with { Reason = Reason.KindNotSelected };
        }

        if (folder.IsHidden || !wanted.Contains(folder.Id))
        {
            return plan with { Reason = Reason.FolderExcluded };
        }

        var kind = ItemKinds.FolderKind(folder.Kind);
        if (!writable.Contains(kind))
        {
            return plan with { Reason = Reason.NoDestinationSignIn };
        }

        var path = paths[folder.Id];
        var role = roles.ContainsKey(folder.Role) ? folder.Role : FolderRole.None;
        return plan with
        {
            Target = new FolderTarget { Path = path, Role = role, Kind = kind },
            IsRenamed = role == FolderRole.None && path[path.Length - 1] != folder.DisplayName,
        };
    }

    /// <summary>The archive stays where earlier runs put it, also when they carried some folders of it and not itself.</summary>
    private void KeepArchive(IEnumerable<FolderRef> folders)
    {
        archive = folders
            .Where(f => known.ContainsKey(f.Id) && ItemKinds.FolderKind(f.Kind) == ItemKind.Mail)
            .Select(f => known[f.Id].Take(1).ToArray())
            .FirstOrDefault();
        if (archive is not null)
        {
            Take(archive);
        }
    }

    /// <summary>Its mail goes below one folder that is no other's, so that nobody takes it for the user's own; unless what is there is to be taken for ours.</summary>
    private void PlaceArchive(IReadOnlyList<FolderRef> folders)
    {
        if (folders.Count > 0)
        {
            archive ??= FreePath([], LegalFolderName.From(folders[0].Path[0]), ItemKind.Mail, path => !options.Adopt && existingKinds.Contains(KeyOf(path)));
            Place(folders);
        }
    }

    private void Place(IEnumerable<FolderRef> folders)
    {
        foreach (var folder in InStableOrder(folders))
        {
            Place(folder);
        }
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
        else if (IsArchived(folder) && folder.Path.Count == 1)
        {
            paths[folder.Id] = archive!;
        }
        else
        {
            paths[folder.Id] = FreePath(ParentOf(folder), LegalFolderName.From(NameOf(folder)), ItemKinds.FolderKind(folder.Kind));
        }

        if (ItemKinds.FolderKind(folder.Kind) == ItemKind.Mail)
        {
            mailPaths[folder.Id] = paths[folder.Id];
        }
    }

    /// <summary>Calendars within others are not shown over CalDAV (Kerio's article on it): what is no mail lies side by side.</summary>
    private string[] ParentOf(FolderRef folder) => ItemKinds.FolderKind(folder.Kind) != ItemKind.Mail ? []
        : folder.ParentId is { } id && mailPaths.TryGetValue(id, out var found) ? found
        : IsArchived(folder) ? archive!
        : [];

    /// <summary>What lies beside the user's own calendars and contacts says that it is from the archive.</summary>
    private static string NameOf(FolderRef folder) => ItemKinds.FolderKind(folder.Kind) == ItemKind.Mail ? folder.DisplayName
        : IsArchived(folder) ? $"{folder.DisplayName} ({folder.Path[0]})"
        : folder.NameAlone ?? folder.DisplayName;

    private string[] FreePath(string[] parent, string name, ItemKind kind, Func<string[], bool>? isForeign = null)
    {
        var path = Append(parent, name);
        for (var number = 2; isForeign?.Invoke(path) == true || IsAnotherKind(path, kind) || !Take(path); number++)
        {
            path = Append(parent, LegalFolderName.WithSuffix(name, number));
        }

        return path;
    }

    /// <summary>Kerio has one tree for all kinds: a name in it is one folder of one kind.</summary>
    private bool IsAnotherKind(string[] path, ItemKind kind) => existingKinds[KeyOf(path)] is var there && there.Any() && !there.Contains(kind);

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

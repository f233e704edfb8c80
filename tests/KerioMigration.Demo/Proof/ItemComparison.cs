using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Demo.Proof;

/// <summary>What a seed holds that is no mail, beside what arrived: kind by kind, each item with its content.</summary>
internal sealed class ItemComparison
{
    private static readonly (string Name, string FolderClass, Func<SeededFolder, KerioMailbox, IEnumerable<(string Place, ItemFacts Facts)>> Arrived)[] Kinds =
    [
        ("appointments", "IPF.Appointment", (_, m) => Stored(m, FolderKind.Calendar)),
        ("contacts and lists", "IPF.Contact", (_, m) => Stored(m, FolderKind.Contacts)),
        ("tasks", "IPF.Task", (_, m) => Stored(m, FolderKind.Tasks)),
        ("notes", "IPF.StickyNote", (_, m) => Stored(m, FolderKind.Notes)),
        ("journal entries", "IPF.Journal", (f, m) => m.Find(f.DisplayName)?.Messages.Select(e => (f.DisplayName, StoredFacts.Of(e))) ?? []),
    ];

    private readonly List<string> lines = [];
    private readonly List<string> faults = [];

    private ItemComparison()
    {
    }

    public bool IsComplete => faults.Count == 0;

    /// <param name="kerio">Where the mailboxes have their own addresses.</param>
    public static ItemComparison Of(Organization organization, SimulatedKerio kerio)
    {
        var places = organization.Users.Select(u => new Place(u.PrimarySmtpAddress, u.Mailbox.Folders, kerio.Store.Mailbox(u.PrimarySmtpAddress))).ToList();
        places.Add(new Place("public folders", PublicFolders(organization), kerio.Store.PrimaryDomain.PublicFolders));

        var comparison = new ItemComparison();
        foreach (var (name, folderClass, arrived) in Kinds)
        {
            comparison.Compare(name, places, p => p.Seeded.Where(f => f.FolderClass == folderClass && !f.IsHidden && f.Items.Count > 0), arrived);
        }

        comparison.CompareRights(places, kerio.Store);
        if (kerio.Invitations.Count > 0)
        {
            comparison.faults.Add(string.Create(CultureInfo.InvariantCulture, $"{kerio.Invitations.Count} invitations were sent"));
        }

        return comparison;
    }

    /// <summary>They hang elsewhere than the folders of users; none where the organization has none.</summary>
    public static IReadOnlyList<SeededFolder> PublicFolders(Organization organization) =>
        organization.PublicFolders is { } mailbox ? [.. Below(mailbox["publicfoldersroot"])] : [];

    public override string ToString() => string.Join(Environment.NewLine, [.. lines, IsComplete
        ? "Each of them arrived once and unchanged; nobody was invited"
        : $"NOT complete: {string.Join("; ", faults)}"]);

    private static IEnumerable<SeededFolder> Below(SeededFolder top) => top.Children.SelectMany(c => Below(c).Prepend(c));

    private static IEnumerable<(string Place, ItemFacts Facts)> Stored(KerioMailbox mailbox, FolderKind kind) =>
        mailbox.Folders.Where(f => f.Kind == kind).SelectMany(f => f.Resources.All.Select(r => (f.Path, StoredFacts.Of(r))));

    private void Compare(
        string name, List<Place> places, Func<Place, IEnumerable<SeededFolder>> folders, Func<SeededFolder, KerioMailbox, IEnumerable<(string Place, ItemFacts Facts)>> read)
    {
        var count = 0;
        var where = new List<string>();
        foreach (var place in places)
        {
            var seeded = folders(place).ToList();
            var items = seeded.SelectMany(f => f.Items).Where(i => !i.IsAssociated).Select(SeededFacts.Of).ToList();
            var arrived = seeded.Take(1).SelectMany(f => read(f, place.Stored)).ToList();
            count += items.Count;
            where.AddRange(arrived.CountBy(a => a.Place).Select(a => string.Create(CultureInfo.InvariantCulture, $"{place.Owner} {a.Key} {a.Value}")));
            Compare(place.Owner, items, [.. arrived.Select(a => a.Facts)]);
        }

        Tell(count, name, where);
    }

    private void Compare(string owner, List<ItemFacts> items, List<ItemFacts> arrived)
    {
        foreach (var item in items)
        {
            if (arrived.Find(a => a.Title == item.Title) is not { } copy)
            {
                faults.Add($"\"{item.Title}\" of {owner} did not arrive");
                continue;
            }

            arrived.Remove(copy);
            faults.AddRange(item.MissingIn(copy).Select(d => $"\"{item.Title}\" of {owner} was changed: no \"{d}\" in {string.Join(" / ", copy.Details)}"));
        }

        faults.AddRange(arrived.Select(a => $"\"{a.Title}\" of {owner} is there once too often"));
    }

    /// <summary>Of people by name, who may change what is in a folder.</summary>
    private void CompareRights(List<Place> places, KerioStore store)
    {
        var given = new List<string>();
        foreach (var place in places)
        {
            foreach (var (folder, right) in place.Seeded.SelectMany(f => f.Permissions.Where(p => p.User is not null && p.Effective.Edit == "All").Select(p => (f, p))))
            {
                var user = store.FindUser(right.User!.Address)!;
                var copy = folder.DistinguishedId == "calendar" ? place.Stored.Default(FolderKind.Calendar) : place.Stored.Find(folder.DisplayName);
                if (copy?.Permissions.FirstOrDefault(p => p.PrincipalId == user.Id) is { Access: >= FolderRight.FAccessReadWrite })
                {
                    given.Add($"{user.Address} in {copy.Path} of {place.Owner}");
                }
                else
                {
                    faults.Add($"{user.Address} may not change {folder.DisplayName} of {place.Owner}");
                }
            }
        }

        Tell(given.Count, "rights of others", given);
    }

    private void Tell(int count, string name, List<string> where) =>
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"{count,4} {name,-20} {string.Join(", ", where)}"));

    /// <summary>A mailbox, or the public folders.</summary>
    private sealed record Place(string Owner, IReadOnlyList<SeededFolder> Seeded, KerioMailbox Stored);
}

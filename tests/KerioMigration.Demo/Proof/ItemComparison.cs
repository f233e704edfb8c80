using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Demo.Proof;

/// <summary>What a seed holds that is no mail, beside what arrived: kind by kind, each item by its title.</summary>
internal sealed class ItemComparison
{
    private static readonly (string FolderClass, FolderKind Kind, string Name)[] Kinds =
    [
        ("IPF.Appointment", FolderKind.Calendar, "appointments"), ("IPF.Contact", FolderKind.Contacts, "contacts and lists"),
        ("IPF.Task", FolderKind.Tasks, "tasks"), ("IPF.StickyNote", FolderKind.Notes, "notes"),
    ];

    private readonly List<string> counts = [];
    private readonly List<string> faults = [];

    private ItemComparison()
    {
    }

    public bool IsComplete => faults.Count == 0;

    /// <param name="kerio">Where the mailboxes have their own addresses.</param>
    public static ItemComparison Of(Organization organization, SimulatedKerio kerio)
    {
        var comparison = new ItemComparison();
        foreach (var (folderClass, kind, name) in Kinds)
        {
            comparison.Compare(organization, kerio, folderClass, kind, name);
        }

        if (kerio.Invitations.Count > 0)
        {
            comparison.faults.Add(string.Create(CultureInfo.InvariantCulture, $"{kerio.Invitations.Count} invitations were sent"));
        }

        return comparison;
    }

    public override string ToString() => IsComplete
        ? $"{string.Join(", ", counts)}: each arrived once; nobody was invited"
        : $"NOT complete: {string.Join("; ", faults)}";

    private void Compare(Organization organization, SimulatedKerio kerio, string folderClass, FolderKind kind, string name)
    {
        var count = 0;
        foreach (var user in organization.Users)
        {
            var seeded = user.Mailbox.Folders.Where(f => f.FolderClass == folderClass && !f.IsHidden).SelectMany(f => f.Items).Where(i => !i.IsAssociated).ToList();
            var arrived = kerio.Store.Mailbox(user.PrimarySmtpAddress).Folders.Where(f => f.Kind == kind).SelectMany(f => f.Resources.All).ToList();
            count += seeded.Count;
            faults.AddRange(seeded
                .Where(s => !arrived.Exists(a => a.Text.Contains(s.Subject ?? "", StringComparison.Ordinal)))
                .Select(s => $"\"{s.Subject}\" of {user.PrimarySmtpAddress} did not arrive"));
            if (seeded.Count != arrived.Count)
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{user.PrimarySmtpAddress} has {seeded.Count} {name}, and {arrived.Count} arrived"));
            }
        }

        counts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {name}"));
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>The seeded items of a folder beside their copies, by the UID that the migration's report names for each.</summary>
/// <param name="Missing">Subjects of those that have none.</param>
internal sealed record Pairs<T>(IReadOnlyList<(T Seeded, KerioResource Stored, IReadOnlyList<string> Losses)> Found, IReadOnlyList<string> Missing)
    where T : SeededItem
{
    public static Pairs<T> Read(FidelityScene scene, string folder, FolderKind place)
    {
        var stored = scene.Stored(place).Where(r => r.Uid.Length > 0).ToDictionary(r => r.Uid, StringComparer.Ordinal);
        var found = new List<(T, KerioResource, IReadOnlyList<string>)>();
        var missing = new List<string>();
        foreach (var seeded in scene.Seeded[folder].Items.OfType<T>())
        {
            // Each copy once: of two items with one UID one would have none.
            if (scene.Reports.TryGetValue(seeded.Id, out var report) && stored.Remove(report.MessageId, out var resource))
            {
                found.Add((seeded, resource, scene.LossesOf(seeded)));
            }
            else
            {
                missing.Add(seeded.Subject ?? "");
            }
        }

        return new Pairs<T>(found, missing);
    }
}

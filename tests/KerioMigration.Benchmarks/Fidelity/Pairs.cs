using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Benchmarks.Groupware;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;
using ItemKind = KerioMigration.Engine.Model.ItemKind;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>The seeded items of a folder beside their copies, by the UID that the engine gives each.</summary>
/// <param name="Missing">Subjects of those that have none.</param>
internal sealed record Pairs<T>(IReadOnlyList<(T Seeded, KerioResource Stored, IReadOnlyList<string> Losses)> Found, IReadOnlyList<string> Missing)
    where T : SeededItem
{
    public static async Task<Pairs<T>> ReadAsync(FidelityScene scene, string folder, ItemKind kind, FolderKind place)
    {
        using var converted = await ConvertedFolder.ReadAsync(scene.Source(), scene.Address, kind);
        var items = converted.Items.ToDictionary(i => i.Source.Id, StringComparer.Ordinal);
        var stored = scene.Stored(place).Where(r => r.Uid.Length > 0).ToDictionary(r => r.Uid, StringComparer.Ordinal);
        var found = new List<(T, KerioResource, IReadOnlyList<string>)>();
        var missing = new List<string>();
        foreach (var seeded in scene.Seeded[folder].Items.OfType<T>())
        {
            // Each copy once: of two items with one UID one has none.
            if (items.TryGetValue(seeded.Id, out var item) && stored.Remove(item.Key.MessageId!, out var resource))
            {
                found.Add((seeded, resource, item.Losses));
            }
            else
            {
                missing.Add(seeded.Subject ?? "");
            }
        }

        return new Pairs<T>(found, missing);
    }
}

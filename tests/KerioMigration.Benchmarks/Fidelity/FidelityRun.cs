using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Ical.Net.CalendarComponents;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;
using ItemKind = KerioMigration.Engine.Model.ItemKind;
using KerioMigration.Simulation.Seeding.Groupware;
using KerioMigration.Tests.Conversion.Contacts;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>
/// Which properties of every kind arrive. What the destination has is read by Ical.Net, vobject, MimeKit and a JSON reader and compared with the
/// seed; of the engine only its report is asked: which copy belongs to which item, and what was lost.
/// </summary>
internal static class FidelityRun
{
    public static async Task RunAsync()
    {
        await using var scene = await FidelityScene.StartAsync();
        var output = new FidelityOutput(scene.Invitations);
        var series = new SeriesComparison();
        Events(scene, output, series);
        Contacts(scene, output);
        Tasks(scene, output, series);
        NotesAndLists(scene, output);
        new MessageFidelity(scene, output).Write();
        output.Write(series);
    }

    private static void Events(FidelityScene scene, FidelityOutput output, SeriesComparison series)
    {
        var events = new List<CarriedItem<SeededAppointment, CalendarEvent>>();
        var changed = new List<CarriedItem<SeededAppointment, CalendarEvent>>();
        var pairs = Pairs<SeededAppointment>.Read(scene, "calendar", FolderKind.Calendar);
        foreach (var (seeded, stored, losses) in pairs.Found)
        {
            var read = Ical.Net.Calendar.Load(stored.Text)!.Events;
            events.Add(Carried(seeded, read.Single(e => e.RecurrenceIdentifier is null), losses));
            changed.AddRange(seeded.Exceptions.Select(x => Carried(x, read.Single(e => IsOf(e, x, seeded)), losses)));
            if (seeded.Recurrence is not null)
            {
                series.Add(seeded, stored.Text);
            }
        }

        output.Write("event", scene.ItemsPerSecond(ItemKind.Calendar), pairs.Missing, events.Count, Comparison.Run(EventChecks.All, events));
        output.Write("changed occurrence", scene.ItemsPerSecond(ItemKind.Calendar), [], changed.Count, Comparison.Run(EventChecks.All, changed));
    }

    private static void Contacts(FidelityScene scene, FidelityOutput output)
    {
        using var reader = new VObjectReader();
        var pairs = Pairs<SeededContact>.Read(scene, "contacts", FolderKind.Contacts);
        var contacts = pairs.Found.Select(p =>
        {
            var card = reader.Read(p.Stored.Text);
            var text = card.FirstOrDefault(c => c.Name == "NOTE")?.Text;
            return new CarriedItem<SeededContact, IReadOnlyList<CardProperty>>(p.Seeded.Subject ?? "", p.Seeded, card, Comparison.Plain(text ?? ""), p.Losses);
        }).ToList();
        output.Write("contact", scene.ItemsPerSecond(ItemKind.Contact), pairs.Missing, contacts.Count, Comparison.Run(ContactChecks.All, contacts));
    }

    private static void Tasks(FidelityScene scene, FidelityOutput output, SeriesComparison series)
    {
        var tasks = new List<CarriedItem<SeededTask, Todo>>();
        var pairs = Pairs<SeededTask>.Read(scene, "tasks", FolderKind.Tasks);
        foreach (var (seeded, stored, losses) in pairs.Found)
        {
            var read = Ical.Net.Calendar.Load(stored.Text)!.Todos.Single();
            tasks.Add(new(seeded.Subject ?? "", seeded, read, Comparison.Plain(read.Description ?? ""), losses));
            if (seeded.Recurrence is { Pattern: < RecurrencePattern.DailyRegeneration })
            {
                series.Add(seeded, stored.Text);
            }
        }

        output.Write("task", scene.ItemsPerSecond(ItemKind.Task), pairs.Missing, tasks.Count, Comparison.Run(TaskChecks.All, tasks));
    }

    /// <summary>They are found by their text or name: the destination gives them ids of its own.</summary>
    private static void NotesAndLists(FidelityScene scene, FidelityOutput output)
    {
        var seededNotes = scene.Seeded["notes"].Items.Where(i => i.ItemClass == "IPM.StickyNote");
        var notes = Json(scene.Stored(FolderKind.Notes), seededNotes, "text", (text, note) =>
            Comparison.Plain(text).StartsWith(note.Body.Length > 0 ? Comparison.Plain(note.Body) : "(empty)", StringComparison.Ordinal));
        output.Write("note", scene.ItemsPerSecond(ItemKind.Note), notes.Missing, notes.Found.Count, Comparison.Run(JsonChecks.Notes, notes.Found));
        var stored = scene.Stored(FolderKind.Contacts).Where(r => r.ContentType == "application/json").ToList();
        var lists = Json(stored, scene.Seeded["contacts"].Items.OfType<SeededDistributionList>(), "commonName", (name, list) => name == list.Subject);
        var found = lists.Found.Select(l => l with { Losses = scene.LossesOf(l.Seeded) }).ToList();
        output.Write("distribution list", scene.ItemsPerSecond(ItemKind.DistributionList), lists.Missing, found.Count, Comparison.Run(JsonChecks.Lists, found));
    }

    private static (List<CarriedItem<T, JsonNode>> Found, List<string> Missing) Json<T>(
        IReadOnlyList<KerioResource> stored, IEnumerable<T> seeded, string key, Func<string, T, bool> isSame)
        where T : SeededItem
    {
        var read = stored.Select(r => JsonNode.Parse(r.Text)!).ToList();
        var found = new List<CarriedItem<T, JsonNode>>();
        var missing = new List<string>();
        foreach (var item in seeded)
        {
            if (read.Find(r => isSame((string)r[key]!, item)) is { } one)
            {
                found.Add(new(item.Subject ?? "", item, one, Comparison.Plain((string?)one["text"] ?? (string?)one["comment"] ?? ""), []));
            }
            else
            {
                missing.Add(item.Subject ?? "");
            }
        }

        return (found, missing);
    }

    private static CarriedItem<SeededAppointment, CalendarEvent> Carried(SeededAppointment seeded, CalendarEvent read, IReadOnlyList<string> losses) =>
        new(seeded.Subject ?? "", seeded, read, Comparison.Plain(read.Description ?? ""), losses);

    private static bool IsOf(CalendarEvent read, SeededAppointment changed, SeededAppointment series)
    {
        var original = changed.OriginalStart!.Value;
        return IcalFields.Time(read.RecurrenceIdentifier?.StartTime) == (series.IsAllDay ? IcalFields.Day(original) : IcalFields.Instant(Zones.ToUtc(original, series.StartZone)));
    }
}

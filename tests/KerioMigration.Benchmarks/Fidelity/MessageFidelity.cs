using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Simulation.Seeding;
using ItemKind = KerioMigration.Engine.Model.ItemKind;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>Journal entries, posts, and what is no mail and lies among mail, deleted items above all: found again by their subjects.</summary>
internal sealed class MessageFidelity(FidelityScene scene, FidelityOutput output)
{
    private readonly List<StoredMessage> messages = [.. scene.Messages.Select(m => new StoredMessage(m))];

    public void Write()
    {
        Write("journal entry", ItemKind.Journal, scene.Seeded["journal"].Items.Where(i => i.ItemClass == "IPM.Activity"), MessageChecks.Journal);
        var mail = scene.Seeded.Folders.Where(f => f.FolderClass == "IPF.Note" && !f.IsHidden && IsShown(f)).SelectMany(f => f.Items).Where(i => !i.IsAssociated).ToList();
        Write("post", ItemKind.Mail, mail.Where(i => i.ItemClass.StartsWith("IPM.Post", StringComparison.Ordinal)), MessageChecks.Posts);
        Write("item among mail", ItemKind.Mail, mail.Where(i => i.GetType() != typeof(SeededItem)), MessageChecks.Misplaced);
    }

    private void Write(string name, ItemKind kind, IEnumerable<SeededItem> seeded, IReadOnlyList<PropertyCheck<SeededItem, StoredMessage>> checks)
    {
        var found = new List<CarriedItem<SeededItem, StoredMessage>>();
        var missing = new List<string>();
        foreach (var item in seeded)
        {
            if (messages.Find(m => m.Mime.Subject == item.Subject) is { } one)
            {
                messages.Remove(one);
                found.Add(new(item.Subject ?? "", item, one, Comparison.Plain(one.Mime.TextBody ?? one.Mime.HtmlBody ?? ""), scene.LossesOf(item)));
            }
            else
            {
                missing.Add(item.Subject ?? "");
            }
        }

        output.Write(name, scene.ItemsPerSecond(kind), missing, found.Count, Comparison.Run(checks, found));
    }

    private bool IsShown(SeededFolder folder) => folder == scene.Seeded.TopOfInformationStore || (folder.Parent is { } parent && IsShown(parent));
}

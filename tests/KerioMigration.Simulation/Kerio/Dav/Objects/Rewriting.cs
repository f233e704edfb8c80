using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Simulation.Kerio.Dav.Objects;

/// <summary>What the server makes of a text before it keeps it.</summary>
internal static class Rewriting
{
    public static string Apply(string text, StoredObject read, DavRewrites wanted) =>
        wanted == DavRewrites.None ? text : Change(read.Root, wanted).ToText();

    private static bool IsInline(ContentLine line) =>
        line.Parameter("VALUE") == "BINARY" || line.Value.StartsWith("data:", StringComparison.OrdinalIgnoreCase);

    private static Component Change(Component component, DavRewrites wanted)
    {
        IEnumerable<ContentLine> lines = component.Lines;
        if (wanted.HasFlag(DavRewrites.DropInlineAttachments))
        {
            lines = lines.Where(l => l.Name != "ATTACH" || !IsInline(l));
        }

        if (wanted.HasFlag(DavRewrites.CountToUntil))
        {
            lines = lines.Select(l => l.Name == "RRULE" ? l with { Value = CountedRule.ToUntil(component, l.Value) } : l);
        }

        if (wanted.HasFlag(DavRewrites.AddKerioProperties) && component.Name is "VEVENT" or "VTODO" or "VCARD")
        {
            lines = lines.Append(new ContentLine("X-KERIO-LABEL", [], "None"));
        }

        if (wanted.HasFlag(DavRewrites.ReorderProperties))
        {
            lines = lines.OrderBy(l => l.Name != "VERSION").ThenBy(l => l.Name, StringComparer.Ordinal)
                .Select(l => l with { Parameters = [.. l.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal)] });
        }

        return component with { Lines = [.. lines], Parts = [.. component.Parts.Select(p => Change(p, wanted))] };
    }
}

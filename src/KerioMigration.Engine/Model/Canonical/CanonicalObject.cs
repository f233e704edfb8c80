using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace KerioMigration.Engine.Model.Canonical;

/// <summary>
/// An iCalendar object (RFC 5545) or a vCard (RFC 2426) in the one form that all its spellings share: two texts have the same form when a
/// user sees the same item. Servers write what they take in words of their own; whatever only they care about (stamps, revisions, products,
/// zone definitions) is left out, defaults and order say nothing, and times keep their zone's name. Pure, any thread; takes any text.
/// </summary>
public sealed class CanonicalObject
{
    private byte[]? fingerprint;

    private CanonicalObject(CanonicalComponent root)
    {
        Root = root;
        Uid = root.Components.SelectMany(c => c.Name == "VCALENDAR" ? c.Components : [c]).Select(c => c.Value("UID")).FirstOrDefault(u => u is not null);
        Bytes = Encoding.UTF8.GetBytes(root.ToString());
    }

    /// <summary>Of the item; null when it has none.</summary>
    public string? Uid { get; }

    /// <summary>UTF-8 lines. Only ever compared: no server is given them.</summary>
    public byte[] Bytes { get; }

    /// <summary>SHA-256 of <see cref="Bytes"/>.</summary>
    public byte[] Fingerprint => fingerprint ??= CanonicalHash.Of(Bytes);

    internal CanonicalComponent Root { get; }

    public static CanonicalObject Of(string text) => Of(new StringReader(text));

    /// <summary>Of UTF-8.</summary>
    public static CanonicalObject Of(ItemContent content)
    {
        using var reader = new StreamReader(content.OpenRead(), Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 4096, leaveOpen: true);
        return Of(reader);
    }

    /// <summary>Reads to the end, and holds no file that is within.</summary>
    public static CanonicalObject Of(TextReader reader) => new(CanonicalComponent.Of("", ContentLineReader.Read(reader)));

    public bool IsSameAs(CanonicalObject other) => Bytes.AsSpan().SequenceEqual(other.Bytes);

    /// <summary>What <paramref name="stored"/> says otherwise, property by property; empty when both have the same form.</summary>
    public IReadOnlyList<PropertyDifference> DifferencesIn(CanonicalObject stored) => ObjectComparison.Compare(Root, stored.Root);
}

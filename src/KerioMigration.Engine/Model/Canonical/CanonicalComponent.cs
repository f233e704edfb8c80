using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace KerioMigration.Engine.Model.Canonical;

/// <summary>A component with what is said of it, in order.</summary>
internal sealed class CanonicalComponent
{
    private CanonicalComponent(string name, IReadOnlyList<CanonicalProperty> properties, IReadOnlyList<CanonicalComponent> components)
    {
        Name = name;
        Properties = properties;
        Components = components;
    }

    public string Name { get; }

    public IReadOnlyList<CanonicalProperty> Properties { get; }

    public IReadOnlyList<CanonicalComponent> Components { get; }

    public static CanonicalComponent Of(string name, WrittenComponent written)
    {
        // What a zone's name means is the reader's knowledge; servers replace its definition by their own.
        var components = written.Components.Where(c => c.Name != "VTIMEZONE").Select(c => Of(c.Name, c));
        return new CanonicalComponent(
            name,
            [.. ImpliedProperties.Without(written.Lines.SelectMany(l => CanonicalProperty.Of(name, l))).OrderBy(p => p.Line, StringComparer.Ordinal)],
            [.. components.OrderBy(c => c.Name, StringComparer.Ordinal).ThenBy(c => c.Value("RECURRENCE-ID") ?? "", StringComparer.Ordinal).ThenBy(c => c.ToString(), StringComparer.Ordinal)]);
    }

    /// <summary>Of the first property of that name.</summary>
    public string? Value(string property) => Properties.FirstOrDefault(p => p.Name == property)?.Value;

    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    private void Write(StringBuilder text)
    {
        if (Name.Length > 0)
        {
            text.Append("BEGIN:").Append(Name).Append('\n');
        }

        foreach (var property in Properties)
        {
            text.Append(property.Line).Append('\n');
        }

        foreach (var component in Components)
        {
            component.Write(text);
        }

        if (Name.Length > 0)
        {
            text.Append("END:").Append(Name).Append('\n');
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Simulation.Exchange.Wire;

namespace KerioMigration.Simulation.Exchange.Schema;

/// <summary>The shape of an element: attributes, then either text or a sequence of particles.</summary>
internal sealed class ElementType
{
    private readonly List<AttributeRule> attributes = [];
    private readonly List<Particle> particles = [];

    public IReadOnlyList<AttributeRule> Attributes => attributes;

    public IReadOnlyList<Particle> Particles => particles;

    /// <summary>Null for an element without text.</summary>
    public TextType? Text { get; private init; }

    public static ElementType Of(TextType text) => new() { Text = text };

    public static ElementType Empty() => new();

    public ElementType Attribute(string name, TextType type, bool isRequired = true, SchemaVersion since = SchemaVersion.Exchange2007)
    {
        attributes.Add(new AttributeRule(name, type, isRequired, since));
        return this;
    }

    /// <summary>An element that must come here. Types are given as functions, because some contain themselves.</summary>
    public ElementType One(string name, Func<ElementType> type) => Add([(name, type)], 1, 1, default);

    public ElementType Optional(string name, Func<ElementType> type, SchemaVersion since = default) => Add([(name, type)], 0, 1, since);

    public ElementType Optional(string name, TextType type, SchemaVersion since = default) => Optional(name, () => Of(type), since);

    public ElementType Choice(int min, int max, params (string Name, Func<ElementType> Type)[] choices) => Add(choices, min, max, default);

    private ElementType Add((string Name, Func<ElementType> Type)[] choices, int min, int max, SchemaVersion since)
    {
        particles.Add(new Particle(choices.ToDictionary(c => Ns.Name(c.Name), c => c.Type), min, max, since));
        return this;
    }
}

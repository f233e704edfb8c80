using System;
using System.Collections.Generic;
using System.Xml.Linq;

namespace KerioMigration.Simulation.Exchange.Schema;

/// <summary>One place in a sequence: one of <see cref="Choices"/>, so many times.</summary>
internal sealed record Particle(IReadOnlyDictionary<XName, Func<ElementType>> Choices, int Min, int Max, SchemaVersion Since);

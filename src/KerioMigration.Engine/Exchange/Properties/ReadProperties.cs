using System.Collections.Generic;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>An item's properties as they came.</summary>
/// <param name="Element">Null when it could not be read; <paramref name="Failure"/> says why.</param>
internal sealed record ReadProperties(ItemRef Item, Element? Element, Failure? Failure)
{
    /// <summary>Why not everything about it was read; null when it was.</summary>
    public Failure? Obstacle { get; init; }

    /// <summary>What is found to be missing while it is put together.</summary>
    public List<string> Losses { get; init; } = [];
}

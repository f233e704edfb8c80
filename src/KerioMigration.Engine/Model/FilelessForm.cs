using System.Collections.Generic;

namespace KerioMigration.Engine.Model;

/// <summary>An item as it is without its files.</summary>
/// <param name="FileNames">Of those that it lacks.</param>
public sealed record FilelessForm(ItemContent Content, IReadOnlyList<string> FileNames);

using System.Collections.Generic;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>What a program keeps in a folder under a name: <c>OWA.UserOptions</c> in the root, <c>CategoryList</c> in the calendar.</summary>
/// <param name="Folder">The distinguished id of the folder.</param>
public sealed record SeededConfiguration(string Folder, string Name, IReadOnlyDictionary<string, string>? Dictionary = null, string? Xml = null);

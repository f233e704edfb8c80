namespace KerioMigration.Engine.Model.Canonical;

/// <summary>What became of a property on its way through a server.</summary>
public enum PropertyFate
{
    Changed,
    Dropped,
    Added,
}

/// <summary>One property that two forms of an item do not share.</summary>
/// <param name="Name">The property, or the component where all of it is concerned; of a changed occurrence with its day.</param>
public sealed record PropertyDifference(string Name, PropertyFate Fate);

using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Conversion;

/// <summary>Brings an item into the destination's form. Pure: no I/O, no clock, any thread.</summary>
public interface IItemConverter
{
    /// <exception cref="MigrationException">Scope Item: it cannot be carried at all.</exception>
    ConvertedItem Convert(SourceItem item, ConversionContext context);
}

/// <summary>What a converter may know of the destination.</summary>
/// <param name="Flags">The flags that the destination keeps.</param>
public sealed record ConversionContext(MessageFlags Flags);

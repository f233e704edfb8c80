using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>Makes items of one kind out of their properties.</summary>
internal abstract class KindReading(PropertyReading reading)
{
    public PropertyReading Reading { get; } = reading;

    /// <summary>Fetches what belongs to the items and puts them together: in their order; null for one that lacks what it is nothing without.</summary>
    /// <param name="read">All with their elements. Losses may be added to.</param>
    public abstract Task<IReadOnlyList<ItemProperties?>> ComposeAsync(IReadOnlyList<ReadProperties> read, CancellationToken cancellationToken);
}

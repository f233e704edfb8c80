using System;
using System.Collections.Generic;

namespace KerioMigration.Engine.Transfer;

/// <summary>Cuts what is read or written together.</summary>
internal static class Batches
{
    /// <summary>In order, up to both limits; one that is above the byte limit goes alone.</summary>
    public static IEnumerable<IReadOnlyList<T>> Cut<T>(IEnumerable<T> items, int maxItems, long maxBytes, Func<T, long> sizeOf)
    {
        var batch = new List<T>();
        long bytes = 0;
        foreach (var item in items)
        {
            var size = sizeOf(item);
            if (batch.Count > 0 && (batch.Count == maxItems || bytes + size > maxBytes))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(item);
            bytes += size;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}

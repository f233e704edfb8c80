using System;
using System.Collections.Generic;

namespace KerioMigration.Engine.Model;

/// <summary>Contents come by the batch, and go so.</summary>
internal static class Disposing
{
    public static void DisposeAll(this IEnumerable<IDisposable> items)
    {
        foreach (var item in items)
        {
            item.Dispose();
        }
    }
}

using System.Collections.Generic;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>A page of a search.</summary>
/// <param name="NextOffset">Where the server says the next page begins; null when it does not say.</param>
internal sealed record Page<T>(List<T> Entries, int? NextOffset, bool IncludesLast)
{
    /// <summary>
    /// The offset to go on with, or null at the end. Answers contradict themselves: an empty page and one that does not move on end the
    /// search, whatever they claim.
    /// </summary>
    public int? After(int offset)
    {
        if (IncludesLast || Entries.Count == 0)
        {
            return null;
        }

        var next = NextOffset ?? (offset + Entries.Count);
        return next > offset ? next : null;
    }

    /// <summary>The attributes of a RootFolder element that page through it.</summary>
    public static Page<T> Of(ElementReader reader, List<T> entries)
    {
        var next = reader.Attribute("IndexedPagingOffset");
        return new Page<T>(entries, next is null ? null : (int)ElementReader.ParseNumber(next), reader.Attribute("IncludesLastItemInRange") is "true" or "1");
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>What became Pending while a page was recorded, in the page's order; a page may name an item more than once.</summary>
internal sealed class PendingItems
{
    private readonly List<ItemRef?> items;
    private readonly Dictionary<string, int> places;

    public PendingItems(int capacity)
    {
        items = new List<ItemRef?>(capacity);
        places = new Dictionary<string, int>(capacity, StringComparer.Ordinal);
    }

    /// <summary>The item was new, or open and not Pending, and has the listing's state now.</summary>
    public void Entered(ItemListing listing)
    {
        if (listing.State == ItemState.Pending)
        {
            places[listing.Item.Id] = items.Count;
            items.Add(listing.Item);
        }
    }

    /// <summary>The item was Pending and has the listing's state now.</summary>
    public void Updated(ItemListing listing)
    {
        if (places.TryGetValue(listing.Item.Id, out var place))
        {
            items[place] = listing.Item;
        }

        if (listing.State != ItemState.Pending)
        {
            Removed(listing.Item.Id);
        }
    }

    public void Removed(string id)
    {
        if (places.TryGetValue(id, out var place))
        {
            items[place] = null;
            places.Remove(id);
        }
    }

    public IReadOnlyList<ItemRef> ToList() => items.OfType<ItemRef>().ToList();
}

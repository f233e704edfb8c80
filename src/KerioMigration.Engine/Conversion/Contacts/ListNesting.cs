using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model.Contacts;

namespace KerioMigration.Engine.Conversion.Contacts;

/// <summary>Which lists of a mailbox stand in which. Of two under one key the first counts.</summary>
internal sealed class ListNesting
{
    private readonly Dictionary<string, DistributionList> byKey;

    public ListNesting(IEnumerable<DistributionList> lists) =>
        byKey = lists.GroupBy(l => l.SourceKey, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    /// <summary>Null when it is none of these lists.</summary>
    public DistributionList? Find(ListMember member) =>
        member is { Kind: ListMemberKind.PrivateList, SourceKey: { } key } && byKey.TryGetValue(key, out var list) ? list : null;

    /// <summary>The one is the other, or contains it over any number of steps.</summary>
    public bool Leads(DistributionList from, DistributionList to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<DistributionList>([from]);
        while (open.Count > 0)
        {
            var list = open.Pop();
            if (list.SourceKey == to.SourceKey)
            {
                return true;
            }

            if (seen.Add(list.SourceKey))
            {
                list.Members.Select(Find).OfType<DistributionList>().ToList().ForEach(open.Push);
            }
        }

        return false;
    }
}

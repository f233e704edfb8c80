using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model.Contacts;

namespace KerioMigration.Engine.Conversion.Contacts;

/// <summary>
/// Distribution lists of Exchange for Kerio's client API. Pure: no I/O, no clock, any thread. A nested list is a reference, which Kerio
/// documents, so that a later change of it counts in both. A reference needs the id of an item that is there already: lists that contain
/// each other can never be written so, and get each other's members one by one.
/// </summary>
public static class DistributionListConverter
{
    /// <param name="lists">All of a mailbox: members are looked up among them.</param>
    /// <returns>Each behind those that it refers to.</returns>
    public static IReadOnlyList<ConvertedDistributionList> Convert(IReadOnlyList<DistributionList> lists)
    {
        var nesting = new ListNesting(lists);
        return [.. ReferredFirst([.. lists.Select(list => Convert(list, nesting))])];
    }

    private static ConvertedDistributionList Convert(DistributionList list, ListNesting nesting)
    {
        var members = new ListMembers(nesting);
        members.Add(list);
        return new ConvertedDistributionList(
            SourceUid.Of(list.SourceKey),
            NameOf(list),
            FilledText.Filled(list.Notes),
            [.. FilledText.Filled(list.Categories)],
            members.Converted,
            [.. members.Losses.Concat(Losses(list)).Distinct(StringComparer.Ordinal)]);
    }

    // By the references themselves, which never lead round: the lists may.
    private static IEnumerable<ConvertedDistributionList> ReferredFirst(IReadOnlyList<ConvertedDistributionList> lists)
    {
        var waiting = lists.ToDictionary(l => l.Uid, StringComparer.Ordinal);
        var open = new Stack<ConvertedDistributionList>(lists.Reverse());
        while (open.Count > 0)
        {
            var list = open.Peek();
            var before = Referred(list, waiting).ToList();
            if (waiting.ContainsKey(list.Uid) && before.Count > 0)
            {
                before.ForEach(open.Push);
            }
            else if (waiting.Remove(open.Pop().Uid))
            {
                yield return list;
            }
        }
    }

    private static IEnumerable<ConvertedDistributionList> Referred(
        ConvertedDistributionList list, Dictionary<string, ConvertedDistributionList> waiting) =>
        list.Members.Where(m => m.ReferenceUid is { } uid && waiting.ContainsKey(uid)).Select(m => waiting[m.ReferenceUid!]);

    internal static string NameOf(DistributionList list) => FilledText.Filled(list.Name) ?? "(nameless)";

    private static IEnumerable<string> Losses(DistributionList list)
    {
        if (list.Sensitivity != Model.Sensitivity.Normal)
        {
            // The client API has no such mark on contacts.
            yield return $"Sensitivity {list.Sensitivity}.";
        }

        if (list.AttachmentNames.Count > 0)
        {
            yield return $"Attachments: {string.Join(", ", list.AttachmentNames)}.";
        }
    }
}

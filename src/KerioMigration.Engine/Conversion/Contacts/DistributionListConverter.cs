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
    /// <summary>The same whatever else is converted: all that counts of other lists is in <see cref="DistributionList.Nested"/>.</summary>
    public static ConvertedDistributionList Convert(DistributionList list)
    {
        var members = new ListMembers(new ListNesting([list, .. list.Nested]));
        members.Add(list);
        return new ConvertedDistributionList(
            SourceUid.Of(list.SourceKey),
            NameOf(list),
            FilledText.Filled(list.Notes),
            [.. FilledText.Filled(list.Categories)],
            members.Converted,
            [.. members.Losses.Concat(Losses(list)).Distinct(StringComparer.Ordinal)]);
    }

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

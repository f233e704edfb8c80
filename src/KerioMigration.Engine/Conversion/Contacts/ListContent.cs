using System.Linq;
using KerioMigration.Engine.Conversion.ContentLines;
using KerioMigration.Engine.Model.Canonical;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Conversion.Contacts;

/// <summary>
/// A distribution list as an entry of Contacts.create, without the folder. Pure. Three members are for whoever writes it, and do not go to
/// the server: <c>uid</c>, and in a reference <c>refUid</c> instead of refId and <c>everybody</c>.
/// </summary>
public static class ListContent
{
    public static JsonContent Of(ConvertedDistributionList list)
    {
        var json = new JObject
        {
            ["uid"] = list.Uid,
            ["type"] = CanonicalList.Type,
            ["commonName"] = CleanText.OfOneLine(list.CommonName),
            ["comment"] = list.Comment is { } comment ? CleanText.OfLines(comment) : null,
            ["categories"] = new JArray(list.Categories.Select(CleanText.OfOneLine)),
            ["emailAddresses"] = new JArray(list.Members.Select(EntryOf)),
        };
        return new JsonContent(CanonicalJson.BytesOf(json), CanonicalJson.BytesOf(CanonicalList.Of(json)), CanonicalList.KeyOf(json));
    }

    private static JObject EntryOf(ConvertedMember member) => new()
    {
        ["address"] = member.Address ?? "",
        ["name"] = CleanText.OfOneLine(member.Name ?? ""),
        ["type"] = member.Type.ToString(),
        ["refUid"] = member.ReferenceUid,
        ["everybody"] = new JArray(member.Everybody.Select(EntryOf)),
    };
}

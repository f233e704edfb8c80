using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Model.Canonical;

/// <summary>One spelling for a JSON object: members in ordinal order, no blanks, UTF-8. Members without a value are left out.</summary>
internal static class CanonicalJson
{
    public static byte[] BytesOf(JObject value) => Encoding.UTF8.GetBytes(Sorted(value).ToString(Formatting.None));

    public static byte[] FingerprintOf(JObject value) => CanonicalHash.Of(BytesOf(value));

    /// <summary>A key for what has no identifier that can be set. Equal texts have equal keys: whoever matches by it counts.</summary>
    public static ItemKey KeyOf(string kind, IEnumerable<string> texts)
    {
        var hash = CanonicalHash.Of(Encoding.UTF8.GetBytes(string.Join("\0", texts)));
        return new ItemKey(kind + "-" + string.Concat(hash.Select(b => b.ToString("x2", CultureInfo.InvariantCulture))), null, 0);
    }

    /// <summary>Every line break is one line feed; null and empty are the same.</summary>
    public static string? Text(JToken? value) => (string?)value is { Length: > 0 } text ? text.Replace("\r\n", "\n").Replace('\r', '\n') : null;

    private static JToken Sorted(JToken value) => value switch
    {
        JObject members => new JObject(members.Properties()
            .Where(p => !IsEmpty(p.Value))
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => new JProperty(p.Name, Sorted(p.Value)))),
        JArray items => new JArray(items.Select(Sorted)),
        _ => value.DeepClone(),
    };

    private static bool IsEmpty(JToken value) => value.Type switch
    {
        JTokenType.Null => true,
        JTokenType.String => string.IsNullOrEmpty((string?)value),
        JTokenType.Array or JTokenType.Object => !value.HasValues,
        _ => false,
    };
}

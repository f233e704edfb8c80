using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

namespace KerioMigration.Simulation.Kerio.JsonRpc;

/// <summary>The struct <c>SearchQuery</c>: conditions on one level, order, window, fields; every member may be missing.</summary>
/// <param name="cap">What the server gives at most, whatever is asked for; null is all.</param>
internal sealed class SearchQuery(JsonObject? query, int? cap = null)
{
    /// <summary>Gives <c>list</c> and <c>totalItems</c> (before the window is cut out).</summary>
    public JsonObject Apply(IEnumerable<JsonObject> entities)
    {
        var found = Order(entities.Where(IsWanted)).ToArray();
        var start = Number("start", 0);
        var limit = Number("limit", -1);
        var window = found.Skip(start).Take(limit < 0 ? cap ?? int.MaxValue : limit);
        return new JsonObject
        {
            ["list"] = new JsonArray([.. window.Select(Project)]),
            ["totalItems"] = found.Length,
        };
    }

    private bool IsWanted(JsonObject entity)
    {
        var conditions = query?["conditions"] as JsonArray ?? [];
        return conditions.Count == 0 || ((string?)query!["combining"] == "Or"
            ? conditions.Any(c => Holds(entity, c!.AsObject())) : conditions.All(c => Holds(entity, c!.AsObject())));
    }

    private static bool Holds(JsonObject entity, JsonObject condition)
    {
        var name = RpcCall.Text(condition, "fieldName");
        var value = condition["value"]?.ToString() ?? string.Empty;
        if (name == "QUICKSEARCH")
        {
            return ((string[])["loginName", "fullName", "name", "description"]).Any(f => IsLike(Value(entity, f), value));
        }

        var actual = Value(entity, name);
        return RpcCall.Text(condition, "comparator") switch
        {
            "Eq" => string.Equals(actual, value, StringComparison.OrdinalIgnoreCase),
            "NotEq" => !string.Equals(actual, value, StringComparison.OrdinalIgnoreCase),
            "Like" => IsLike(actual, value),
            "LessThan" => Compare(actual, value) < 0,
            "GreaterThan" => Compare(actual, value) > 0,
            "LessEq" => Compare(actual, value) <= 0,
            "GreaterEq" => Compare(actual, value) >= 0,
            _ => throw RpcException.Invalid("comparator"),
        };
    }

    /// <summary>A substring, or a pattern with <c>%</c> for anything.</summary>
    private static bool IsLike(string actual, string pattern)
    {
        var position = 0;
        foreach (var piece in pattern.Split('%', StringSplitOptions.RemoveEmptyEntries))
        {
            var found = actual.IndexOf(piece, position, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
            {
                return false;
            }

            position = found + piece.Length;
        }

        return true;
    }

    private static int Compare(string a, string b) =>
        long.TryParse(a, CultureInfo.InvariantCulture, out var x) && long.TryParse(b, CultureInfo.InvariantCulture, out var y)
            ? x.CompareTo(y) : string.Compare(a, b, StringComparison.OrdinalIgnoreCase);

    private static string Value(JsonObject entity, string name) => entity[name]?.ToString() ?? string.Empty;

    private IEnumerable<JsonObject> Order(IEnumerable<JsonObject> entities)
    {
        IOrderedEnumerable<JsonObject>? ordered = null;
        foreach (var order in (query?["orderBy"] as JsonArray ?? []).Select(o => o!.AsObject()))
        {
            var name = RpcCall.Text(order, "columnName");
            var comparer = (bool?)order["caseSensitive"] == true ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
            var down = (string?)order["direction"] == "Desc";
            ordered = (ordered, down) switch
            {
                (null, false) => entities.OrderBy(e => Value(e, name), comparer),
                (null, true) => entities.OrderByDescending(e => Value(e, name), comparer),
                (_, false) => ordered.ThenBy(e => Value(e, name), comparer),
                _ => ordered.ThenByDescending(e => Value(e, name), comparer),
            };
        }

        return ordered ?? entities;
    }

    private JsonObject Project(JsonObject entity)
    {
        var fields = (query?["fields"] as JsonArray ?? []).Select(f => f!.ToString()).ToArray();
        return fields.Length == 0 ? entity : new JsonObject(entity.Where(m => fields.Contains(m.Key, StringComparer.Ordinal))
            .Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
    }

    private int Number(string name, int missing) => query?[name] is JsonValue value && value.TryGetValue(out int number) ? number : missing;
}

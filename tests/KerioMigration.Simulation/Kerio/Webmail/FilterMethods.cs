using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.JsonRpc;

namespace KerioMigration.Simulation.Kerio.Webmail;

/// <summary>The rules for incoming mail, in the words of FiltersCommon.idl.</summary>
internal static class FilterMethods
{
    private static readonly string[] Needed = ["isEnabled", "description", "isIncomplete", "conditions", "actions", "evaluationMode"];
    private static readonly string[] Texts = ["CcEqual", "CcContain", "CcNotContain", "CcNotEqual"];

    private static readonly FrozenDictionary<string, string[]> Targets = new Dictionary<string, string[]>
    {
        ["CtEnvelopeRecipient"] = Texts,
        ["CtEnvelopeSender"] = Texts,
        ["CtRecipient"] = Texts,
        ["CtSender"] = Texts,
        ["CtFrom"] = Texts,
        ["CtCc"] = Texts,
        ["CtTo"] = Texts,
        ["CtSubject"] = Texts,
        ["CtAttachment"] = ["CcNoComparator"],
        ["CtSize"] = ["CcUnder", "CcOver"],
        ["CtSpam"] = ["CcNoComparator"],
        ["CtAll"] = ["CcNoComparator"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Each action with how many parameters it takes.</summary>
    private static readonly FrozenDictionary<string, int> Actions = new Dictionary<string, int>
    {
        ["FaAddHeader"] = 2,
        ["FaSetHeader"] = 2,
        ["FaRemoveHeader"] = 1,
        ["FaAddRecipient"] = 1,
        ["FaCopyToAddress"] = 1,
        ["FaReject"] = 1,
        ["FaFileInto"] = 1,
        ["FaRedirect"] = 1,
        ["FaDiscard"] = 0,
        ["FaKeep"] = 0,
        ["FaNotify"] = 3,
        ["FaSetReadFlag"] = 0,
        ["FaAutoReply"] = 1,
        ["FaStop"] = 0,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static JsonNode Get(WebmailCall call) => new JsonObject
    {
        ["dataStamp"] = call.User.FilterStamp,
        ["filters"] = new JsonArray([.. call.User.Filters.Select(f => JsonNode.Parse(f))]),
    };

    /// <summary>Replaces all rules, unless somebody has changed them meanwhile.</summary>
    public static JsonNode Set(WebmailCall call)
    {
        if ((long?)call.Params["currentDataStamp"] != call.User.FilterStamp)
        {
            throw new RpcException(RpcException.OperationFailed, "Filters were changed by somebody else.");
        }

        call.User.Filters = [.. call.Array("filters").Select((f, i) => Kept(f as JsonObject ?? throw RpcException.Invalid("filters"), i))];
        return new JsonObject { ["newDataStamp"] = call.User.FilterStamp };
    }

    private static string Kept(JsonObject rule, int index)
    {
        if (Needed.FirstOrDefault(m => rule[m] is null) is { } missing)
        {
            throw RpcException.Invalid(missing);
        }

        foreach (var condition in Objects(rule, "conditions"))
        {
            var hasValue = Targets.GetValueOrDefault(RpcCall.Text(condition, "testedTarget"))?.Contains(RpcCall.Text(condition, "comparator")) == true
                ? RpcCall.Text(condition, "comparator") != "CcNoComparator"
                : throw RpcException.Invalid("comparator");
            _ = Parameters(condition).Count > 0 == hasValue ? true : throw RpcException.Invalid("parameters");
        }

        foreach (var action in Objects(rule, "actions"))
        {
            var count = Actions.TryGetValue(RpcCall.Text(action, "type"), out var needed) ? needed : throw RpcException.Invalid("type");
            _ = Parameters(action).Count == count ? true : throw RpcException.Invalid("parameters");
        }

        _ = RpcCall.Text(rule, "evaluationMode") is "EmAnyOf" or "EmAllOf" ? true : throw RpcException.Invalid("evaluationMode");
        rule["id"] = $"keriostorage://filter/{index}";
        return rule.ToJsonString();
    }

    private static IEnumerable<JsonObject> Objects(JsonObject rule, string member) =>
        (rule[member] as JsonArray ?? throw RpcException.Invalid(member)).Select(e => e as JsonObject ?? throw RpcException.Invalid(member));

    private static JsonArray Parameters(JsonObject entry) => entry["parameters"] as JsonArray ?? throw RpcException.Invalid("parameters");
}

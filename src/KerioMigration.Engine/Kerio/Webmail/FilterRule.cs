using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model.Canonical;
using KerioMigration.Engine.Model.Settings;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>FilterRule of the client API (its FiltersCommon.idl names the words).</summary>
internal static class FilterRule
{
    private const string Name = "description";

    private static readonly string[] Content = ["evaluationMode", "conditions", "actions"];

    private static readonly Dictionary<DeliverySubject, string> Subjects = new()
    {
        [DeliverySubject.EveryMessage] = "CtAll",
        [DeliverySubject.Sender] = "CtFrom",
        [DeliverySubject.Recipients] = "CtRecipient",
        [DeliverySubject.SubjectLine] = "CtSubject",
        [DeliverySubject.Attachment] = "CtAttachment",
        [DeliverySubject.Size] = "CtSize",
    };

    private static readonly Dictionary<DeliveryTest, string> Tests = new()
    {
        [DeliveryTest.Exists] = "CcNoComparator",
        [DeliveryTest.Contains] = "CcContain",
        [DeliveryTest.ContainsNot] = "CcNotContain",
        [DeliveryTest.Is] = "CcEqual",
        [DeliveryTest.IsNot] = "CcNotEqual",
        [DeliveryTest.Over] = "CcOver",
        [DeliveryTest.Under] = "CcUnder",
    };

    private static readonly Dictionary<DeliveryActionKind, string> Actions = new()
    {
        [DeliveryActionKind.MarkAsRead] = "FaSetReadFlag",
        [DeliveryActionKind.FileInto] = "FaFileInto",
        [DeliveryActionKind.Keep] = "FaKeep",
        [DeliveryActionKind.SendCopy] = "FaCopyToAddress",
        [DeliveryActionKind.Discard] = "FaDiscard",
        [DeliveryActionKind.Stop] = "FaStop",
    };

    /// <summary>Each condition has one value: what several would mean is not documented.</summary>
    public static JObject ToJson(DeliveryRule rule) => new()
    {
        ["id"] = "",
        ["isEnabled"] = rule.IsEnabled,
        [Name] = rule.Name,
        ["isIncomplete"] = false,
        ["conditions"] = new JArray(rule.Conditions.Select(c => new JObject
        {
            ["testedTarget"] = Subjects[c.Subject],
            ["comparator"] = Tests[c.Test],
            ["parameters"] = Parameters(c.Value),
        })),
        ["actions"] = new JArray(rule.Actions.Select(a => new JObject { ["type"] = Actions[a.Kind], ["parameters"] = Parameters(a.Value) })),
        ["evaluationMode"] = rule.MatchesAny ? "EmAnyOf" : "EmAllOf",
    };

    public static string NameOf(JObject filter) => (string?)filter[Name] ?? "";

    public static bool HasSameName(JObject filter, JObject other) => string.Equals(NameOf(filter), NameOf(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>They do the same; one may be off.</summary>
    public static bool IsSame(JObject filter, JObject other) => Content.All(m => JToken.DeepEquals(filter[m], other[m]));

    /// <summary>Tells what a rule does, and whether it is on, from anything else.</summary>
    public static string FingerprintOf(JObject filter) => Convert.ToBase64String(CanonicalJson.FingerprintOf(
        new JObject(Content.Append("isEnabled").Select(m => new JProperty(m, filter[m]?.DeepClone())))));

    private static JArray Parameters(string value) => value.Length == 0 ? [] : [value];
}

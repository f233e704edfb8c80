using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>The automatic reply of a mailbox.</summary>
/// <param name="Start">As the client API writes times, <c>20260104T090000+0100</c>; empty when it has no range.</param>
/// <param name="End"><inheritdoc cref="Start"/></param>
internal sealed record OutOfOffice(bool IsEnabled, string Text, bool IsTimeRangeEnabled = false, string Start = "", string End = "")
{
    public static OutOfOffice Read(JToken? settings) => new(
        (bool?)settings?["isEnabled"] ?? false,
        (string?)settings?["text"] ?? "",
        (bool?)settings?["isTimeRangeEnabled"] ?? false,
        (string?)settings?["timeRangeStart"] ?? "",
        (string?)settings?["timeRangeEnd"] ?? "");

    public JObject ToJson() => new()
    {
        ["isEnabled"] = IsEnabled,
        ["text"] = Text,
        ["isTimeRangeEnabled"] = IsTimeRangeEnabled,
        ["timeRangeStart"] = Start,
        ["timeRangeEnd"] = End,
    };
}

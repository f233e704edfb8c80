using System;
using System.Globalization;
using KerioMigration.Engine.Model.Settings;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>OutOfOfficeSettings of the client API.</summary>
internal static class ReplySettings
{
    // UtcDateTime (kerio-connect 3.8); readers also meet a colon in the zone, which this reads as well.
    private const string TimeFormat = "yyyyMMdd'T'HHmmsszzz";

    public static AutomaticReply Read(JToken? settings)
    {
        var hasRange = (bool?)settings?["isTimeRangeEnabled"] ?? false;
        return new AutomaticReply(
            (bool?)settings?["isEnabled"] ?? false,
            ((string?)settings?["text"] ?? "").Replace("\r\n", "\n"),
            hasRange ? ParseTime((string?)settings?["timeRangeStart"]) : null,
            hasRange ? ParseTime((string?)settings?["timeRangeEnd"]) : null);
    }

    /// <summary>All members: what is left out may be taken for false.</summary>
    public static JObject ToJson(AutomaticReply reply) => new()
    {
        ["isEnabled"] = reply.IsEnabled,
        ["text"] = reply.Text,
        ["isTimeRangeEnabled"] = reply.Start is not null && reply.End is not null,
        ["timeRangeStart"] = Text(reply.Start),
        ["timeRangeEnd"] = Text(reply.End),
    };

    private static string Text(DateTimeOffset? time) => time is { } at ? at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'+0000'", CultureInfo.InvariantCulture) : "";

    private static DateTimeOffset? ParseTime(string? text) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}

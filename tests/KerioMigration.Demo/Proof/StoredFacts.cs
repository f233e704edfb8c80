using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Demo.Proof;

/// <summary>The facts of what arrived: calendar objects as Ical.Net reads them, cards line by line. Nothing of the module is asked.</summary>
internal static class StoredFacts
{
    public static ItemFacts Of(KerioResource resource) => resource.ContentType switch
    {
        "text/calendar" => Of(Ical.Net.Calendar.Load(resource.Text)!),
        "text/vcard" => Of(CardLines.Of(resource.Text)),
        _ => Of(JsonNode.Parse(resource.Text)!),
    };

    /// <summary>A message of plain text, as journal entries become.</summary>
    public static ItemFacts Of(KerioMessage message)
    {
        var lines = ItemFacts.Lines(Encoding.UTF8.GetString(message.Bytes.Span)).ToList();
        return new ItemFacts(
            lines.Find(l => l.StartsWith("Subject: ", StringComparison.Ordinal))?["Subject: ".Length..] ?? "",
            [.. lines.Select(l => l.StartsWith("Start: ", StringComparison.Ordinal) ? $"Start: {Instant(l["Start: ".Length..])}" : l)]);
    }

    private static ItemFacts Of(Ical.Net.Calendar read)
    {
        if (read.Todos.FirstOrDefault() is { } task)
        {
            return new ItemFacts(
                task.Summary ?? "",
                $"Due: {Time(task.Due)}",
                string.Create(CultureInfo.InvariantCulture, $"Done: {task.PercentComplete}"),
                $"Body: {task.Description?.Trim()}");
        }

        var main = read.Events.Single(e => e.RecurrenceIdentifier is null);
        return new ItemFacts(
            main.Summary ?? "",
            $"Start: {Time(main.DtStart)}",
            $"End: {Time(main.DtEnd)}",
            $"Location: {main.Location}",
            $"Private: {main.Class == "PRIVATE"}",
            ItemFacts.List("Occurrences", main.RecurrenceRule is null ? [] : Occurrences(read, main)),
            ItemFacts.List("Changed", read.Events.Where(e => e.RecurrenceIdentifier is not null).Select(e => $"{Time(e.DtStart)} {e.Location}")));
    }

    private static IEnumerable<string> Occurrences(Ical.Net.Calendar read, CalendarEvent main) => read.GetOccurrences<CalendarEvent>()
        .Select(o => o.Period.StartTime).TakeWhile(t => t.Value <= SeededFacts.EndOf(main.DtStart!.Value)).Select(Time);

    private static ItemFacts Of(CardLines card) => new(
        card.Values("FN").FirstOrDefault() ?? "",
        $"Name: {string.Join("; ", card.Parts("N").Take(2))}",
        $"Company: {card.Parts("ORG").FirstOrDefault()}",
        ItemFacts.List("E-mail", card.Values("EMAIL")),
        ItemFacts.List("Telephone", card.Values("TEL")),
        $"Photo: {card.Values("PHOTO").Any(IsJpeg)}");

    private static ItemFacts Of(JsonNode item) => (string?)item["commonName"] is { } name
        ? new ItemFacts(name, ItemFacts.List("Members", item["emailAddresses"]!.AsArray().Select(m => (string?)m!["address"])))
        : new ItemFacts(ItemFacts.Lines((string)item["text"]!).First(), [.. ItemFacts.Lines((string)item["text"]!)]);

    private static string Time(CalDateTime? time) => time is null ? "" : SeededFacts.Time(time.HasTime ? time.AsUtc : time.Value, !time.HasTime);

    private static string Instant(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var time) ? SeededFacts.Time(time.UtcDateTime, isDay: false) : text;

    private static bool IsJpeg(string base64) => Convert.FromBase64String(base64) is [0xFF, 0xD8, 0xFF, ..];
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using KerioMigration.Engine.Conversion.ContentLines;
using KerioMigration.Engine.Conversion.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Engine.Model.Tasks;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Conversion.Tasks;

/// <summary>Whole objects, as files that a reader can judge. They have LF for CRLF.</summary>
public sealed class GoldenTaskTests
{
    private static readonly Dictionary<string, TaskItem> Cases = new(StringComparer.Ordinal)
    {
        ["full"] = Full(),
        ["bare"] = new() { SourceKey = "bare", Subject = "Nur ein Titel" },
        ["completed"] = new()
        {
            SourceKey = "completed",
            Subject = "Erledigt",
            Status = TaskItemStatus.Completed,
            PercentComplete = 40,
            StartDate = new DateTime(2024, 3, 1),
            DueDate = new DateTime(2024, 3, 1),
            CompleteDate = new DateTime(2024, 3, 4),
        },
        ["recurring"] = Recurring(new RelativeMonthlyPattern(2, DaysOfWeek.Friday, DayOfWeekIndex.Last)),
        ["regenerating"] = Recurring(new RegeneratingPattern(RegenerationUnit.Week, 2)),
        ["counted"] = Recurring(new DailyPattern(1)) with { Recurrence = new Recurrence(new DailyPattern(1), Count: 200) },
    };

    public static TheoryData<string> Names => new(Cases.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_object_is_the_golden_one(string name)
    {
        var golden = Path.Combine(TestPaths.RepositoryRoot, "tests", "KerioMigration.Tests", "Golden", "tasks", name + ".ics");
        var converted = TaskConverter.Convert(Cases[name]);
        var text = Encoding.UTF8.GetString(ObjectContent.Of(converted.Content, converted.Files).ToBytes()).Replace("\r\n", "\n", StringComparison.Ordinal)
            + string.Concat(converted.Losses.Select(l => $"Lost: {l}\n"));
        Assert.Equal(File.ReadAllText(golden), text);
    }

    private static TaskItem Full() => new()
    {
        SourceKey = "full",
        Subject = "Angebot; Müller, Köln",
        TextBody = "Bitte bis Freitag.\r\n",
        HtmlBody = "<html><body><p>Bitte bis <b>Freitag</b>.</p></body></html>",
        Status = TaskItemStatus.WaitingOnOthers,
        PercentComplete = 33.4,
        StartDate = new DateTime(2024, 2, 26),
        DueDate = new DateTime(2024, 3, 1),
        Reminder = new DateTimeOffset(2024, 3, 1, 8, 0, 0, TimeSpan.FromHours(1)),
        Importance = Importance.High,
        Sensitivity = Sensitivity.Personal,
        Categories = ["Kunde, wichtig", "Rot"],
        TotalWork = 480,
        ActualWork = 90,
        Owner = "Anna & Bert",
        Companies = ["Müller KG"],
        Mileage = "12 km",
        BillingInformation = "4711",
        Created = new DateTimeOffset(2024, 2, 1, 9, 0, 0, TimeSpan.Zero),
        LastModified = new DateTimeOffset(2024, 2, 2, 9, 0, 0, TimeSpan.Zero),
        Files = [new AttachedFile("Angebot; 2.docx", "application/msword", ItemContent.Of("Angebot"u8.ToArray()))],
    };

    private static TaskItem Recurring(RecurrencePattern pattern) => new()
    {
        SourceKey = "recurring",
        Subject = "Bericht",
        Status = TaskItemStatus.InProgress,
        PercentComplete = 5,
        StartDate = new DateTime(2024, 5, 29),
        DueDate = new DateTime(2024, 5, 31),
        Recurrence = new Recurrence(pattern, LastDate: new DateTime(2025, 12, 31)),
        RecurrenceStart = new DateTime(2024, 1, 26),
    };
}

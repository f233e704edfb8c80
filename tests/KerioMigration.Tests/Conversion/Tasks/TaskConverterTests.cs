using System;
using System.Linq;
using CsCheck;
using Ical.Net.CalendarComponents;
using KerioMigration.Engine.Conversion.Tasks;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Engine.Model.Tasks;
using KerioMigration.Tests.Conversion.Calendar;
using Xunit;

namespace KerioMigration.Tests.Conversion.Tasks;

/// <summary>What Ical.Net reads from what we wrote.</summary>
public sealed class TaskConverterTests
{
    private static readonly DateTime Day = new(2024, 2, 29);

    private static readonly Gen<string> Texts = AnyText.UpTo(200);

    [Fact]
    public void Any_text_is_read_as_it_was_written() => Gen.Select(Texts, Texts, Texts).Sample(
        (subject, body, category) =>
        {
            var read = Read(Task() with { Subject = subject, TextBody = body, Categories = [category, "B"] });
            Assert.Equal((AnyText.Arrived(subject), AnyText.Arrived(body)), (read.Summary, read.Description));
            Assert.Equal([AnyText.Arrived(category), "B"], read.Categories);
        },
        iter: 500, threads: 1);

    [Fact]
    public void A_body_of_a_megabyte_arrives_whole() =>
        Assert.Equal(AnyText.Megabyte, Read(Task() with { TextBody = AnyText.Megabyte }).Description);

    [Fact]
    public void Start_and_due_date_are_days_and_never_equal() => Gen.Select(Gen.Int[-3, 3], Gen.Bool, Gen.Bool).Sample(
        (lead, hasStart, hasDue) =>
        {
            DateTime? start = hasStart ? Day.AddDays(-lead) : null;
            DateTime? due = hasDue ? Day : null;
            var converted = TaskConverter.Convert(Task() with { StartDate = start, DueDate = due });
            var read = Read(converted);
            var carriesStart = !hasDue || lead > 0;
            Assert.Equal((carriesStart ? start : null, due), (read.Start?.Value, read.Due?.Value));
            Assert.DoesNotContain(new[] { read.Start, read.Due }, d => d is { HasTime: true });
            Assert.Equal(hasStart && !carriesStart ? $"More from Exchange:\nStart date: {start:yyyy-MM-dd}" : null, read.Description);
            Assert.Empty(converted.Losses);
        },
        iter: 200, threads: 1);

    [Theory]
    [InlineData(TaskItemStatus.NotStarted, 0, "NEEDS-ACTION", 0)]
    [InlineData(TaskItemStatus.InProgress, 49.6, "IN-PROCESS", 50)]
    [InlineData(TaskItemStatus.WaitingOnOthers, 0, "NEEDS-ACTION", 0)]
    [InlineData(TaskItemStatus.Deferred, 10, "IN-PROCESS", 10)]
    [InlineData(TaskItemStatus.Completed, 10, "COMPLETED", 100)]
    [InlineData(TaskItemStatus.InProgress, 1e9, "IN-PROCESS", 100)]
    public void Status_and_percentage_agree(TaskItemStatus status, double percent, string expected, int carried)
    {
        var read = Read(Task() with { Status = status, PercentComplete = percent, CompleteDate = Day });
        Assert.Equal((expected, carried), (read.Status, read.PercentComplete));
        Assert.Equal(status == TaskItemStatus.Completed ? Day.AddHours(12) : null, read.Completed?.AsUtc);
    }

    [Fact]
    public void A_reminder_is_at_its_instant()
    {
        var time = new DateTimeOffset(2024, 2, 29, 8, 0, 0, TimeSpan.FromHours(-5));
        var alarm = Assert.Single(Read(Task() with { Reminder = time }).Alarms);
        Assert.Equal(time.UtcDateTime, alarm.Trigger?.DateTime?.AsUtc);
    }

    [Fact]
    public void A_recurring_task_is_due_on_the_days_that_Exchange_gives() => Gen.Select(
        Gen.OneOf<RecurrencePattern>(
            Gen.Int[1, 9].Select(i => (RecurrencePattern)new DailyPattern(i)),
            Gen.Select(Gen.Int[1, 3], Gen.Int[1, 127]).Select((i, d) => (RecurrencePattern)new WeeklyPattern(i, (DaysOfWeek)d)),
            Gen.Select(Gen.Int[1, 5], Gen.Int[1, 31]).Select((i, d) => (RecurrencePattern)new AbsoluteMonthlyPattern(i, d)),
            Gen.Int[1, 127].Select(d => (RecurrencePattern)new RelativeYearlyPattern(11, (DaysOfWeek)d, DayOfWeekIndex.Last))),
        Gen.Int[0, 2000],
        Gen.Int[1, 40],
        Gen.Int[0, 39])
        .Sample(
            (pattern, day, count, done) =>
            {
                // Exchange moves the task on, and leaves the day from which it counts.
                var from = Day.AddDays(day);
                var recurrence = new Recurrence(pattern, Count: count);
                var left = ExchangeDates.Of(recurrence, from, from.AddYears(50)).Skip(done % count).ToList();
                var converted = TaskConverter.Convert(Task() with { DueDate = left[0], Recurrence = recurrence, RecurrenceStart = from });
                Assert.Empty(converted.Losses);
                var end = left[0].AddYears(3);
                Assert.Equal(left.TakeWhile(d => d < end), IcalOccurrences.Of<Todo>(converted.Content).TakeWhile(d => d < end));
            },
            iter: 200, threads: 1);

    [Fact]
    public void A_task_that_is_due_after_the_last_of_its_days_is_carried_once()
    {
        var converted = TaskConverter.Convert(Task() with { DueDate = Day, Recurrence = new Recurrence(new DailyPattern(1), Count: 2), RecurrenceStart = Day.AddDays(-5) });
        Assert.Equal((Day, null), (Read(converted).Due?.Value, Read(converted).RecurrenceRule));
        Assert.Equal("It is due after its recurrence ended on 2024-02-25; it is carried once.", Assert.Single(converted.Losses));
    }

    [Fact]
    public void People_without_a_property_stand_below_the_body() => Assert.Equal(
        "Body\n\nMore from Exchange:\nDelegated by: Bob Smith\nContacts: Claire, Jan; Gast",
        Read(Task() with { TextBody = "Body", Delegator = "Bob Smith", Contacts = ["Claire", "Jan; Gast"] }).Description);

    [Fact]
    public void A_recurrence_from_no_known_day_is_a_loss() => Assert.Equal(
        "It recurs from no known day; this one alone is carried.",
        Assert.Single(TaskConverter.Convert(Task() with { Recurrence = new Recurrence(new DailyPattern(1)) }).Losses));

    [Fact]
    public void The_same_task_is_written_the_same_way_twice() =>
        Assert.Equal(TaskConverter.Convert(Task()).Content, TaskConverter.Convert(Task()).Content);

    private static TaskItem Task() => new() { SourceKey = "task", Subject = "Task" };

    private static Todo Read(TaskItem task) => Read(TaskConverter.Convert(task));

    private static Todo Read(ConvertedTask converted) =>
        Assert.Single(Assert.IsType<Ical.Net.Calendar>(Ical.Net.Calendar.Load(converted.Content)).Todos);
}

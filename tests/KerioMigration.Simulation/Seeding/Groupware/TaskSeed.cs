using System;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>Tasks of every state, and series of them.</summary>
internal sealed class TaskSeed(ItemMaker make)
{
    public void Fill()
    {
        States();
        Series();
        Odd();
    }

    private void States()
    {
        Task("Noch nicht begonnen", t => t.DueDate = Day(7, 1));
        Task("Ohne Datum", _ => { });
        Task("In Arbeit", t => (t.Status, t.PercentComplete, t.StartDate, t.DueDate, t.ActualWork, t.TotalWork) = ("InProgress", 35, Day(6, 1), Day(6, 30), 90, 2_400));
        Task("Erledigt", t => (t.Status, t.PercentComplete, t.CompleteDate, t.StartDate, t.DueDate) = ("Completed", 100, Day(6, 2), Day(5, 1), Day(6, 1)));
        Task("Wartet", t => (t.Status, t.Importance, t.Contacts) = ("WaitingOnOthers", "High", ["Bob Smith", "Müller, Anna"]));
        Task("Zurückgestellt", t => (t.Status, t.Sensitivity, t.Categories) = ("Deferred", "Private", ["Rote Kategorie", "Haus & Hof"]));
        Task("Mit Erinnerung", t => (t.ReminderMinutes, t.ReminderDueBy, t.DueDate) = (0, new DateTimeOffset(2024, 7, 1, 6, 30, 0, TimeSpan.Zero), Day(7, 1)));
        Task("Alle Felder", t =>
        {
            (t.Billing, t.Mileage, t.Owner, t.Companies) = ("Kostenstelle 4711", "80 km", "Anna Müller", ["ACME", "Beta AG"]);
            (t.Delegator, t.DelegationState, t.AssignedTime) = ("Bob Smith", "Accepted", Seed.Now);
        });
        Task("Fällig am Tag der Zeitumstellung", t => (t.StartDate, t.DueDate) = (new DateTime(2024, 3, 31), new DateTime(2024, 10, 27)));
        Task("Aus New York", t => (t.Zone, t.DueDate) = (Zones.Eastern, Day(7, 4)));
    }

    private void Series()
    {
        Repeat("Täglich", new(RecurrencePattern.Daily) { Count = 5 });
        Repeat("Wöchentlich bis Jahresende", new(RecurrencePattern.Weekly) { Days = ["Monday"], EndDate = new DateTime(2024, 12, 31) });
        Repeat("Monatlich am 1.", new(RecurrencePattern.AbsoluteMonthly) { DayOfMonth = 1 });
        Repeat("Letzter Werktag", new(RecurrencePattern.RelativeMonthly) { Days = ["Weekday"], Index = "Last" });
        Repeat("Jährlich", new(RecurrencePattern.AbsoluteYearly) { DayOfMonth = 31, Month = 5 });
        Repeat("Erster Montag im September", new(RecurrencePattern.RelativeYearly) { Days = ["Monday"], Month = 9 });
        Repeat("Zwei Tage nach Erledigung", new(RecurrencePattern.DailyRegeneration) { Interval = 2 });
        Repeat("Eine Woche nach Erledigung", new(RecurrencePattern.WeeklyRegeneration) { Count = 4 });
        Repeat("Drei Monate nach Erledigung", new(RecurrencePattern.MonthlyRegeneration) { Interval = 3 });
        Repeat("Ein Jahr nach Erledigung", new(RecurrencePattern.YearlyRegeneration));
    }

    private void Odd()
    {
        Task(Awkward.Emoji, t => t.Body = Awkward.Escapes);
        Task(Awkward.RightToLeft, t => t.Body = Awkward.Control);
        Task("Lange Beschreibung", t => t.Body = Awkward.Long);
        Task(null, _ => { });
        Task("Mit Anlage", t => t.Attachments = [MailMaker.File("Liste.docx", 4_000)]);
        Task("HTML", t => (t.Body, t.BodyIsHtml, t.PlainBody) = ("<html><body><b>Fett</b> &amp; mehr</body></html>", true, "Fett & mehr\r\n"));
        make.Add("tasks", "Aufgabenanfrage: Bericht", new SeededItem { ItemClass = "IPM.TaskRequest", Body = "Bitte übernehmen.\r\n", Content = MailContent.Of("Subject: Aufgabenanfrage: Bericht\r\n\r\nBitte.\r\n"u8.ToArray()) });
    }

    private void Repeat(string subject, SeededRecurrence recurrence) => Task(subject, t =>
        (t.StartDate, t.DueDate, t.Recurrence) = (Day(6, 3), Day(6, 3), recurrence with { StartDate = Day(6, 3) }));

    private void Task(string? subject, Action<SeededTask> change)
    {
        var task = new SeededTask { Owner = make.Owner.Name };
        change(task);
        make.Add("tasks", subject, task);
    }

    private static DateTime Day(int month, int day) => new(2024, month, day);
}

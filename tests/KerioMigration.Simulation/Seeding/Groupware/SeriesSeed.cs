using System;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>Series of every pattern and range, with changed and deleted occurrences.</summary>
internal sealed class SeriesSeed(ItemMaker make)
{
    public void Fill()
    {
        Patterns();
        Exceptions();
        OddSeries();
    }

    private void Patterns()
    {
        Series("Täglich, fünfmal", At(2024, 6, 3, 9), new(RecurrencePattern.Daily) { Count = 5 });
        Series("Jeden dritten Tag ohne Ende", At(2024, 6, 4, 9), new(RecurrencePattern.Daily) { Interval = 3 });
        Series("Mo, Mi und Fr", At(2024, 6, 3, 10), new(RecurrencePattern.Weekly) { Days = ["Monday", "Wednesday", "Friday"], Count = 10 });
        Series("Alle zwei Wochen Di und Do", At(2024, 6, 4, 11), new(RecurrencePattern.Weekly) { Interval = 2, Days = ["Tuesday", "Thursday"], EndDate = At(2024, 12, 31) });
        Series("Woche beginnt am Sonntag", At(2024, 6, 2, 12), new(RecurrencePattern.Weekly) { Interval = 2, Days = ["Sunday", "Monday"], FirstDayOfWeek = DayOfWeek.Sunday, Count = 6 });
        Series("Werktags", At(2024, 6, 3, 8), new(RecurrencePattern.Weekly) { Days = ["Weekday"], EndDate = At(2024, 6, 28) });
        Series("Am 31.", At(2024, 1, 31, 17), new(RecurrencePattern.AbsoluteMonthly) { DayOfMonth = 31, Count = 12 });
        Series("Alle drei Monate am 15. ohne Ende", At(2024, 1, 15, 16), new(RecurrencePattern.AbsoluteMonthly) { Interval = 3, DayOfMonth = 15 });
        Series("Letzter Freitag", At(2024, 1, 26, 15), new(RecurrencePattern.RelativeMonthly) { Days = ["Friday"], Index = "Last", EndDate = At(2024, 12, 27) });
        Series("Erster Werktag", At(2024, 1, 1, 9), new(RecurrencePattern.RelativeMonthly) { Days = ["Weekday"], Index = "First", Count = 6 });
        Series("Dritter Tag jedes zweiten Monats", At(2024, 1, 3, 9), new(RecurrencePattern.RelativeMonthly) { Interval = 2, Days = ["Day"], Index = "Third", Count = 6 });
        Series("Zweiter Wochenendtag", At(2024, 1, 7, 9), new(RecurrencePattern.RelativeMonthly) { Days = ["WeekendDay"], Index = "Second" });
        Series("Am 29. Februar", At(2024, 2, 29, 9), new(RecurrencePattern.AbsoluteYearly) { DayOfMonth = 29, Month = 2, Count = 5 });
        Series("Letzter Sonntag im Oktober", At(2024, 10, 27, 2, 30), new(RecurrencePattern.RelativeYearly) { Days = ["Sunday"], Index = "Last", Month = 10 });
        Series("Geburtstag", At(2024, 5, 5), new(RecurrencePattern.AbsoluteYearly) { DayOfMonth = 5, Month = 5 }, a =>
            (a.End, a.IsAllDay, a.FreeBusy, a.ReminderMinutes) = (At(2024, 5, 6), true, "Free", 1_080));
    }

    private void Exceptions()
    {
        var bob = new SeededAttendee(new SeededAddress("Bob Smith", "bob@example.org"), "Accept", Seed.Now);
        var guest = new SeededAttendee(new SeededAddress("Gast", "gast@example.net"), "NoResponseReceived");

        // Thursdays over the end of summer time.
        Series("Jour fixe", At(2024, 10, 3, 9), new(RecurrencePattern.Weekly) { Days = ["Thursday"], Count = 12 }, a =>
        {
            (a.State, a.Required, a.ReminderMinutes, a.Location, a.Body) = (1, [bob], 15, "Raum 1", "Tagesordnung folgt.\r\n");
            a.With(At(2024, 10, 10, 9), e => (e.Start, e.End) = (At(2024, 10, 11, 14), At(2024, 10, 11, 15, 30)))
                .With(At(2024, 10, 17, 9), e => (e.Subject, e.Body, e.Location) = ("Jour fixe (Budget 📈)", "Andere Tagesordnung.\r\n", "Raum 2"))
                .With(At(2024, 10, 24, 9), e => (e.Required, e.ReminderMinutes) = ([bob, guest], null))
                .With(At(2024, 10, 31, 9), e => (e.Start, e.End, e.Attachments) = (At(2024, 10, 31, 10), At(2024, 10, 31, 11), [MailMaker.File("Zahlen.xlsx", 3_000)]))
                .With(At(2024, 11, 7, 9), e => (e.ReminderMinutes, e.FreeBusy, e.Sensitivity, e.Categories) = (120, "Tentative", "Private", ["Blau"]))
                .With(At(2024, 11, 14, 9), e => (e.State, e.FreeBusy) = (5, "Free"))
                .Without(At(2024, 11, 21, 9))
                .Without(At(2024, 12, 19, 9));
        });
        Series("Ganztägige Serie", At(2024, 6, 3), new(RecurrencePattern.Weekly) { Days = ["Monday"], EndDate = At(2024, 8, 26) }, a =>
        {
            (a.End, a.IsAllDay, a.FreeBusy) = (At(2024, 6, 4), true, "Free");
            a.With(At(2024, 6, 10), e => (e.Start, e.End) = (At(2024, 6, 11), At(2024, 6, 12)))
                .With(At(2024, 6, 17), e => (e.IsAllDay, e.Start, e.End, e.FreeBusy) = (false, At(2024, 6, 17, 9), At(2024, 6, 17, 10), "Busy"))
                .Without(At(2024, 6, 24));
        });
    }

    private void OddSeries()
    {
        Series("Erstes Vorkommen gelöscht", At(2024, 6, 3, 7), new(RecurrencePattern.Daily) { Count = 4 }, a => a.Without(At(2024, 6, 3, 7)));
        Series("Alle außer einem gelöscht", At(2024, 6, 3, 6), new(RecurrencePattern.Daily) { Count = 3 }, a => a.Without(At(2024, 6, 3, 6)).Without(At(2024, 6, 5, 6)));
        Series("Von Bob, nur eines verschoben", At(2024, 9, 2, 13), new(RecurrencePattern.Weekly) { Days = ["Monday"], EndDate = At(2024, 10, 14) }, a =>
        {
            (a.StartZone, a.Organizer, a.State, a.MyResponse) = (Zones.Eastern, new SeededAddress("Bob Smith", "bob@example.org"), 3, "Accept");
            a.With(At(2024, 9, 9, 13), e => (e.Start, e.End) = (At(2024, 9, 10, 8), At(2024, 9, 10, 9)));
        });
        Series("Serie in eigener Zone", At(2024, 9, 1, 9), new(RecurrencePattern.Daily) { Interval = 7, Count = 10 }, a => a.StartZone = Zones.Custom);
        Series("Serie in Sydney", At(2024, 9, 2, 9), new(RecurrencePattern.Weekly) { Days = ["Monday"], Count = 10 }, a => a.StartZone = Zones.Sydney);
        Series("Nachtschicht", At(2024, 10, 20, 22), new(RecurrencePattern.Daily) { Count = 10 }, a => a.End = At(2024, 10, 21, 6));
        Series("Hundert Ausnahmen", At(2024, 1, 1, 5), new(RecurrencePattern.Daily) { Count = 120 }, a =>
        {
            for (var i = 0; i < 100; i++)
            {
                var number = i;
                a.With(At(2024, 1, 1, 5).AddDays(i), e => e.Subject = $"Ausnahme {number}");
            }
        });
    }

    private void Series(string subject, DateTime start, SeededRecurrence recurrence, Action<SeededAppointment>? change = null) =>
        make.Event(subject, start, 1, a =>
        {
            a.Subject = subject;
            a.Recurrence = recurrence with { StartDate = start.Date };
            change?.Invoke(a);
        });

    private static DateTime At(int year, int month, int day, int hour = 0, int minute = 0) => CalendarSeed.At(year, month, day, hour, minute);
}

using System;
using System.Collections.Generic;
using System.Globalization;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Seeding;

public static partial class Seed
{
    /// <summary>
    /// Three users: the first one's mailbox holds every kind of item with every field and oddity, the second one's (in New York) a few
    /// ordinary ones, the third one's none.
    /// </summary>
    public static Organization Groupware()
    {
        var anna = User("anna", "Anna", "Müller", "de-DE", "Vertrieb");
        var make = Items(anna);
        new CalendarSeed(make).Fill();
        new ContactSeed(make).Fill();
        new TaskSeed(make).Fill();
        new NoteSeed(make).Fill();
        var bob = User("bob", "Bob", "Smith", "en-US", "Engineering");
        Ordinary(bob, 20, 20, Zones.Eastern);
        bob.Mailbox.Settings.Configurations = [new SeededConfiguration("root", "OWA.UserOptions", new Dictionary<string, string> { ["timezone"] = Zones.Eastern.Id })];
        new FolderSeed(anna.Mailbox, make).Fill();
        return With(FolderSeed.PublicFolders(), anna, bob, User("claire", "Claire", "Dubois", "fr-FR", "Finance"));
    }

    /// <summary>One user, anna@example.org, with so many ordinary events and contacts: every tenth event is a series.</summary>
    public static Organization Groupware(int events, int contacts)
    {
        var anna = User("anna", "Anna", "Müller", "en-US", "Sales");
        Ordinary(anna, events, contacts, Zones.WestEurope);
        return Of(anna);
    }

    private static ItemMaker Items(SeededUser user) => new(user.Mailbox, Past) { Owner = new SeededAddress(user.DisplayName, user.PrimarySmtpAddress) };

    private static void Ordinary(SeededUser user, int events, int contacts, TimeZoneInfo zone)
    {
        var make = Items(user);
        var day = new DateTime(2020, 1, 6);
        for (var i = 0; i < events; i++)
        {
            var start = day.AddDays(i / 4).AddHours(8 + (i % 8));
            make.Event(string.Create(CultureInfo.InvariantCulture, $"Event {i:D6}"), start, 1, item =>
            {
                (item.StartZone, item.Location, item.Body, item.ReminderMinutes) = (zone, "Room 1", "Please bring your papers.\r\n", 15);
                if (i % 10 == 9)
                {
                    item.Recurrence = new SeededRecurrence(RecurrencePattern.Weekly) { Days = [start.DayOfWeek.ToString()], StartDate = start.Date, Count = 10 };
                }
            });
        }

        for (var i = 0; i < contacts; i++)
        {
            make.Add("contacts", $"Person {i}", new SeededContact
            {
                DisplayName = $"Person {i}",
                FileAs = $"{i}, Person",
                GivenName = "Person",
                Surname = i.ToString(CultureInfo.InvariantCulture),
                Company = "Example Ltd.",
                Emails = [new SeededContactAddress($"person{i}@example.net", $"Person {i}")],
                Phones = new Dictionary<string, string> { ["MobilePhone"] = $"+49 170 {i:D7}" },
            });
        }
    }
}

using System;
using System.Collections.Generic;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>A few items of every kind that is no mail, with what is most often lost on the way.</summary>
internal static class DemoGroupware
{
    private static readonly SeededAddress Bob = new("Bob Smith", "bob@example.org");

    public static void Fill(SeededMailbox mailbox)
    {
        var make = new ItemMaker(mailbox, Seed.Now.AddYears(-1));
        Events(make);
        People(make);
        make.Add("tasks", "Steuererklärung", new SeededTask { Owner = make.Owner.Name, Status = "InProgress", PercentComplete = 40, DueDate = new DateTime(2024, 7, 31), Body = "Belege suchen.\r\n" });
        NoteSeed.Note(make, "Einkaufen", "Einkaufen\r\nMilch\r\nBrot\r\n", color: 3);
    }

    /// <summary>What lies beside the folders of mail and takes a run of its own to carry: a journal, a right of somebody else.</summary>
    public static void FillRest(SeededMailbox mailbox)
    {
        NoteSeed.Journal(new ItemMaker(mailbox, Seed.Now.AddMonths(-1)), "Telefonat mit ACME", "Phone call", 25, "Angebot besprochen.\r\n");
        mailbox["calendar"].Permissions = [new SeededPermission("Editor", Bob)];
    }

    private static void Events(ItemMaker make)
    {
        make.Event("Zahnarzt", new DateTime(2024, 6, 11, 8, 30, 0), 0.5, e => (e.StartZone, e.Location, e.ReminderMinutes, e.Sensitivity) = (Zones.WestEurope, "Praxis Dr. Groß", 60, "Private"));
        make.Event("Betriebsausflug", new DateTime(2024, 6, 21), 24, e => (e.StartZone, e.IsAllDay, e.FreeBusy) = (Zones.WestEurope, true, "OOF"));
        var first = new DateTime(2024, 10, 7, 9, 0, 0);
        make.Event("Jour fixe", first, 1, e =>
        {
            (e.StartZone, e.Location, e.Body) = (Zones.WestEurope, "Raum 3", "Über das Ende der Sommerzeit hinweg.\r\n");
            e.Required = [new SeededAttendee(Bob, "Accept", Seed.Now)];
            e.Recurrence = new SeededRecurrence(RecurrencePattern.Weekly) { Days = ["Monday"], StartDate = first.Date, Count = 8 };
            e.Without(first.AddDays(14)).With(first.AddDays(28), o => (o.Start, o.End, o.Location) = (first.AddDays(29), first.AddDays(29).AddHours(1), "Raum 5"));
        });
    }

    private static void People(ItemMaker make)
    {
        var contact = make.Add("contacts", "Bob Smith", new SeededContact
        {
            DisplayName = "Bob Smith",
            FileAs = "Smith, Bob",
            GivenName = "Bob",
            Surname = "Smith",
            Company = "Example Ltd.",
            Emails = [new SeededContactAddress(Bob.Address, Bob.Name)],
            Phones = new Dictionary<string, string> { ["MobilePhone"] = "+1 212 5550100", ["BusinessPhone"] = "+1 212 5550101" },
            Attachments = [new SeededAttachment { Name = "ContactPicture.jpg", ContentType = "image/png", IsContactPhoto = true, Content = CalendarSeed.Picture }],
        });
        make.Add("contacts", "Team", new SeededDistributionList
        {
            FileAs = "Team",
            Members = [new SeededMember(Bob, "Contact", contact), new SeededMember(new SeededAddress("Gast", "gast@example.net"))],
        });
    }
}

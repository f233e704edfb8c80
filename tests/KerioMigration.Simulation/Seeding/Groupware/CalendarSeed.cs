using System;
using System.Linq;
using System.Text;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>A calendar with everything that an Exchange calendar can hold, and what goes wrong with it, in small.</summary>
internal sealed class CalendarSeed(ItemMaker make)
{
    private const string Ex = "/O=EXAMPLE/OU=EXCHANGE ADMINISTRATIVE GROUP (FYDIBOHF23SPDLT)/CN=RECIPIENTS/CN=";

    private static readonly SeededAddress Bob = new("Bob Smith", "bob@example.org");
    private static readonly SeededAddress Claire = new("Dubois, Claire", "claire@example.org");
    private static readonly SeededAddress Guest = new("Ján \"Janko\" Novák; Gast", "jan.novak+guest@example.net");
    private static readonly SeededAddress Gone = new("Former Colleague", Ex + "gone", "EX");
    private static readonly SeededAddress Room = new("Raum 2.14 (Köln)", "room-2.14@example.org");

    public void Fill()
    {
        Single();
        Days();
        ZonesAndEdges();
        Meetings();
        Texts();
        Attachments();
        OddClasses();
        new SeriesSeed(make).Fill();
    }

    private void Single()
    {
        make.Event("Zahnarzt", At(2024, 6, 12, 8, 30), 1.5, a => (a.Sensitivity, a.ReminderMinutes, a.Location, a.FreeBusy) = ("Private", 60, "Praxis Dr. Weiß, Köln", "OOF"));
        make.Event("Frei", At(2024, 6, 13, 9), 1, a => a.FreeBusy = "Free");
        make.Event("Vielleicht", At(2024, 6, 13, 10), 1, a => (a.FreeBusy, a.Importance) = ("Tentative", "Low"));
        make.Event("Anderswo", At(2024, 6, 13, 11), 1, a => (a.FreeBusy, a.Sensitivity) = ("WorkingElsewhere", "Personal"));
        make.Event("Vertraulich und wichtig", At(2024, 6, 13, 12), 1, a => (a.Sensitivity, a.Importance, a.Categories) = ("Confidential", "High", ["Rote Kategorie", "Projekt Ä; B, C"]));
        make.Event("Ohne Dauer", At(2024, 6, 13, 14), 0, a => a.ReminderMinutes = 0);
        make.Event("Erinnerung zwei Wochen vorher", At(2024, 6, 28, 14), 1, a => a.ReminderMinutes = 20_160);
        make.Event("Abgelehnt", At(2024, 6, 14, 9), 1, a => (a.Organizer, a.MyResponse, a.State, a.FreeBusy) = (Bob, "Decline", 3, "Free"));
        make.Event("Online", At(2024, 6, 14, 10), 1, a => (a.IsOnlineMeeting, a.JoinUrl, a.State, a.Required) =
            (true, "https://meet.example.org/j/123?pwd=a&b=c", 1, [new SeededAttendee(Bob)]));
        make.Event("Online auf andere Weise", At(2024, 6, 14, 11), 1, a =>
        {
            (a.IsOnlineMeeting, a.NetShowUrl, a.FlagStatus) = (true, "https://show.example.org/1", 2);
            a.Extended["PublicStrings:SkypeTeamsMeetingUrl"] = "https://teams.example.org/l/1?context=%7b%22a%22%7d";
        });
    }

    private void Days()
    {
        make.Event("Feiertag", At(2024, 10, 3), 24, AllDay);
        make.Event("Urlaub, drei Tage über die Zeitumstellung", At(2024, 10, 26), 72 + 1, a =>
        {
            AllDay(a);
            (a.End, a.FreeBusy) = (At(2024, 10, 29), "OOF");
        });
        make.Event("Ganztägig in New York angelegt", At(2024, 7, 4), 24, a =>
        {
            AllDay(a);
            a.StartZone = Zones.Eastern;
        });
        make.Event("Ganztägig in Tokio angelegt", At(2024, 7, 15), 24, a =>
        {
            AllDay(a);
            a.StartZone = Zones.Tokyo;
        });
        make.Event("Messe, über Nächte", At(2024, 9, 9, 14), 0, a => a.End = At(2024, 9, 12, 11, 15));
    }

    private void ZonesAndEdges()
    {
        make.Event("Flug nach New York", At(2024, 8, 1, 10, 5), 0, a => (a.End, a.EndZone) = (At(2024, 8, 1, 12, 40), Zones.Eastern));
        make.Event("In Indien", At(2024, 8, 2, 9, 30), 1, a => a.StartZone = Zones.India);
        make.Event("In Sydney", At(2024, 12, 2, 9), 1, a => a.StartZone = Zones.Sydney);
        make.Event("Weltzeit", At(2024, 8, 5, 6), 1, a => a.StartZone = Zones.MicrosoftUtc);
        make.Event("Eigene Zone", At(2024, 8, 6, 9), 1, a => a.StartZone = Zones.Custom);
        make.Event("In der Lücke der Sommerzeit", At(2024, 3, 31, 2, 30), 1);
        make.Event("In der doppelten Stunde", At(2024, 10, 27, 2, 30), 1);
        make.Event("Vor der Regel von 2007", At(2005, 3, 20, 9), 1, a => a.StartZone = Zones.Eastern);
        make.Event("Sehr alt", At(1899, 12, 30), 1, a => a.StartZone = Zones.Utc);
        make.Event("Sehr fern", At(2185, 1, 1, 12), 1);
    }

    private void Meetings()
    {
        var answered = new DateTimeOffset(2024, 6, 2, 9, 15, 0, TimeSpan.Zero);
        make.Event("Quartalsplanung", At(2024, 6, 18, 13), 2, a =>
        {
            (a.State, a.SequenceNumber, a.Location, a.ReminderMinutes) = (1, 2, "Raum 2.14", 15);
            a.Required = [new SeededAttendee(Bob, "Accept", answered), new SeededAttendee(Claire, "Tentative", answered), new SeededAttendee(Gone)];
            a.Optional = [new SeededAttendee(Guest, "Decline", answered)];
            a.Resources = [new SeededAttendee(Room, "Accept", answered)];
            (a.Body, a.BodyIsHtml, a.PlainBody) = ("<html><body><p>Tagesordnung:</p><ol><li>Zahlen &amp; Fakten</li><li>Übriges</li></ol></body></html>", true, "Tagesordnung:\r\n\r\n1. Zahlen & Fakten\r\n2. Übriges\r\n");
        });
        make.Event("Einladung von Bob", At(2024, 6, 19, 10), 1, a =>
        {
            (a.Organizer, a.State, a.MyResponse, a.ReplyTime, a.FreeBusy) = (Bob, 3, "Accept", answered, "Busy");
            a.Required = [new SeededAttendee(make.Owner, "Accept", answered), new SeededAttendee(Bob, "Organizer")];
        });
        make.Event("Noch nicht beantwortet", At(2024, 6, 19, 11), 1, a =>
            (a.Organizer, a.State, a.MyResponse, a.FreeBusy, a.Required) = (Guest, 3, "NoResponseReceived", "Tentative", [new SeededAttendee(make.Owner, "NoResponseReceived")]));
        make.Event("Abgesagt: Grillen", At(2024, 6, 20, 18), 3, a => (a.Organizer, a.State, a.FreeBusy) = (Bob, 7, "Free"));
        make.Event("Veranstalter ist fort", At(2024, 6, 21, 9), 1, a => (a.Organizer, a.State, a.MyResponse) = (Gone, 3, "Accept"));
        make.Event("UID von außen", At(2024, 6, 21, 10), 1, a => (a.GlobalId, a.Organizer, a.State, a.MyResponse) =
            (GlobalObjectIds.OfForeign("20240601T101500Z-7f3a@calendar.example.net"), Guest, 3, "Tentative"));
        foreach (var day in new[] { 10, 17 })
        {
            make.Event($"Nur zu diesem Termin der Serie geladen: {day}.", At(2024, 6, day, 15), 1, a => (a.GlobalId, a.Organizer, a.State, a.MyResponse) =
                (GlobalObjectIds.On(GlobalObjectIds.Of("a series of Bob's"), At(2024, 6, day, 0)), new SeededAddress("Bob Smith", "bob@example.org"), 3, "Accept"));
        }

        make.Event("Zweimal dieselbe UID", At(2024, 6, 21, 11), 1, a => a.GlobalId = GlobalObjectIds.Of("twice"));
        make.Event("Zweimal dieselbe UID", At(2024, 6, 21, 12), 1, a => a.GlobalId = GlobalObjectIds.Of("twice"));
        make.Event("Viele Teilnehmer", At(2024, 6, 24, 9), 1, a => (a.State, a.Required) =
            (1, Enumerable.Range(1, 150).Select(i => new SeededAttendee(new SeededAddress($"Teilnehmer {i}", $"person{i}@example.net"))).ToList()));
    }

    private void Texts()
    {
        make.Event(Awkward.Emoji, At(2024, 7, 1, 9), 1, a => (a.Location, a.Body) = ("Zürich 🏔", "Los geht's 🎉\r\n"));
        make.Event(Awkward.RightToLeft, At(2024, 7, 1, 10), 1, a => a.Location = "תל אביב");
        make.Event("Maskiert", At(2024, 7, 1, 11), 1, a => (a.Location, a.Body) = (Awkward.Escapes, Awkward.Escapes));
        make.Event(Awkward.Control, At(2024, 7, 1, 12), 1, a => (a.Location, a.Body) = (Awkward.Control, Awkward.Control));
        make.Event(Awkward.Combining, At(2024, 7, 1, 13), 1);
        make.Event("Lange Beschreibung", At(2024, 7, 1, 14), 1, a => a.Body = Awkward.Long);
        make.Event("Langer Betreff " + string.Concat(Enumerable.Repeat("sehr lang ", 40)), At(2024, 7, 1, 15));
        make.Event(null, At(2024, 7, 1, 16));
        make.Event(string.Empty, At(2024, 7, 1, 17), 1, a => a.Organizer = null);
    }

    private void Attachments()
    {
        make.Event("Mit Anlagen", At(2024, 7, 2, 9), 1, a => a.Attachments =
        [
            MailMaker.File("Bericht 1.pdf", 40_000, "application/pdf"), MailMaker.File("leer.txt", 0, "text/plain"), MailMaker.File("Übersicht 📊.xlsx", 9_001),
        ]);
        make.Event("Mit Bild im Text", At(2024, 7, 2, 10), 1, a =>
        {
            (a.Body, a.BodyIsHtml, a.PlainBody) = ("<html><body><p>Lageplan:</p><img src=\"cid:plan@example.org\"></body></html>", true, "Lageplan:\r\n");
            a.Attachments = [new SeededAttachment { Name = "plan.png", ContentType = "image/png", ContentId = "plan@example.org", IsInline = true, Content = Picture }];
        });
        make.Event("Mit angehängten Elementen", At(2024, 7, 2, 11), 1, a => a.Attachments =
        [
            new SeededAttachment { Name = "Alte Nachricht", ContentType = "message/rfc822", Item = new MailMaker(Seed.Domain, Seed.Now).Text("Angehängte Nachricht") },
            new SeededAttachment { Name = "Anderer Termin", Item = make.Date("Anderer Termin", new SeededAppointment { Start = At(2024, 7, 3, 9), End = At(2024, 7, 3, 10) }) },
        ]);
    }

    private void OddClasses()
    {
        make.Event("Live Meeting", At(2024, 7, 4, 9), 1, a => a.ItemClass = "IPM.Appointment.Live Meeting Request");
        make.Event("Eigenes Formular", At(2024, 7, 4, 10), 1, a => a.ItemClass = "IPM.Appointment.Dienstreise");
        make.Add("calendar", "Geburtstag eines Kontakts", new SeededItem { ItemClass = "IPM.Note", Body = "Eine Nachricht im Kalender.\r\n", Content = MailContent.Of(Encoding.ASCII.GetBytes("Subject: Geburtstag eines Kontakts\r\n\r\nEine Nachricht im Kalender.\r\n")) });
    }

    /// <summary>A picture of one pixel.</summary>
    internal static byte[] Picture { get; } =
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static void AllDay(SeededAppointment item) => (item.IsAllDay, item.FreeBusy) = (true, "Free");

    internal static DateTime At(int year, int month, int day, int hour = 0, int minute = 0) => new(year, month, day, hour, minute, 0);
}

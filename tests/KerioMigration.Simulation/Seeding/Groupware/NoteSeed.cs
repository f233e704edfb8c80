using System;
using System.Globalization;
using System.Text;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>Sticky notes, journal entries, posts, and classes that no program here knows.</summary>
internal sealed class NoteSeed(ItemMaker make)
{
    public void Fill()
    {
        for (var color = 0; color < 5; color++)
        {
            Note(make, $"Einkaufen {color}", $"Einkaufen {color}\r\nMilch\r\nBrot\r\n", color);
        }

        Note(make, Awkward.Emoji, Awkward.Emoji + "\r\nzweite Zeile", 3);
        Note(make, "Maskiert", Awkward.Escapes, 3);
        Note(make, "Lang", Awkward.Long, 3);
        Note(make, string.Empty, string.Empty, 3);
        Journal(make, "Telefonat mit ACME", "Phone call", 25);
        Journal(make, "Langes Gespräch", "Meeting", 300);
        Journal(make, Awkward.RightToLeft, "Conversation", 0);
        Posts();
        Unknown();
    }

    public static void Note(ItemMaker make, string subject, string body, int color) => make.Add("notes", subject, Text("IPM.StickyNote", body, subject, item =>
    {
        Set(item, "Note", 0x8B00, color);
        Set(item, "Note", 0x8B02, 200);
        Set(item, "Note", 0x8B03, 166);
        Set(item, "Note", 0x8B04, 110 + color);
        Set(item, "Note", 0x8B05, 80);
    }));

    public static void Journal(ItemMaker make, string subject, string type, int minutes, string body = "Verlauf des Gesprächs.\r\n") => make.Add("journal", subject, Text("IPM.Activity", body, subject, item =>
    {
        var start = new DateTime(2024, 5, 14, 8, 30, 0);
        item.Categories = ["Kunde"];
        Set(item, "Log", 0x8700, type);
        Set(item, "Log", 0x8706, Utc(start));
        Set(item, "Log", 0x8707, minutes);
        Set(item, "Log", 0x8708, Utc(start.AddMinutes(minutes)));
        Set(item, "Log", 0x8712, type == "Phone call" ? "Telefonat" : type);
        Set(item, "Common", 0x853A, "Max Muster\nErika");
        Set(item, "Common", 0x8539, "ACME");
    }));

    private void Posts()
    {
        var mail = new MailMaker(Seed.Domain, Seed.Now);
        make.Mailbox.AddItem(make.Mailbox["inbox"], mail.Raw("Beitrag", "Content-Type: text/plain; charset=utf-8", Encoding.UTF8.GetBytes("Ein Beitrag – für alle.\r\n"), "Ein Beitrag – für alle.\r\n", "IPM.Post"));
        var feed = mail.Raw("Neuigkeit", "Content-Type: text/html", "<p>News</p>"u8, "<p>News</p>", "IPM.Post.Rss");
        feed.BodyIsHtml = true;
        Set(feed, "PostRss", 0x8901, "https://news.example.org/1");
        make.Mailbox.AddItem(make.Mailbox["inbox"], feed);
    }

    private void Unknown()
    {
        make.Add("inbox", "Fremdes Formular", Text("IPM.Fremd.Formular", "Inhalt des Formulars.\r\n", "Fremdes Formular", _ => { }));
        make.Add("inbox", "Ohne Klasse", new SeededItem { ItemClass = "IPM", Body = "Nur Eigenschaften.\r\n" });
        make.Add("notes", "Datei", Text("IPM.Document.txt", "Eine Datei als Element.\r\n", "Datei", i => i.Attachments = [MailMaker.File("Datei.txt", 100, "text/plain")]));
    }

    private static SeededItem Text(string itemClass, string body, string subject, Action<SeededItem> change)
    {
        var item = new SeededItem
        {
            ItemClass = itemClass,
            Body = body,
            Content = MailContent.Of(Encoding.UTF8.GetBytes($"Subject: {MailText.Encode(subject)}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}")),
        };
        change(item);
        return item;
    }

    private static void Set(SeededItem item, string set, int id, object value) =>
        item.Extended[SeededItem.ExtendedKey(set, id.ToString(CultureInfo.InvariantCulture))] = Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static string Utc(DateTime local) => Zones.ToUtc(local, Zones.WestEurope).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

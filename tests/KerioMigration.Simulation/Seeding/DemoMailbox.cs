using System;
using System.Linq;
using System.Text;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Seeding;

/// <summary>The mailbox with everything that goes wrong in migrations, in small.</summary>
internal sealed class DemoMailbox(SeededMailbox mailbox, MailMaker mail)
{
    public void Fill()
    {
        Tree();
        Inbox();
        OddMime();
        Reports();
        SentAndDrafts();
        NoMail();
        Ids();
    }

    private void Tree()
    {
        var projects = mailbox.AddFolder(mailbox["inbox"], "Projekte");
        var deep = projects;
        for (var i = 1; i <= 12; i++)
        {
            deep = mailbox.AddFolder(deep, $"Ebene {i}");
        }

        mailbox.AddItem(deep, mail.Text("Ganz unten"));
        string[] odd =
        [
            "Ein/Aus", @"Back\slash", "endet mit Leerzeichen ", " beginnt so", "Rechnungen 📧 2024", new string('x', 255), "Punkt.Punkt",
            "projekt", "Projekt", "PROJEKT", "a & b <c> \"d\"", "INBOX", "日本語", "leer", "~tilde", "Stern*Prozent%", "e\u0301 zerlegt",
        ];
        foreach (var name in odd)
        {
            var folder = mailbox.AddFolder(mailbox.TopOfInformationStore, name);
            if (name != "leer")
            {
                mailbox.AddItem(folder, mail.Text($"In {(name.Length > 40 ? "langem Namen" : name)}"));
            }
        }

        // A folder that never got a class is a mail folder.
        mailbox.AddItem(mailbox.AddFolder(mailbox.TopOfInformationStore, "Ohne Klasse", string.Empty), mail.Text("Ordner ohne Klasse"));
        mailbox.AddFolder(mailbox.TopOfInformationStore, "RSS-Feeds", "IPF.Note.OutlookHomepage");
    }

    private void Inbox()
    {
        var inbox = mailbox["inbox"];
        mailbox.AddItem(inbox, mail.Text("Willkommen", "Guten Tag,\r\n\r\nGrüße aus Köln – 5 €.\r\n"));
        mailbox.AddItem(inbox, mail.Html("Angebot für die Küche", "<html><body><p>Guten Tag &amp; Grüße</p></body></html>"));
        mailbox.AddItem(inbox, With(mail.Text("Beantwortet"), i => (i.LastVerb, i.LastVerbTime, i.IsRead) = (102, i.Received.AddHours(1), true)));
        mailbox.AddItem(inbox, With(mail.Text("Allen geantwortet"), i => i.LastVerb = 103));
        mailbox.AddItem(inbox, With(mail.Text("Weitergeleitet"), i => i.LastVerb = 104));
        mailbox.AddItem(inbox, With(mail.Text("Zur Nachverfolgung"), i => i.FlagStatus = 2));
        mailbox.AddItem(inbox, With(mail.Text("Erledigt"), i => i.FlagStatus = 1));
        mailbox.AddItem(inbox, With(mail.Text("Kategorien"), i => i.Categories = ["Rote Kategorie", "Projekt Ä", "a;b"]));
        mailbox.AddItem(inbox, With(mail.Text("Wichtig und vertraulich"), i => (i.Importance, i.Sensitivity) = ("High", "Confidential")));
        mailbox.AddItem(inbox, With(mail.Text("Bitte um Lesebestätigung"), i => i.IsReadReceiptRequested = true));
        mailbox.AddItem(inbox, mail.WithFiles(
            "Mit Anlagen", "Siehe Anlagen.", MailMaker.File("Bericht 1.pdf", 4_000, "application/pdf"), MailMaker.File("leer.txt", 0, "text/plain"), MailMaker.File("Übersicht.xlsx", 9_001)));
        mailbox.AddItem(inbox, mail.WithFiles(
            "Mit angehängter Nachricht", "Siehe Nachricht.", new SeededAttachment { Name = "Alt.eml", ContentType = "message/rfc822", Item = mail.Text("Angehängt") }));
        mailbox.AddItem(inbox, With(mail.Text("Absender ist fort"), i =>
            i.From = new SeededAddress("Former Colleague", "/O=EXAMPLE/OU=EXCHANGE ADMINISTRATIVE GROUP (FYDIBOHF23SPDLT)/CN=RECIPIENTS/CN=gone", "EX")));
        mailbox.AddItem(inbox, With(mail.Text("Steuerzeichen"), i => i.Subject = "Steuer\u0001zeichen\u000Bim \uFFFEBetreff"));
        mailbox.AddItem(inbox, mail.Text("Ein Betreff mit Emoji 🎉 und " + string.Concat(Enumerable.Repeat("sehr langem Text ", 20))));
        mailbox.AddItem(inbox, mail.Raw("Beitrag", "Content-Type: text/plain", "Ein Beitrag.\r\n"u8, itemClass: "IPM.Post"));
        mailbox.AddItem(inbox, mail.Raw("Eigene Klasse", "Content-Type: text/plain", "Formular.\r\n"u8, itemClass: "IPM.Note.Reisekosten"));
    }

    private void OddMime()
    {
        var inbox = mailbox["inbox"];
        mailbox.AddItem(inbox, mail.Raw("Null Bytes", "Content-Type: text/plain", default));
        mailbox.AddItem(inbox, mail.Raw("Acht Bit", "Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: 8bit", [0xC4, 0xD6, 0xDC, 0x80, 13, 10]));
        mailbox.AddItem(inbox, mail.Raw("Punkte", "Content-Type: text/plain", ".\r\n..\r\n.Anfang\r\n"u8));
        mailbox.AddItem(inbox, mail.Raw("Ohne Zeilenende", "Content-Type: text/plain", "Kein Ende"u8));
        mailbox.AddItem(inbox, mail.Raw("Lange Zeile", "Content-Type: text/plain", Encoding.ASCII.GetBytes(new string('a', 5_000) + "\r\n")));
        mailbox.AddItem(inbox, mail.Broken("Kaputte Kopfzeilen", "From: x@example.net\nNo colon here\nSubject : Leerzeichen davor\n\tfolded\nContent-Type: multipart/mixed; boundary=fehlt\n\nkein Teil\n"));
        mailbox.AddItem(inbox, mail.Broken("Rohe Umlaute", "From: M\u00fcller <m@example.net>\nSubject: \u00c4rger\nDate: gestern\n\nText\n"));
        mailbox.AddItem(inbox, mail.Broken("Offene Grenze", "From: x@example.net\nSubject: Offen\nContent-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\nText\n"));
        mailbox.AddItem(inbox, mail.Raw(
            "Undurchsichtig", "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64",
            Encoding.ASCII.GetBytes(MailText.Base64Lines(MailMaker.File("s", 900).Content.Span)), itemClass: "IPM.Note.SMIME"));
        mailbox.AddItem(inbox, mail.Raw(
            "Signiert", "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256; boundary=\"sig\"",
            Encoding.ASCII.GetBytes($"--sig\r\nContent-Type: text/plain\r\n\r\nSigniert.  \r\n\r\n--sig\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\n{MailText.Base64Lines(MailMaker.File("p", 600).Content.Span)}--sig--\r\n"),
            itemClass: "IPM.Note.SMIME.MultipartSigned"));
    }

    private void Reports()
    {
        const string Report = "--rep\r\nContent-Type: text/plain\r\n\r\nUnzustellbar.\r\n--rep\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; ex01.example.org\r\n\r\nFinal-Recipient: rfc822; nobody@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n--rep--\r\n";
        const string Meeting = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:meeting-1@example.org\r\nDTSTAMP:20240601T080000Z\r\nDTSTART:20240610T080000Z\r\nDTEND:20240610T090000Z\r\nSUMMARY:Besprechung\r\nORGANIZER:mailto:bob@example.org\r\nATTENDEE:mailto:anna@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        mailbox.AddItem(mailbox["inbox"], mail.Raw(
            "Unzustellbar: Hallo", "Content-Type: multipart/report; report-type=delivery-status; boundary=\"rep\"", Encoding.ASCII.GetBytes(Report), itemClass: "REPORT.IPM.Note.NDR"));
        mailbox.AddItem(mailbox["inbox"], mail.Raw(
            "Gelesen: Hallo", "Content-Type: multipart/report; report-type=disposition-notification; boundary=\"rep\"", Encoding.ASCII.GetBytes(Report), itemClass: "REPORT.IPM.Note.IPNRN"));
        mailbox.AddItem(mailbox["inbox"], mail.Raw(
            "Besprechung", "Content-Type: text/calendar; method=REQUEST; charset=utf-8", Encoding.ASCII.GetBytes(Meeting), itemClass: "IPM.Schedule.Meeting.Request"));
    }

    private void SentAndDrafts()
    {
        mailbox.AddItem(mailbox["sentitems"], With(mail.Text("AW: Willkommen"), i => (i.OtherMessageFlags, i.IsRead) = (0x22, true)));
        mailbox.AddItem(mailbox["sentitems"], mail.WithFiles("Gesendet mit Anlage", "Anbei.", MailMaker.File("Foto.jpg", 20_000, "image/jpeg")));
        mailbox.AddItem(mailbox["drafts"], With(mail.Text("Entwurf"), i => (i.OtherMessageFlags, i.Sent, i.IsRead) = (8, null, true)));
        mailbox.AddItem(mailbox["drafts"], With(mail.Raw(string.Empty, "Content-Type: text/plain", default), i => (i.OtherMessageFlags, i.Sent) = (8, null)));
        mailbox.AddItem(mailbox["deleteditems"], mail.Text("Gelöscht"));
        mailbox.AddItem(mailbox["junkemail"], mail.Text("Gewinn!!!"));
    }

    private void NoMail()
    {
        DemoGroupware.Fill(mailbox);
        mailbox.AddItem(mailbox["inbox"], new SeededItem
        {
            ItemClass = "IPM.Configuration.MRM",
            Subject = "Configuration",
            IsAssociated = true,
            Received = Seed.Now,
            Created = Seed.Now,
            Modified = Seed.Now,
            OtherMessageFlags = 0x40,
        });
    }

    /// <summary>Ids above 512 characters, and two that differ only in case.</summary>
    private void Ids()
    {
        var inbox = mailbox["inbox"];
        mailbox.AddItem(inbox, mail.Text("Lange Id"), ExchangeIds.Item(mailbox.Guid, inbox.Number, 900_001, padding: 330));
        var id = ExchangeIds.Item(mailbox.Guid, inbox.Number, 900_002);
        mailbox.AddItem(inbox, mail.Text("Id, groß"), id);
        mailbox.AddItem(inbox, mail.Text("Id, klein"), SwapLastLetter(id));
    }

    private static string SwapLastLetter(string id)
    {
        // Behind the part that names the mailbox, so that both are ids of the same mailbox.
        var at = id.AsSpan(0, id.Length - 8).LastIndexOfAnyInRange('a', 'z');
        return id[..at] + char.ToUpperInvariant(id[at]) + id[(at + 1)..];
    }

    private static SeededItem With(SeededItem item, Action<SeededItem> change)
    {
        change(item);
        return item;
    }
}

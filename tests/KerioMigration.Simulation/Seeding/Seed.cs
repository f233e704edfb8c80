using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Seeding;

/// <summary>Organizations to serve. Every seed is the same in every process: fixed random numbers, fixed dates.</summary>
public static partial class Seed
{
    public const string Domain = "example.org";

    /// <summary>The present of all seeds.</summary>
    public static DateTimeOffset Now { get; } = new(2024, 6, 3, 9, 30, 0, TimeSpan.Zero);

    private static DateTimeOffset Past { get; } = new(2023, 11, 6, 7, 15, 0, TimeSpan.Zero);

    /// <summary>One user, anna@example.org, with ten messages.</summary>
    public static Organization Tiny()
    {
        var anna = User("anna", "Anna", "Müller", "en-US", "Sales");
        var mail = Maker(anna);
        for (var i = 1; i <= 7; i++)
        {
            anna.Mailbox.AddItem(anna.Mailbox["inbox"], mail.Text($"Message {i}"));
        }

        anna.Mailbox.AddItem(anna.Mailbox["sentitems"], mail.Text("Sent"));
        anna.Mailbox.AddItem(anna.Mailbox["drafts"], mail.Text("Draft"));
        anna.Mailbox.AddItem(anna.Mailbox.AddFolder(anna.Mailbox["inbox"], "Projects"), mail.Text("In a folder"));
        return Of(anna);
    }

    /// <summary>Six recipients in four languages; the first one's mailbox holds every oddity, the last one's is empty.</summary>
    public static Organization Demo()
    {
        var anna = User("anna", "Anna", "Müller", "de-DE", "Vertrieb");
        new DemoMailbox(anna.Mailbox, Maker(anna)).Fill();
        var bob = Office(User("bob", "Bob", "Smith", "en-US", "Engineering"), 120);
        var claire = Office(User("claire", "Claire", "Dubois", "fr-FR", "Finance"), 60);
        var jan = Office(User("jan", "Jan", "Novák", "cs-CZ", "Support"), 40);
        var info = Office(User("info", "Info", "Desk", "en-US", "Shared"), 25);
        return Of(anna, bob, claire, jan, info, User("emil", "Emil", "Empty", "en-US", "Warehouse"));
    }

    /// <summary>As <see cref="Demo"/>, with what needs more than a run over mailboxes: public folders, a right, and a journal.</summary>
    public static Organization Everything()
    {
        var organization = Demo();
        DemoGroupware.FillRest(organization.Users[0].Mailbox);
        return With(FolderSeed.PublicFolders(), [.. organization.Users]);
    }

    /// <summary>As <see cref="Tiny"/>, with one more message of so many bytes; it is made while it is read.</summary>
    public static Organization WithHugeMessage(long bytes = 150_000_000)
    {
        var organization = Tiny();
        var anna = organization.Users[0];
        var item = Maker(anna).Text("Huge");
        item.Content = new GeneratedContent(item.MessageId!, bytes);
        anna.Mailbox.AddItem(anna.Mailbox["inbox"], item);
        return organization;
    }

    /// <summary>One user whose messages are the files of a folder, byte for byte.</summary>
    public static Organization Corpus(string path)
    {
        var anna = User("anna", "Anna", "Müller", "en-US", "Sales");
        var mail = Maker(anna);
        var folder = anna.Mailbox.AddFolder(anna.Mailbox["inbox"], "Corpus");
        foreach (var file in Directory.EnumerateFiles(path).Order(StringComparer.Ordinal).Where(f => Path.HasExtension(f)))
        {
            var item = mail.Text(Path.GetFileName(file));
            item.Content = MailContent.OfFile(file);
            anna.Mailbox.AddItem(folder, item);
        }

        return Of(anna);
    }

    /// <summary>A seed by its name, as the command line gives it: <c>demo</c>, <c>tiny</c>, <c>kemt</c>, <c>groupware</c>, <c>everything</c>, <c>huge</c>, or a folder of messages.</summary>
    public static Organization FromName(string name) => name.ToUpperInvariant() switch
    {
        "DEMO" => Demo(),
        "TINY" => Tiny(),
        "KEMT" => Kemt(),
        "GROUPWARE" => Groupware(),
        "EVERYTHING" => Everything(),
        "HUGE" => WithHugeMessage(),
        _ when Directory.Exists(name) => Corpus(name),
        _ => throw new ArgumentException($"There is no seed {name}: demo, tiny, kemt, groupware, everything, huge, or a folder of messages.", nameof(name)),
    };

    private static Organization Of(params SeededUser[] users) => With(null, users);

    private static Organization With(SeededMailbox? publicFolders, params SeededUser[] users) => new()
    {
        PublicFolders = publicFolders,
        Domain = Domain,
        Users = users,
        ServiceAccount = new ServiceAccount { UserName = $"migration@{Domain}", Password = "Migration-2024!" },
    };

    private static SeededUser User(string alias, string givenName, string surname, string culture, string department, SeededMailbox? mailbox = null) => new()
    {
        Alias = alias,
        GivenName = givenName,
        Surname = surname,
        DisplayName = $"{givenName} {surname}",
        PrimarySmtpAddress = $"{alias}@{Domain}",
        Department = department,
        Company = "Example Ltd.",
        Title = "Clerk",
        Office = "2.14",
        Phone = "+49 221 555 0100",
        Password = $"Secret-{alias}-1",
        Mailbox = mailbox ?? StandardFolders.Create($"{alias}@{Domain}", CultureInfo.GetCultureInfo(culture)),
    };

    private static MailMaker Maker(SeededUser user) => new(Domain, Past) { To = [new SeededAddress(user.DisplayName, user.PrimarySmtpAddress)] };

    /// <summary>An ordinary mailbox: a few folders below the inbox, mail of every day.</summary>
    private static SeededUser Office(SeededUser user, int count)
    {
        var mailbox = user.Mailbox;
        var mail = Maker(user);
        var folders = new List<SeededFolder> { mailbox["inbox"], mailbox["sentitems"], mailbox["inbox"], mailbox["deleteditems"] };
        foreach (var name in new[] { "2022", "2023", "Customers", "Suppliers" })
        {
            folders.Add(mailbox.AddFolder(mailbox["inbox"], name));
        }

        for (var i = 0; i < count; i++)
        {
            var item = i % 5 == 0
                ? mail.WithFiles($"Report {i}", "See the file.\r\n", MailMaker.File($"report-{i}.pdf", 2_000 + (i * 97), "application/pdf"))
                : mail.Text($"Message {i} for {user.DisplayName}");
            item.FlagStatus = i % 17 == 0 ? 2 : 0;
            item.LastVerb = i % 7 == 0 ? 102 : null;
            mailbox.AddItem(folders[i % folders.Count], item);
        }

        return user;
    }
}

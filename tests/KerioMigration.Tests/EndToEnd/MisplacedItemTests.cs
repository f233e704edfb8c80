using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;
using KerioMigration.Tests.Support;
using MimeKit;
using Xunit;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Items in folders that are for another kind: Exchange takes anything anywhere, Kerio Connect does not.</summary>
public sealed class MisplacedItemTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const string Anna = "anna@example.org";
    private const string Bob = "bob@example.org";
    private const string Claire = "claire@example.org";

    [Fact]
    public async Task What_is_no_mail_and_lies_among_mail_arrives_as_a_message_that_people_can_read()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        var mailbox = scene.Exchange.Organization.Find(Anna)!.Mailbox;
        var team = mailbox["contacts"].Items.OfType<SeededDistributionList>().First(l => l.Members.Count > 1);
        foreach (var item in new[] { mailbox["tasks"].Items[0], mailbox["notes"].Items[0], team })
        {
            mailbox.MoveItem(item, mailbox["deleteditems"]);
        }

        var deleted = mailbox["deleteditems"].Items.Where(i => !i.ItemClass.StartsWith("IPM.Note", StringComparison.Ordinal)).ToList();

        await session.RunAsync((scene.Settings with { More = "-ItemType Mail" }).Migrate(Anna));

        var letters = (await LettersAsync(scene, Anna, f => f.Use == SpecialUse.Trash)).Where(l => deleted.Exists(d => d.Subject == l.Subject)).ToList();
        Assert.Equal(deleted.Select(d => d.Subject).Order(StringComparer.Ordinal), letters.Select(l => l.Subject).Order(StringComparer.Ordinal));
        Assert.Equal(5, letters.Count);
        Assert.All(letters, l => Assert.True(l.From.Mailboxes.Any() && l.Date.Year > 2000 && l.MessageId is { Length: > 0 }));
        var attached = letters.SelectMany(l => l.Attachments.OfType<MimePart>()).ToDictionary(a => a.FileName!, TextOf);
        Assert.Equal("Gelöschter Termin", Ical.Net.Calendar.Load(attached["appointment.ics"])!.Events.Single().Summary);
        Assert.Contains("FN:Gelöschter Kontakt", attached["contact.vcf"], StringComparison.Ordinal);
        Assert.Equal(deleted.OfType<SeededTask>().Single().Subject, Ical.Net.Calendar.Load(attached["task.ics"])!.Todos.Single().Summary);
        var list = letters.Single(l => l.Subject == team.Subject).TextBody!;
        Assert.Equal(team.Members.Count, list.Split('\n').Count(line => line.StartsWith("Member: ", StringComparison.Ordinal)));
        Assert.Contains("Start: 2024-06-03 09:00 ", letters.Single(l => l.Subject == "Gelöschter Termin").TextBody, StringComparison.Ordinal);
        await AssertSettledAsync(scene, Anna, "-ItemType Mail");
    }

    [Fact]
    public async Task What_lies_in_a_folder_for_another_kind_arrives_in_a_mail_folder_beside_it()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        var (mailbox, mail) = (scene.Exchange.Organization.Find(Bob)!.Mailbox, new MailMaker(Seed.Domain, Seed.Now));
        mailbox.AddItem(mailbox["calendar"], mail.Text("A letter in the calendar"));
        mailbox.MoveItem(mailbox["contacts"].Items[0], mailbox["calendar"]);

        var row = Assert.Single((await session.RunAsync(scene.Settings.Migrate(Bob))).Output);

        Assert.Equal(("Completed", 0), (row["State"].GetString(), row["Failed"].GetInt64()));
        string[] expected = ["A letter in the calendar", "Person 0"];
        Assert.Equal(expected, (await LettersAsync(scene, Bob, f => f.Path == "Calendar (messages)")).Select(l => l.Subject).Order(StringComparer.Ordinal));
        Assert.Equal(20, scene.Kerio.Store.FindUser(Bob)!.Mailbox.Folders.Where(f => f.Kind == FolderKind.Calendar).Sum(f => f.Resources.All.Count));
        await AssertSettledAsync(scene, Bob, "");

        // Later runs follow them like any others.
        mailbox.AddItem(mailbox["calendar"], mail.Text("A second letter"));
        mailbox.DeleteItem(mailbox["calendar"].Items.Single(i => i.Subject == "A letter in the calendar"));
        await session.RunAsync((scene.Settings with { More = "-RemoveDeleted" }).Migrate(Bob));
        string[] then = ["A second letter", "Person 0"];
        Assert.Equal(then, (await LettersAsync(scene, Bob, f => f.Path == "Calendar (messages)")).Select(l => l.Subject).Order(StringComparer.Ordinal));

        // Where there are none any more, what was carried goes as with any other folder.
        foreach (var item in mailbox["calendar"].Items.Where(i => i is not SeededAppointment).ToList())
        {
            mailbox.DeleteItem(item);
        }

        await session.RunAsync((scene.Settings with { More = "-RemoveDeleted" }).Migrate(Bob));
        Assert.Empty(await LettersAsync(scene, Bob, f => f.Path == "Calendar (messages)"));
        await AssertSettledAsync(scene, Bob, "-RemoveDeleted");
    }

    [Fact]
    public async Task Occurrences_that_somebody_was_invited_to_alone_are_appointments_of_their_own()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());

        await session.RunAsync((scene.Settings with { More = "-ItemType Calendar" }).Migrate(Anna));

        var events = EventsOf(scene, Anna).Where(e => e.Summary?.StartsWith("Nur zu diesem Termin", StringComparison.Ordinal) == true).ToList();
        DateTime[] starts = [new(2024, 6, 10, 15, 0, 0), new(2024, 6, 17, 15, 0, 0)];
        Assert.Equal(starts, events.Select(e => e.Start!.Value).Order());
        Assert.Equal(2, events.Select(e => e.Uid).Distinct().Count());
        await AssertSettledAsync(scene, Anna, "-ItemType Calendar");
    }

    [Fact]
    public async Task Items_of_one_UID_in_one_calendar_all_arrive_and_keep_theirs_through_edits()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        var settings = scene.Settings with { More = "-ItemType Calendar -RemoveDeleted" };
        var mailbox = scene.Exchange.Organization.Find(Bob)!.Mailbox;
        var make = new ItemMaker(mailbox, Seed.Now);
        List<SeededItem> twins = [Make(11), Make(12)];

        await session.RunAsync(settings.Migrate(Bob));
        Assert.Equal((2, 2), Count("Twice"));

        // A third one comes later, and the others are edited.
        twins.Add(Make(13));
        twins.ForEach(t => mailbox.UpdateItem(t, i => i.Subject = "Thrice"));
        await session.RunAsync(settings.Migrate(Bob));
        Assert.Equal((3, 3), Count("Thrice"));
        Assert.Equal((0, 0), Count("Twice"));
        Assert.Empty((await session.RunAsync(scene.Settings.Report("-View Item -Status Failed"))).Output);
        await AssertSettledAsync(scene, Bob, settings.More);

        mailbox.DeleteItem(twins[0]);
        await session.RunAsync(settings.Migrate(Bob));
        Assert.Equal((2, 2), Count("Thrice"));

        SeededItem Make(int hour) => make.Event("Twice", new DateTime(2024, 6, 21, hour, 0, 0), 1, a => a.GlobalId = GlobalObjectIds.Of("twice"));

        (int Events, int Uids) Count(string subject)
        {
            var events = EventsOf(scene, Bob).Where(e => e.Summary == subject).ToList();
            return (events.Count, events.Select(e => e.Uid).Distinct().Count());
        }
    }

    /// <summary>A calendar that holds the UID already refuses it, and nothing else of that calendar may suffer.</summary>
    [Fact]
    public async Task An_item_that_is_moved_to_another_of_its_UID_gets_there_too()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        var settings = scene.Settings with { More = "-ItemType Calendar -RemoveDeleted" };
        var mailbox = scene.Exchange.Organization.Find(Bob)!.Mailbox;
        var make = new ItemMaker(mailbox, Seed.Now);
        Make("Stays", 11);
        var moved = Make("Moves", 12);
        mailbox.MoveItem(moved, mailbox.AddFolder(mailbox["calendar"], "Side", "IPF.Appointment"));
        await session.RunAsync(settings.Migrate(Bob));

        mailbox.MoveItem(moved, mailbox["calendar"]);
        mailbox.UpdateItem(mailbox["calendar"].Items[0], i => i.Subject = "Edited meanwhile");
        var row = Assert.Single((await session.RunAsync(settings.Migrate(Bob))).Output);

        Assert.Equal("Completed", row["State"].GetString());
        string?[] expected = ["Edited meanwhile", "Moves", "Stays"];
        Assert.Equal(expected, EventsOf(scene, Bob).Select(e => e.Summary).Where(s => expected.Contains(s)).Order(StringComparer.Ordinal));
        Assert.Equal(22, EventsOf(scene, Bob).Count());
        await AssertSettledAsync(scene, Bob, settings.More);

        SeededItem Make(string subject, int hour) => make.Event(subject, new DateTime(2024, 6, 21, hour, 0, 0), 1, a => a.GlobalId = GlobalObjectIds.Of("twice"));
    }

    /// <summary>Two mailboxes in one account: the same meeting is in both, and there once. It belongs to the one that brought it.</summary>
    [Fact]
    public async Task What_another_mailbox_has_brought_is_not_taken_away_with_ours()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        scene.Kerio.Store.AddUser(Bob, "Bob-secret1");
        foreach (var user in new[] { Bob, Claire })
        {
            var mailbox = scene.Exchange.Organization.Find(user)!.Mailbox;
            new ItemMaker(mailbox, Seed.Now).Event("Shared", new DateTime(2024, 6, 21, 9, 0, 0), 1, a => a.GlobalId = GlobalObjectIds.Of("shared"));
        }

        OutcomeAssert.Completed(await RunAsync(Bob), Bob);
        var row = Assert.Single((await RunAsync(Claire)).Output);
        Assert.Equal((1, 0), (row["Existing"].GetInt64(), row["Migrated"].GetInt64()));

        var claires = scene.Exchange.Organization.Find(Claire)!.Mailbox["calendar"];
        claires.Mailbox.DeleteItem(claires.Items.Single(i => i.Subject == "Shared"));
        await RunAsync(Claire);
        Assert.Single(EventsOf(scene, Bob), e => e.Summary == "Shared");

        Task<CommandOutcome> RunAsync(string mailbox) => session.RunAsync((scene.Settings with { More = "-ItemType Calendar -RemoveDeleted" }).Migrate("x").Replace(
            "'x' |", $"[pscustomobject]@{{ Mailbox = '{mailbox}'; KerioLogin = 'bob'; KerioCredential = New-Credential '{Bob}' 'Bob-secret1' }} |", StringComparison.Ordinal));
    }

    private static IEnumerable<Ical.Net.CalendarComponents.CalendarEvent> EventsOf(MigrationScene scene, string mailbox) => scene.Kerio.Store.FindUser(mailbox)!.Mailbox.Folders
        .Where(f => f.Kind == FolderKind.Calendar).SelectMany(f => f.Resources.All).SelectMany(r => Ical.Net.Calendar.Load(r.Text)!.Events);

    /// <summary>Another run writes nothing, and what is there is what was sent.</summary>
    private async Task AssertSettledAsync(MigrationScene scene, string mailbox, string more)
    {
        var row = Assert.Single((await session.RunAsync((scene.Settings with { More = more }).Migrate(mailbox))).Output);
        Assert.Equal((0, 0), (row["MigratedByLastRun"].GetInt64(), row["UpdatedByLastRun"].GetInt64()));
        var differences = (await session.RunAsync(scene.Settings.Verify("-Content -View Difference"))).Output;
        Assert.DoesNotContain(differences.Select(d => $"{d["Folder"]} {d["Subject"]}: {d["Difference"]}"), d => !d.EndsWith("NotMigrated", StringComparison.Ordinal) && !d.EndsWith("RebuiltAtDestination", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<MimeMessage>> LettersAsync(MigrationScene scene, string mailbox, Func<StoredFolder, bool> isMeant) =>
        [.. (await DestinationMailbox.ReadAsync(scene.Kerio, mailbox)).Where(isMeant).SelectMany(f => f.Messages).Select(m => MimeMessage.Load(new MemoryStream(m.Bytes)))];

    private static string TextOf(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}

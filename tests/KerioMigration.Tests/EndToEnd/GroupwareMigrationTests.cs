using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Dav;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Everything in a mailbox: the real cmdlets from the simulated Exchange to the simulated Kerio Connect.</summary>
public sealed class GroupwareMigrationTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const string Anna = "anna@example.org";
    private const string Bob = "bob@example.org";

    [Fact]
    public async Task Every_kind_arrives_once_and_both_servers_agree()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());

        await session.RunAsync(scene.Settings.Migrate(Anna, Bob));

        await AssertCarriedAsync(scene, Anna, Bob);
        Assert.Empty(scene.Kerio.Invitations);
        Assert.Empty(scene.Kerio.DavViolations);
        var stored = Stored(scene, Anna, Bob);
        var again = await session.RunAsync(scene.Settings.Migrate(Anna, Bob));
        OutcomeAssert.State(again, Bob, "Completed");
        Assert.All(again.Output, row => Assert.Equal(0, Number(row, "MigratedByLastRun")));
        Assert.Equal(stored, Stored(scene, Anna, Bob));
    }

    [Fact]
    public async Task Files_of_events_arrive_as_they_are()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());

        await session.RunAsync((scene.Settings with { More = "-ItemType Calendar,Task" }).Migrate(Anna));

        var files = Resources(scene, Anna).Where(r => r.Folder.Kind is FolderKind.Calendar or FolderKind.Tasks)
            .Select(r => Ical.Net.Calendar.Load(r.Resource.Text)!)
            .SelectMany(c => c.Events.SelectMany(e => e.Attachments).Concat(c.Todos.SelectMany(t => t.Attachments)))
            .Where(a => a.FormatType != "message/rfc822")
            .Select(a => (a.Parameters.Get("FILENAME"), Convert.ToHexString(a.Data!)));
        var mailbox = scene.Exchange.Organization.Find(Anna)!.Mailbox;
        var seeded = mailbox["calendar"].Items.Concat(mailbox["tasks"].Items)
            .SelectMany(i => i is SeededAppointment { Exceptions: var changed } ? changed.Prepend(i) : [i])
            .SelectMany(i => i.Attachments)
            .Where(a => a.Content.Length > 0)
            .Select(a => ((string?)a.Name, Convert.ToHexString(a.Content.Span)))
            .ToList();
        Assert.True(seeded.Count >= 4, $"{seeded.Count} files");
        Assert.Equal(seeded.Order(), files.Order());
    }

    /// <summary>What a real Kerio Connect makes of files within events is not known.</summary>
    [Theory]
    [InlineData(DavRewrites.DropInlineAttachments, 20_000_000, "dropped ATTACH (Bericht 1.pdf, Übersicht 📊.xlsx)")]
    [InlineData(DavRewrites.None, 30_000, "Attachments left out, because the server does not take the item with them: Bericht 1.pdf, Übersicht 📊.xlsx.")]
    public async Task A_server_that_takes_no_files_is_reported_once_and_left_in_peace(DavRewrites rewrites, long maximum, string loss)
    {
        var dav = new DavOptions { Rewrites = rewrites, MaxBodySize = maximum };
        await using var scene = await MigrationScene.StartAsync(kerio: new SimulatedKerioOptions { Dav = dav }, organization: Seed.Groupware());
        var settings = scene.Settings with { More = "-ItemType Calendar,Task" };

        await session.RunAsync(settings.Migrate(Anna));

        var items = await session.RunAsync(scene.Settings.Report("-View Item"));
        Assert.Contains(loss, items.Output.Single(r => r["Subject"].GetString() == "Mit Anlagen")["Loss"].GetString(), StringComparison.Ordinal);
        var stored = Stored(scene, Anna);
        Assert.All((await session.RunAsync(settings.Migrate(Anna))).Output, row => Assert.Equal(0, Number(row, "MigratedByLastRun") + Number(row, "UpdatedByLastRun")));
        Assert.Equal(stored, Stored(scene, Anna));
        AssertNone((await VerifyAsync(scene, "-Content -View Difference")).Output
            .Where(r => r["Difference"].GetString() != "NotMigrated")
            .Select(r => $"{r["Folder"]} {r["Subject"]}: {r["Difference"]} {r["Detail"]}"));

        // An edit goes over the copy that the server has made of it.
        var mailbox = scene.Exchange.Organization.Find(Anna)!.Mailbox;
        mailbox.UpdateItem(mailbox["calendar"].Items.Single(i => i.Subject == "Mit Anlagen"), i => i.Subject = "Mit denselben Anlagen");
        var row = Assert.Single((await session.RunAsync(settings.Migrate(Anna))).Output);
        Assert.Equal((0, 1), (Number(row, "MigratedByLastRun"), Number(row, "UpdatedByLastRun")));
        Assert.Single(Resources(scene, Anna), r => r.Resource.Text.Contains("SUMMARY:Mit denselben Anlagen", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Listed")]
    [InlineData("Guarded")]
    [InlineData("Omitted")]
    public async Task Nobody_is_invited_however_people_are_carried(string mode)
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());

        await session.RunAsync((scene.Settings with { More = $"-ItemType Calendar -AttendeeMode {mode}" }).Migrate(Anna));

        Assert.Empty(scene.Kerio.Invitations);
        Assert.Contains(Resources(scene, Anna), r => r.Folder.Kind == FolderKind.Calendar && r.Resource.Text.Contains("SCHEDULE-AGENT", StringComparison.Ordinal) == (mode == "Guarded"));
    }

    [Fact]
    public async Task An_account_without_a_known_password_waits_for_one()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        scene.Kerio.Store.AddUser(Bob, "Bob-secret1");

        var held = await session.RunAsync(scene.Settings.Migrate(Bob));
        OutcomeAssert.Completed(held, Bob);
        Assert.Contains(held.Warnings, w => w.Contains("are held", StringComparison.Ordinal) && w.Contains("-ResetPassword", StringComparison.Ordinal));
        Assert.True(Number(Assert.Single(held.Output), "Held") >= 40);
        Assert.Empty(Resources(scene, Bob));

        OutcomeAssert.Completed(await session.RunAsync((scene.Settings with { More = "-ResetPassword" }).Migrate(Bob)), Bob);
        await AssertCarriedAsync(scene, Bob);
        Assert.NotEqual("Bob-secret1", scene.Kerio.Store.FindUser(Bob)!.Password);

        // The password is handed out, and the account stays one that the migration did not make.
        var handedOut = await session.RunAsync(scene.Settings.Report("-NewPassword"));
        Assert.Single(handedOut.Output);
    }

    [Fact]
    public async Task Later_runs_follow_edits_moves_and_deletions()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        await session.RunAsync(scene.Settings.Migrate(Bob));
        var mailbox = scene.Exchange.Organization.Find(Bob)!.Mailbox;
        var (events, people) = (mailbox["calendar"].Items.ToList(), mailbox["contacts"].Items.ToList());
        var before = Resources(scene, Bob).Count();

        mailbox.UpdateItem(events[0], i => i.Subject = "Moved to the big room");
        mailbox.UpdateItem(people[0], i => ((SeededContact)i).Company = "Another Ltd.");
        mailbox.MoveItem(events[1], mailbox.AddFolder(mailbox["calendar"], "Team", "IPF.Appointment"));
        mailbox.DeleteItem(events[2]);
        mailbox.DeleteItem(people[1]);
        var row = Assert.Single((await session.RunAsync((scene.Settings with { More = "-RemoveDeleted" }).Migrate(Bob))).Output);

        Assert.Equal(("Completed", 2, 1), (row["State"].GetString(), Number(row, "UpdatedByLastRun"), Number(row, "MovedByLastRun")));
        row = Assert.Single((await session.RunAsync((scene.Settings with { More = "-RemoveDeleted" }).Migrate(Bob))).Output);
        Assert.Equal(before - 2, Resources(scene, Bob).Count());
        Assert.Single(Resources(scene, Bob), r => r.Resource.Text.Contains("Moved to the big room", StringComparison.Ordinal));
        Assert.Single(Resources(scene, Bob), r => r.Resource.Text.Contains("Another Ltd.", StringComparison.Ordinal));
        Assert.Single(Resources(scene, Bob), r => r.Folder.Path.EndsWith("Team", StringComparison.Ordinal));
        await AssertCarriedAsync(scene, Bob);
    }

    /// <summary>A later run reads an edited list alone; and a list in a later folder is not there yet when another one refers to it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_list_keeps_the_list_within_it(bool isInLaterFolder)
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        var mailbox = scene.Exchange.Organization.Find(Anna)!.Mailbox;
        var (team, all) = (ListOf("Team"), ListOf("Alle"));
        if (isInLaterFolder)
        {
            mailbox.MoveItem(team, mailbox.AddFolder(mailbox["contacts"], "Zuletzt", "IPF.Contact"));
        }

        var settings = scene.Settings with { More = "-ItemType Contact" };
        await session.RunAsync(settings.Migrate(Anna));
        AssertReached("bob@example.org", "everyone@example.org", "gast@example.net", "max@muster.example.net");
        await AssertSameAsync();

        mailbox.UpdateItem(all, l => l.Body = "Neu");
        Assert.Equal(1, Number(Assert.Single((await session.RunAsync(settings.Migrate(Anna))).Output), "UpdatedByLastRun"));
        Assert.Contains(Lists(scene, Anna)["Alle"].Entries, e => (string?)e["type"] == "RefDistributionList");
        AssertReached("bob@example.org", "everyone@example.org", "gast@example.net", "max@muster.example.net");

        mailbox.UpdateItem(team, l => ((SeededDistributionList)l).Members = [new SeededMember(new SeededAddress("Neu", "neu@example.org"))]);
        Assert.Equal(1, Number(Assert.Single((await session.RunAsync(settings.Migrate(Anna))).Output), "UpdatedByLastRun"));
        AssertReached("everyone@example.org", "max@muster.example.net", "neu@example.org");
        await AssertSameAsync();

        SeededDistributionList ListOf(string name) => mailbox["contacts"].Items.OfType<SeededDistributionList>().Single(l => l.Subject == name);

        async Task AssertSameAsync() => AssertNone((await VerifyAsync(scene, "-Content -View Difference")).Output
            .Where(r => r["Difference"].GetString() != "NotMigrated")
            .Select(r => $"{r["Folder"]} {r["Subject"]}: {r["Difference"]} {r["Detail"]}"));

        void AssertReached(params string[] people)
        {
            var lists = Lists(scene, Anna);
            var byId = lists.Values.ToDictionary(l => l.Id, l => l.Entries);
            var reached = lists["Alle"].Entries.SelectMany(e => (string?)e["type"] == "RefDistributionList" ? byId.Single(l => ((string)e["refId"]!).EndsWith(l.Key, StringComparison.Ordinal)).Value : [e]);
            Assert.Equal(people, reached.Select(e => (string?)e["address"]).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task What_somebody_changed_at_the_destination_is_not_written_over()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        await session.RunAsync(scene.Settings.Migrate(Bob));
        var mailbox = scene.Exchange.Organization.Find(Bob)!.Mailbox;
        var (folder, stored) = Resources(scene, Bob).First(r => r.Resource.Text.Contains("SUMMARY:Event 000000", StringComparison.Ordinal));
        folder.Resources.Replace(stored, new NewResource(stored.ContentType, stored.Text.Replace("Event 000000", "His own words", StringComparison.Ordinal), stored.Uid));
        mailbox.UpdateItem(mailbox["calendar"].Items[0], i => i.Subject = "New at the source");

        await session.RunAsync(scene.Settings.Migrate(Bob));

        Assert.Contains(Resources(scene, Bob), r => r.Resource.Text.Contains("His own words", StringComparison.Ordinal));
        Assert.DoesNotContain(Resources(scene, Bob), r => r.Resource.Text.Contains("New at the source", StringComparison.Ordinal));
        var failed = Assert.Single((await session.RunAsync(scene.Settings.Report("-View Item -Status Failed"))).Output);
        Assert.Equal("ChangedAtDestination", failed["Reason"].GetString());
    }

    [Fact]
    public async Task Old_appointments_stay_where_they_are_on_request_but_no_series_that_goes_on()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        var events = scene.Exchange.Organization.Find(Bob)!.Mailbox["calendar"].Items.Cast<SeededAppointment>().ToList();

        // Bob's calendar begins on 2020-01-06 with four events a day; the tenth is a weekly series of ten.
        var row = Assert.Single((await session.RunAsync((scene.Settings with { More = "-ItemType Calendar -CalendarAfter 2020-01-09" }).Migrate(Bob))).Output);

        var wanted = events.Where(e => e.Recurrence is not null || e.Start >= new DateTime(2020, 1, 9)).Select(e => e.Subject!).ToList();
        Assert.True(wanted.Count is > 5 and < 20);
        Assert.Equal(wanted.Count, Number(row, "Migrated"));
        Assert.All(wanted, subject => Assert.Single(Resources(scene, Bob), r => r.Resource.Text.Contains($"SUMMARY:{subject}", StringComparison.Ordinal)));
    }

    /// <summary>Other programs than Outlook store a series without a zone, or in the old form alone; in UTC it would be an hour off in summer.</summary>
    [Theory]
    [InlineData(SeededZoneForm.None, "DTSTART;TZID=America/New_York:20240115T0", "the mailbox's own (America/New_York) was taken.")]
    [InlineData(SeededZoneForm.Struct, "DTSTART;TZID=Australia/Sydney:20240115T190000", null)]
    [InlineData(SeededZoneForm.Definitions, "DTSTART;TZID=Australia/Sydney:20240115T190000", null)]
    public async Task A_series_without_a_zone_element_stays_at_its_hour(SeededZoneForm form, string start, string? loss)
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        var mailbox = scene.Exchange.Organization.Find(Bob)!.Mailbox;
        mailbox.AddItem(mailbox["calendar"], new SeededAppointment
        {
            Subject = "Ohne Zone",
            GlobalId = GlobalObjectIds.Of("zone"),
            Start = new DateTime(2024, 1, 15, 19, 0, 0),
            End = new DateTime(2024, 1, 15, 20, 0, 0),
            StartZone = Zones.Sydney,
            ZoneForm = form,
            Recurrence = new SeededRecurrence(RecurrencePattern.Daily) { StartDate = new DateTime(2024, 1, 15) },
        });

        await session.RunAsync((scene.Settings with { More = "-ItemType Calendar" }).Migrate(Bob));

        Assert.Single(Resources(scene, Bob), r => r.Resource.Text.Contains("SUMMARY:Ohne Zone", StringComparison.Ordinal) && r.Resource.Text.Contains(start, StringComparison.Ordinal));
        var item = (await session.RunAsync(scene.Settings.Report("-View Item"))).Output.Single(r => r["Subject"].GetString() == "Ohne Zone");
        Assert.Equal(loss is not null, item["Loss"].GetString()?.Contains(loss ?? "zone", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Undo_takes_everything_away_again()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        await session.RunAsync(scene.Settings.Migrate(Anna));
        Assert.True(Resources(scene, Anna).Count() > 100);

        var undone = await session.RunAsync(scene.Settings.Undo(Anna));

        Assert.Empty(undone.Errors);
        Assert.Empty(Resources(scene, Anna).Select(r => $"{r.Folder.Path}: {r.Resource.Text}"));
    }

    [Theory]
    [InlineData("Dav.PUT")]
    [InlineData("Stored")]
    public async Task Answers_that_get_lost_cost_nothing_and_double_nothing(string on)
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        var hits = 0;
        scene.Kerio.Faults.Hit += _ => hits++;
        scene.Kerio.Faults.Add(new Fault { On = on, Action = FaultAction.DoneThenReset, Count = 3 });

        await session.RunAsync(scene.Settings.Migrate(Anna));
        Assert.NotEqual(0, hits);
        await session.RunAsync(scene.Settings.Migrate(Anna));

        await AssertCarriedAsync(scene, Anna);
    }

    /// <summary>
    /// Nothing failed, and Test-MigrationResult reads both servers and finds no difference. Journal entries and what lies in a folder for another
    /// kind are messages that we made, and one message has no MIME at the source.
    /// </summary>
    private async Task AssertCarriedAsync(MigrationScene scene, params string[] mailboxes)
    {
        var failed = await session.RunAsync(scene.Settings.Report("-View Item -Status Failed"));
        AssertNone(failed.Output.Select(r => $"{r["Subject"]}: {r["Reason"]}"));
        var differences = await VerifyAsync(scene, "-Content -View Difference");
        AssertNone(differences.Errors.Select(e => e.Message));
        AssertNone(differences.Output
            .Where(r => r["Difference"].GetString() is not "RebuiltAtDestination")
            .Select(r => $"{r["Folder"]} {r["Subject"]}: {r["Difference"]} {r["Detail"]}"));
        Assert.Equal(mailboxes.Contains(Anna) ? 8 : 0, differences.Output.Count(r => r["Difference"].GetString() == "RebuiltAtDestination"));
    }

    /// <summary>Shows all of them: one row of a report tells little.</summary>
    private static void AssertNone(IEnumerable<string> rows) => Assert.True(!rows.Any(), string.Join("\n", rows));

    private static IReadOnlyList<string> Stored(MigrationScene scene, params string[] mailboxes) =>
        [.. mailboxes.SelectMany(m => Resources(scene, m)).Select(r => r.Resource.ETag)];

    private static IEnumerable<(KerioFolder Folder, KerioResource Resource)> Resources(MigrationScene scene, string mailbox) =>
        scene.Kerio.Store.FindUser(mailbox)!.Mailbox.Folders.SelectMany(f => f.Resources.All.Select(r => (f, r)));

    private static Dictionary<string, (string Id, IReadOnlyList<JsonNode> Entries)> Lists(MigrationScene scene, string mailbox) => Resources(scene, mailbox)
        .Where(r => r.Folder.Kind == FolderKind.Contacts && r.Resource.ContentType == "application/json")
        .Select(r => (Id: $"/{r.Folder.Guid}/{r.Resource.Number}", List: JsonNode.Parse(r.Resource.Text)!))
        .ToDictionary(l => (string)l.List["commonName"]!, l => (l.Id, (IReadOnlyList<JsonNode>)[.. l.List["emailAddresses"]!.AsArray().OfType<JsonNode>()]));

    private static long Number(IReadOnlyDictionary<string, JsonElement> row, string column) => row[column].GetInt64();

    private Task<CommandOutcome> VerifyAsync(MigrationScene scene, string more) =>
        session.RunAsync(scene.Settings.Verify(more));
}

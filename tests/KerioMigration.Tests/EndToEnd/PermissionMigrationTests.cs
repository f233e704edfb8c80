using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Rights on folders: the real cmdlets from the simulated Exchange to the simulated Kerio Connect.</summary>
public sealed class PermissionMigrationTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const string Anna = "anna@example.org";
    private const string Bob = "bob@example.org";

    /// <summary>Anna's inbox is open to nine people, one for each level: None, Contributor, Reviewer … Owner.</summary>
    private static readonly string[] Narrow = ["1 ListingOnly", "2 ReadOnly", "3 ReadOnly", "4 ReadOnly", "5 ReadOnly", "6 ReadWrite", "7 ReadWrite", "8 ReadWrite"];

    private static readonly string[] Wide = ["1 ReadWrite", "2 ReadOnly", "3 ReadWrite", "4 ReadWrite", "5 ReadWrite", "6 ReadWrite", "7 ReadWrite", "8 Admin"];

    [Fact]
    public async Task Others_get_what_they_had_and_never_more()
    {
        await using var scene = await StartAsync();
        scene.Kerio.Store.AddUser(Bob, "Bob-secret1");

        var first = await MigrateAsync(scene, "-IncludePermission");

        Assert.Equal(Narrow, Inbox(scene));
        Assert.Equal(["bob ReadWrite"], Rights(scene, Folder(scene, FolderKind.Calendar)));
        Assert.Equal(["bob ReadOnly"], Rights(scene, Folder(scene, FolderKind.Contacts)));

        // What of her calendar and contacts came as messages lies in folders of its own, for the same people.
        Assert.Equal(5, scene.Kerio.Store.FindUser(Anna)!.Mailbox.Folders.Count(f => f.Permissions.Count > 0));

        // Each that differs is named: narrowed, without an account, for everybody, of somebody who is no more.
        OutcomeAssert.Warned(first, "person4@example.org (Author): can no longer create items");
        OutcomeAssert.Warned(first, "person8@example.org (Owner): can no longer create folders, give rights to others");
        OutcomeAssert.Warned(first, "bob@example.org (Custom): can no longer create items, edit all items");
        OutcomeAssert.Warned(first, "claire@example.org (Reviewer): Kerio Connect knows no user or group claire@example.org");
        OutcomeAssert.Warned(first, "everybody (FreeBusyTimeAndSubjectAndLocation): is not given");
        OutcomeAssert.Warned(first, "entries of users who are no more: 1");
        Assert.DoesNotContain(first.Warnings, w => w.Contains("person6", StringComparison.Ordinal));

        // The ledger knows them when the screen is gone.
        var losses = await session.RunAsync(scene.Settings.Report("-View Loss | Where-Object Part -eq Permission"));
        Assert.True(losses.Output.Any(l => l["Place"].GetString() == "Posteingang" && l["Loss"].GetString()!.StartsWith("person8@example.org (Owner)", StringComparison.Ordinal)), losses.Text);
    }

    [Fact]
    public async Task What_everybody_may_is_given_to_the_domain_on_request_alone()
    {
        await using var scene = await StartAsync();
        scene.Kerio.Store.AddUser(Bob, "Bob-secret1");
        var mailbox = scene.Exchange.Organization.Find(Anna)!.Mailbox;
        mailbox["tasks"].Permissions = [new SeededPermission("Author", Distinguished: "Default"), new SeededPermission("Reviewer", Distinguished: "Anonymous")];
        mailbox["notes"].Permissions = [new SeededPermission("Reviewer", Distinguished: "Default"), new SeededPermission("None", new SeededAddress("Bob Smith", Bob))];

        var first = await MigrateAsync(scene, "-IncludePermission");
        Assert.Empty(Rights(scene, Folder(scene, FolderKind.Tasks)));
        OutcomeAssert.Warned(first, "everybody (Author): is not given; -AllowWiderPermission gives it to everybody of example.org");

        var wider = await MigrateAsync(scene, "-IncludePermission -AllowWiderPermission");
        Assert.Equal(["ptDomain ReadOnly"], Rights(scene, Folder(scene, FolderKind.Tasks)));
        OutcomeAssert.Warned(wider, "everybody (Author): stands for everybody of example.org here; can no longer create items");
        OutcomeAssert.Warned(wider, "everybody who is not signed in (Reviewer): is not given; share the folder");

        // One of them has less by name.
        Assert.Empty(Rights(scene, Folder(scene, FolderKind.Notes)));
        OutcomeAssert.Warned(wider, "everybody (Reviewer): means many, and somebody who may be in it has less by name; not given");
    }

    [Fact]
    public async Task A_second_run_changes_nothing_and_wider_rights_need_the_word()
    {
        await using var scene = await StartAsync();
        await MigrateAsync(scene, "-IncludePermission");
        var written = Written(scene);
        Assert.NotEqual(0, written);

        await MigrateAsync(scene, "-IncludePermission");
        Assert.Equal(written, Written(scene));
        Assert.Equal(Narrow, Inbox(scene));

        var wider = await MigrateAsync(scene, "-IncludePermission -AllowWiderPermission");
        Assert.Equal(Wide, Inbox(scene));
        OutcomeAssert.Warned(wider, "person4@example.org (Author): can now edit all items, delete all items");

        // Nothing that somebody has there is taken away.
        written = Written(scene);
        var again = await MigrateAsync(scene, "-IncludePermission");
        Assert.Equal(written, Written(scene));
        Assert.Equal(Wide, Inbox(scene));
        OutcomeAssert.Warned(again, "person8@example.org (Owner): has Admin there already");
    }

    [Fact]
    public async Task Without_the_switch_nobody_gets_anything()
    {
        await using var scene = await StartAsync();
        var run = await MigrateAsync(scene, "");
        Assert.All(scene.Kerio.Store.FindUser(Anna)!.Mailbox.Folders, f => Assert.Empty(f.Permissions));
        Assert.DoesNotContain(run.Warnings, w => w.Contains("rights", StringComparison.Ordinal));
        Assert.NotEmpty((await session.RunAsync((scene.Settings with { More = "-AllowWiderPermission" }).Migrate(Anna))).Errors);
    }

    [Fact]
    public async Task People_are_who_the_user_map_says_and_groups_have_their_address()
    {
        await using var scene = await StartAsync(anna => anna["calendar"].Permissions =
        [
            new SeededPermission("Reviewer", new SeededAddress("Bob", Bob)), new SeededPermission("Reviewer", new SeededAddress("Team", "team@example.org")),
        ]);
        foreach (var name in new[] { "bob", "robert" })
        {
            scene.Kerio.Store.AddUser($"{name}@example.org", "Secret-1234");
        }

        scene.Kerio.Store.AddGroup(new KerioGroup(scene.Kerio.Store.PrimaryDomain, "team", "", ["team"]));

        await session.RunAsync((scene.Settings with { More = "-IncludePermission -ItemType Calendar" }).Migrate(Anna)
            .Replace($"'{Anna}' |", $"'{Anna}', [pscustomobject]@{{ Mailbox = '{Bob}'; KerioLogin = 'robert' }} |", StringComparison.Ordinal));

        Assert.Equal(["ptGroup ReadOnly", "robert ReadOnly"], Rights(scene, Folder(scene, FolderKind.Calendar)));
    }

    /// <summary>Her mailbox comes first, and who has rights in it after it.</summary>
    [Theory]
    [InlineData("-Complete")]
    [InlineData("")]
    public async Task Who_comes_later_in_the_same_run_has_their_rights_at_its_end(string complete)
    {
        await using var scene = await StartAsync(anna =>
        {
            anna["calendar"].Permissions = [new SeededPermission("Editor", new SeededAddress("Bob", Bob)), new SeededPermission("Reviewer", new SeededAddress("Team", "team@example.org"))];
            anna.Settings.Delegates = [new SeededDelegate(new SeededAddress("Bob", Bob), new Dictionary<string, string> { ["Calendar"] = "Editor" })];
        });
        scene.Exchange.Organization.Groups = [new SeededGroup { DisplayName = "Team", PrimarySmtpAddress = "team@example.org", Members = [new(new SeededAddress("Bob", Bob), "Mailbox")] }];
        var command = (scene.Settings with { More = "-IncludePermission -IncludeGroup * -ItemType Calendar -ThrottleLimit 1 " + complete }).Migrate(Anna)
            .Replace($"'{Anna}' |", $"'{Anna}', [pscustomobject]@{{ Mailbox = '{Bob}'; KerioLogin = 'robert' }} |", StringComparison.Ordinal);

        var run = await session.RunAsync(command);

        OutcomeAssert.Completed(run, Anna, Bob);
        Assert.Equal(["ptGroup ReadOnly", "robert ReadWrite"], Rights(scene, Folder(scene, FolderKind.Calendar)));
        var anna = scene.Kerio.Store.FindUser(Anna)!;
        Assert.Equal("robert", scene.Kerio.Store.FindUserById(Assert.Single(anna.Delegates).UserId)!.LoginName);
        Assert.DoesNotContain(run.Warnings, w => w.Contains("a later run", StringComparison.Ordinal));
        Assert.All(run.Output, r => Assert.Equal(complete.Length > 0, r["CutOver"].ValueKind != JsonValueKind.Null));
        var losses = await session.RunAsync(scene.Settings.Report("-View Loss"));
        Assert.DoesNotContain(losses.Output, l => l["Open"].GetBoolean());
    }

    [Fact]
    public async Task Who_was_to_come_in_the_same_run_and_does_not_keeps_the_mailbox_open()
    {
        const string Nobody = "nobody@example.org";
        await using var scene = await StartAsync(anna => anna["calendar"].Permissions = [new SeededPermission("Editor", new SeededAddress("Nobody", Nobody))]);
        var settings = scene.Settings with { More = "-IncludePermission -ItemType Calendar -Complete" };

        var run = await session.RunAsync(settings.Migrate(Anna, Nobody));

        OutcomeAssert.State(run, Anna, "Completed");
        OutcomeAssert.Refused(run, "MailboxNotFound", "ObjectNotFound", Nobody, Nobody);
        OutcomeAssert.Warned(run, "nobody@example.org (Editor): has no account at the destination, which this run was to make; a later run gives the right");
        var loss = Assert.Single((await session.RunAsync(scene.Settings.Report("-View Loss"))).Output, l => l["Loss"].ToString().StartsWith(Nobody, StringComparison.Ordinal));
        Assert.True(loss["Open"].GetBoolean());

        // Not cut over: the next run gives it.
        scene.Kerio.Store.AddUser(Nobody, "Secret-1234");
        OutcomeAssert.Completed(await session.RunAsync(settings.Migrate(Anna)), Anna);
        Assert.Equal(["nobody ReadWrite"], Rights(scene, Folder(scene, FolderKind.Calendar)));
        OutcomeAssert.Refused(await session.RunAsync(settings.Migrate(Anna)), "MailboxCutOver", "InvalidOperation", Anna, "cut over");
    }

    [Fact]
    public async Task A_group_gets_no_more_than_somebody_who_may_be_in_it()
    {
        await using var scene = await StartAsync(anna => anna["calendar"].Permissions =
        [
            new SeededPermission("None", new SeededAddress("Bob", Bob)), new SeededPermission("Editor", new SeededAddress("Team", "team@example.org")),
        ]);
        scene.Kerio.Store.AddUser(Bob, "Secret-1234");
        scene.Kerio.Store.AddGroup(new KerioGroup(scene.Kerio.Store.PrimaryDomain, "team", "", ["team"]));

        var run = await MigrateAsync(scene, "-IncludePermission -ItemType Calendar");

        Assert.Empty(Folder(scene, FolderKind.Calendar).Permissions);
        OutcomeAssert.Warned(run, "team@example.org (Editor): is a group");
    }

    [Fact]
    public async Task Rights_wait_for_the_owners_own_sign_in()
    {
        await using var scene = await StartAsync();
        scene.Kerio.Store.AddUser(Anna, "Anna-secret1");

        var held = await MigrateAsync(scene, "-IncludePermission -ItemType Mail -Complete");

        OutcomeAssert.Warned(held, "the rights on folders are held. They need anna@example.org's own password");
        OutcomeAssert.Completed(held, Anna);
        Assert.Empty(Inbox(scene));

        // Not cut over: this run may carry on.
        await MigrateAsync(scene, "-IncludePermission -ItemType Mail -ResetPassword");
        Assert.Equal(Narrow, Inbox(scene));
    }

    [Fact]
    public async Task An_undo_takes_back_what_runs_gave_and_nothing_else()
    {
        await using var scene = await StartAsync();
        var anna = scene.Kerio.Store.AddUser(Anna, "Anna-secret1");
        var inbox = anna.Mailbox.Find("INBOX")!;
        KerioPermission[] before = [new("ptUser", Id(scene, 0), FolderRight.FAccessAdmin), new("ptUser", Id(scene, 7), FolderRight.FAccessListingOnly)];
        inbox.Permissions = before;
        await MigrateAsync(scene, "-IncludePermission -ItemType Mail -ResetPassword");
        await MigrateAsync(scene, "-IncludePermission -ItemType Mail -AllowWiderPermission");
        Assert.Equal(["0 Admin", .. Wide], Inbox(scene));
        Assert.Empty(await DifferencesAsync());

        // Somebody has changed one of ours since, and taken another one away.
        inbox.Permissions = [.. inbox.Permissions.Where(p => p.PrincipalId != Id(scene, 2))
            .Select(p => p.PrincipalId == Id(scene, 3) ? p with { Access = FolderRight.FAccessListingOnly } : p)];
        string[] expected = ["person3@example.org: Somebody has changed it since a run has set it.", "A run has set it, and it is not there."];
        var differences = await DifferencesAsync();
        Assert.Equal(2, differences.Count);
        Assert.All(expected, e => Assert.Contains(differences, d => d.EndsWith(e, StringComparison.Ordinal)));
        Assert.Equal(2, Assert.Single((await session.RunAsync(scene.Settings.Verify())).Output)["Parts"].GetInt64());
        var preview = await session.RunAsync(scene.Settings.Undo(Anna).Replace("-Confirm:$false", "-WhatIf", StringComparison.Ordinal));
        Assert.Contains("take back what they set there (rights on folders: 8)", preview.Text, StringComparison.Ordinal);

        var undone = await session.RunAsync(scene.Settings.Undo(Anna));

        Assert.Empty(undone.Errors);
        var row = Assert.Single(undone.Output);
        Assert.Equal(("Undone", "6", "1", "ChangedAtDestination"), (row["State"].ToString(), row["PartsRemoved"].ToString(), row["PartsKept"].ToString(), row["Reason"].ToString()));
        OutcomeAssert.Warned(undone, "of person3@example.org: It was changed after the migration; it was left as it is.");
        Assert.Equal(["0 Admin", "3 ListingOnly", "7 ListingOnly"], Inbox(scene));

        async Task<IReadOnlyList<string>> DifferencesAsync() => [.. (await session.RunAsync(scene.Settings.Verify("-View Difference"))).Output
            .Where(d => d["Difference"].GetString() == "PartDiffers").Select(d => $"{d["Subject"]}: {d["Detail"]}")];
    }

    [Fact]
    public async Task An_undo_without_the_owners_sign_in_tells_what_it_left_and_one_with_it_takes_it()
    {
        await using var scene = await StartAsync();
        scene.Kerio.Store.AddUser(Anna, "Anna-secret1");
        var row = $"[pscustomobject]@{{ Mailbox = '{Anna}'; KerioCredential = New-Credential '{Anna}' 'Anna-secret1' }}";
        await session.RunAsync((scene.Settings with { More = "-IncludePermission -ItemType Mail" }).Migrate("x").Replace("'x' |", row + " |", StringComparison.Ordinal));
        Assert.Equal(Narrow, Inbox(scene));

        var left = await session.RunAsync(scene.Settings.Undo(Anna));

        var report = Assert.Single(left.Output);
        Assert.Equal(("Undone", "0", "8", "NoDestinationSignIn"), (report["State"].ToString(), report["PartsRemoved"].ToString(), report["PartsKept"].ToString(), report["Reason"].ToString()));
        OutcomeAssert.Warned(left, "give it as KerioCredential in a row of this mailbox, and undo again");
        Assert.Equal(Narrow, Inbox(scene));

        var undone = await session.RunAsync(scene.Settings.Undo("x").Replace("'x' |", row + " |", StringComparison.Ordinal));
        Assert.Equal("8", Assert.Single(undone.Output)["PartsRemoved"].ToString());
        Assert.Empty(Inbox(scene));
    }

    [Fact]
    public async Task What_was_withdrawn_at_the_source_is_taken_back_when_that_is_asked_for_and_it_is_ours()
    {
        await using var scene = await StartAsync(anna => Permit(anna, ("Bob", "Reviewer"), ("Claire", "Editor"), ("Dora", "Reviewer")));
        foreach (var name in new[] { "bob", "claire", "dora" })
        {
            scene.Kerio.Store.AddUser($"{name}@example.org", "Secret-1234");
        }

        var claire = scene.Kerio.Store.FindUser("claire@example.org")!.Id;
        var account = scene.Kerio.Store.AddUser(Anna, "Anna-secret1");
        var calendar = account.Mailbox.Default(FolderKind.Calendar);
        calendar.Permissions = [new KerioPermission("ptUser", claire, FolderRight.FAccessListingOnly)];
        const string Run = "-IncludePermission -ItemType Calendar -ResetPassword";
        await MigrateAsync(scene, Run);
        Assert.Equal(["bob ReadOnly", "claire ReadWrite", "dora ReadOnly"], Rights(scene, calendar));

        // Anna has raised Dora's, who is hers from now on.
        calendar.Permissions = [.. calendar.Permissions.Select(p => p.PrincipalId == scene.Kerio.Store.FindUser("dora@example.org")!.Id ? p with { Access = FolderRight.FAccessAdmin } : p)];
        Permit(Source(scene), ("Claire", "Reviewer"));
        var told = await MigrateAsync(scene, Run);
        Assert.Equal(["bob ReadOnly", "claire ReadWrite", "dora Admin"], Rights(scene, calendar));
        OutcomeAssert.Warned(told, "bob@example.org: the source has it no more, and what a run set stays here; -RemoveDeleted takes it back");
        OutcomeAssert.Warned(told, "claire@example.org (Reviewer): has ReadWrite there already");

        // While somebody is not known here, who is gone there is not known either.
        Permit(Source(scene), ("Claire", "Reviewer"), ("Nobody", "Reviewer"));
        await MigrateAsync(scene, Run + " -RemoveDeleted");
        Assert.Equal(["bob ReadOnly", "claire ReadOnly", "dora Admin"], Rights(scene, calendar));

        Permit(Source(scene), ("Claire", "Reviewer"));
        await MigrateAsync(scene, Run + " -RemoveDeleted");
        Assert.Equal(["claire ReadOnly", "dora Admin"], Rights(scene, calendar));

        // Never below what was there before.
        Permit(Source(scene));
        await MigrateAsync(scene, Run + " -RemoveDeleted");
        Assert.Equal(["claire ListingOnly", "dora Admin"], Rights(scene, calendar));
    }

    private static SeededMailbox Source(MigrationScene scene) => scene.Exchange.Organization.Find(Anna)!.Mailbox;

    private static void Permit(SeededMailbox anna, params (string Name, string Level)[] people) => anna["calendar"].Permissions =
        [.. people.Select(p => new SeededPermission(p.Level, new SeededAddress(p.Name, $"{p.Name.ToLowerInvariant()}@example.org")))];

    private static string Id(MigrationScene scene, int person) => scene.Kerio.Store.FindUser(string.Create(CultureInfo.InvariantCulture, $"person{person}@example.org"))!.Id;

    private static async Task<MigrationScene> StartAsync(Action<SeededMailbox>? change = null)
    {
        var organization = Seed.Groupware();
        change?.Invoke(organization.Find(Anna)!.Mailbox);
        var scene = await MigrationScene.StartAsync(organization: organization);
        for (var i = 0; i < 9; i++)
        {
            scene.Kerio.Store.AddUser(string.Create(CultureInfo.InvariantCulture, $"person{i}@example.org"), "Secret-1234");
        }

        return scene;
    }

    private async Task<CommandOutcome> MigrateAsync(MigrationScene scene, string more)
    {
        var run = await session.RunAsync((scene.Settings with { More = more }).Migrate(Anna));
        Assert.Empty(run.Errors);
        return run;
    }

    private static KerioFolder Folder(MigrationScene scene, FolderKind kind) => scene.Kerio.Store.FindUser(Anna)!.Mailbox.Default(kind);

    private static string[] Inbox(MigrationScene scene) =>
        [.. Rights(scene, scene.Kerio.Store.FindUser(Anna)!.Mailbox.Find("INBOX")!).Select(r => r.Replace("person", "", StringComparison.Ordinal))];

    private static IEnumerable<string> Rights(MigrationScene scene, KerioFolder folder) => folder.Permissions
        .Select(p => $"{scene.Kerio.Store.FindUserById(p.PrincipalId)?.LoginName ?? p.PrincipalType} {p.Access.ToString().Replace("FAccess", "", StringComparison.Ordinal)}")
        .Order(StringComparer.Ordinal);

    private static int Written(MigrationScene scene) => scene.Kerio.Calls.Count(c => c.Name == "Folders.setPermissions");
}

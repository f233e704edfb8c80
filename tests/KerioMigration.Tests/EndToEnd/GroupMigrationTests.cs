using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;
using KerioMigration.Tests.Support;
using Xunit;
using static KerioMigration.Tests.EndToEnd.MigrationScene;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Distribution groups: the real cmdlets from the simulated Exchange to the simulated Kerio Connect.</summary>
public sealed class GroupMigrationTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const string Team = "team@example.org";

    [Fact]
    public async Task A_group_has_its_members_who_have_accounts_and_a_later_run_adds_the_others()
    {
        await using var scene = await StartGroupsAsync();
        scene.Kerio.Faults.Add(new Fault { On = "Groups.create", Action = FaultAction.DoneThenReset });
        scene.Kerio.Faults.Add(new Fault { On = "Groups.addMemberList", Action = FaultAction.DoneThenReset });

        var first = await MigrateAsync(scene, $"'{Jan}'", "-IncludeGroup 'Whole*'");

        var group = Assert.Single(scene.Kerio.Store.Groups);
        Assert.Equal(("team", "Whole Team", "team"), (group.Name, group.Description, Assert.Single(group.EmailAddresses)));
        Assert.Equal(["jan"], Members(scene));
        OutcomeAssert.Warned(first, "claire@example.org: has no account at the destination");
        OutcomeAssert.Warned(first, "guest@else.where: is not of this organization");
        OutcomeAssert.Warned(first, "The members of inner@example.org are in it themselves");

        // Scheduled runs have no screen.
        var losses = (await session.RunAsync(scene.Settings.Report("-View Loss"))).Output.Where(r => r["Part"].ToString() == "Group").ToList();
        Assert.All(losses, l => Assert.Equal((Team, Team), (l["Mailbox"].ToString(), l["Destination"].ToString())));
        Assert.Equal(["False", "True", "False"], losses.Select(l => l["Open"].ToString()));

        // Claire is somebody else there; what an administrator added stays.
        scene.Kerio.Store.AddUser("boss@example.org").Groups = [group];
        var second = await MigrateAsync(scene, $"[pscustomobject]@{{ Mailbox = '{Claire}'; KerioLogin = 'c.meyer' }}", "-IncludeGroup 'Whole*'");
        Assert.Equal(["boss", "c.meyer", "jan"], Members(scene));
        Assert.DoesNotContain(second.Warnings, w => w.Contains("claire", StringComparison.Ordinal));

        var written = Written(scene);
        await MigrateAsync(scene, $"'{Jan}'", "-IncludeGroup *");
        Assert.Equal(["boss", "c.meyer", "jan"], Members(scene));
        Assert.Equal(written + 2, Written(scene));
        await MigrateAsync(scene, $"'{Jan}'", "-IncludeGroup *");
        Assert.Equal(written + 2, Written(scene));
    }

    [Fact]
    public async Task A_verification_tells_who_is_no_longer_in_a_group()
    {
        await using var scene = await StartGroupsAsync();
        await MigrateAsync(scene, $"'{Jan}'", "-IncludeGroup 'Whole*'");
        Assert.Equal("Perfect 1 1 0", await VerifyAsync());

        scene.Kerio.Store.FindUser(Jan)!.Groups = [];
        Assert.Equal("Good 1 0 1", await VerifyAsync());
        var difference = Assert.Single((await session.RunAsync(scene.Settings.Verify("-View Difference"))).Output, d => d["Difference"].GetString() == "PartDiffers");
        Assert.Equal((Team, Jan), (difference["Mailbox"].GetString(), difference["Subject"].GetString()));

        async Task<string> VerifyAsync()
        {
            var row = (await session.RunAsync(scene.Settings.Verify())).Output.Single(r => r["Mailbox"].GetString() == Team);
            return $"{row["Grade"]} {row["Found"]} {row["Migrated"]} {row["Missing"]}";
        }
    }

    [Fact]
    public async Task An_address_that_is_somebodys_stays_theirs()
    {
        await using var scene = await StartGroupsAsync();
        scene.Kerio.Store.AddAlias(new KerioAlias(scene.Kerio.Store.PrimaryDomain, "team", "boss@example.org", "TypeEmailAddress", ""));

        var run = await MigrateAsync(scene, $"'{Jan}'", "-IncludeGroup team@example.org, inner@example.org, nosuch@example.org");

        OutcomeAssert.Warned(run, "The distribution group team@example.org was not carried (AddressTaken). The address team@example.org of the group team@example.org belongs to the alias team.");
        OutcomeAssert.Warned(run, "The distribution group nosuch@example.org was not carried (MailboxNotFound).");
        Assert.Equal("inner", Assert.Single(scene.Kerio.Store.Groups).Name);
        OutcomeAssert.Completed(run, Jan);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-IncludeGroup * -WhatIf")]
    public async Task Nothing_is_written_that_was_not_asked_for(string more)
    {
        await using var scene = await StartGroupsAsync();

        await MigrateAsync(scene, $"'{Jan}'", more);

        Assert.Empty(scene.Kerio.Store.Groups);
        Assert.Equal(more.Length > 0, scene.Exchange.Requests.Any(r => r.Operation == "ExpandDL"));
    }

    [Fact]
    public async Task Groups_that_cannot_be_asked_for_end_no_run()
    {
        await using var scene = await StartGroupsAsync();
        scene.Exchange.Faults.Add(new Fault { On = "ResolveNames", Action = FaultAction.Error, Code = "ErrorNameResolutionNoMailbox", Count = int.MaxValue });

        var run = await MigrateAsync(scene, $"'{Jan}'", "-IncludeGroup *");

        OutcomeAssert.Warned(run, "The distribution group was not carried");
        OutcomeAssert.Completed(run, Jan);
    }

    [Fact]
    public async Task An_undo_takes_back_what_runs_did_for_groups_and_nothing_else()
    {
        await using var scene = await StartGroupsAsync();
        var inner = scene.Kerio.Store.AddGroup(new KerioGroup(scene.Kerio.Store.PrimaryDomain, "inner", "Mine", ["inner"]));
        scene.Kerio.Store.AddUser("boss@example.org").Groups = [inner];
        await MigrateAsync(scene, $"'{Jan}', '{Claire}'", "-IncludeGroup *");
        Assert.Equal(["claire", "jan"], Members(scene));
        Assert.Equal(["boss", "claire", "jan"], Members(scene, "inner"));
        scene.Kerio.Faults.Add(new Fault { On = "Groups.remove", Action = FaultAction.DoneThenReset });
        scene.Kerio.Faults.Add(new Fault { On = "Groups.removeMemberList", Action = FaultAction.DoneThenReset });

        var calls = scene.Kerio.Calls.Count;
        var preview = await session.RunAsync(scene.Settings.Undo("*@example.org").Replace("-Confirm:$false", "-WhatIf", StringComparison.Ordinal));
        Assert.Contains("Take the 2 members out of the group team@example.org that migrations added for team@example.org, and remove the group, which they made.", preview.Text, StringComparison.Ordinal);
        Assert.Contains("Take the 2 members out of the group inner@example.org that migrations added for inner@example.org.", preview.Text, StringComparison.Ordinal);
        Assert.Equal(calls, scene.Kerio.Calls.Count);

        var undone = await session.RunAsync(scene.Settings.Undo("team@example.org", "INNER@*"));

        Assert.Empty(undone.Errors);
        Assert.Equal(
            [("inner@example.org", "Undone", "2", "False"), (Team, "Undone", "2", "True")],
            undone.Output.Select(r => (r["Mailbox"].ToString(), r["State"].ToString(), r["PartsRemoved"].ToString(), r["AccountRemoved"].ToString())));
        Assert.Equal(["inner"], scene.Kerio.Store.Groups.Select(g => g.Name));
        Assert.Equal(["boss"], Members(scene, "inner"));
        Assert.DoesNotContain((await session.RunAsync(scene.Settings.Report("-View Loss"))).Output, r => r["Part"].ToString() == "Group");

        // As if it had never been; the mailboxes are as they were.
        await MigrateAsync(scene, $"'{Jan}'", "-IncludeGroup *");
        Assert.Equal(["claire", "jan"], Members(scene));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_undo_leaves_a_group_that_others_have_changed(bool byMember)
    {
        await using var scene = await StartGroupsAsync();
        await MigrateAsync(scene, $"'{Jan}'", "-IncludeGroup team@example.org");
        if (byMember)
        {
            scene.Kerio.Store.AddUser("boss@example.org").Groups = scene.Kerio.Store.Groups;
        }
        else
        {
            scene.Kerio.Store.Change(scene.Kerio.Store.Groups[0], "team", "crew");
        }

        var undone = await session.RunAsync(scene.Settings.Undo(Team));

        var row = Assert.Single(undone.Output);
        Assert.Equal(("Undone", "1", "1", "False", "ChangedAtDestination"), (row["State"].ToString(), row["PartsRemoved"].ToString(), row["PartsKept"].ToString(), row["AccountRemoved"].ToString(), row["Reason"].ToString()));
        Assert.Equal(byMember ? ["boss"] : [], Members(scene));
        OutcomeAssert.Warned(undone, byMember ? "1 of its members were added by others" : "its description or addresses were changed");

        // Once nothing of others is left the next undo takes it away.
        scene.Kerio.Store.Change(scene.Kerio.Store.Groups[0], "team");
        if (byMember)
        {
            scene.Kerio.Store.FindUser("boss@example.org")!.Groups = [];
        }

        await session.RunAsync(scene.Settings.Undo(Team));
        Assert.Empty(scene.Kerio.Store.Groups);
    }

    [Fact]
    public async Task An_undo_leaves_a_group_that_somebody_made_anew()
    {
        await using var scene = await StartGroupsAsync();
        await MigrateAsync(scene, $"'{Jan}'", "-IncludeGroup team@example.org");
        scene.Kerio.Store.RemoveGroup(scene.Kerio.Store.Groups[0]);
        var anew = scene.Kerio.Store.AddGroup(new KerioGroup(scene.Kerio.Store.PrimaryDomain, "team", "Whole Team", ["team"]));
        scene.Kerio.Store.FindUser(Jan)!.Groups = [anew];

        var undone = await session.RunAsync(scene.Settings.Undo(Team));

        Assert.Equal("0", Assert.Single(undone.Output)["PartsRemoved"].ToString());
        Assert.Equal(["jan"], Members(scene));
    }

    [Fact]
    public async Task Who_left_a_group_at_the_source_leaves_it_here_when_that_is_asked_for_and_a_run_had_added_them()
    {
        await using var scene = await StartGroupsAsync();
        await MigrateAsync(scene, $"'{Jan}', '{Claire}', '{Info}'", "-IncludeGroup team@example.org");
        scene.Kerio.Store.AddUser("boss@example.org").Groups = scene.Kerio.Store.Groups;
        scene.Exchange.Organization.Groups[0].Members = [Member(Jan), Member("late@example.org")];

        // Late has no account yet and may be anybody here.
        var told = await MigrateAsync(scene, $"'{Jan}'", "-IncludeGroup team@example.org -RemoveDeleted");
        Assert.Equal(["boss", "claire", "jan"], Members(scene));
        OutcomeAssert.Warned(told, "claire@example.org: is not known to be in the group at the source any more, and stays in it here");

        scene.Exchange.Organization.Groups[0].Members = [Member(Jan)];
        await MigrateAsync(scene, $"'{Jan}'", "-IncludeGroup team@example.org");
        Assert.Equal(["boss", "claire", "jan"], Members(scene));

        scene.Kerio.Faults.Add(new Fault { On = "Groups.removeMemberList", Action = FaultAction.DoneThenReset });
        var last = await MigrateAsync(scene, $"'{Jan}'", "-IncludeGroup team@example.org -RemoveDeleted");
        Assert.Equal(["boss", "jan"], Members(scene));
        Assert.DoesNotContain(last.Warnings, w => w.Contains("claire", StringComparison.Ordinal));
    }

    /// <summary>What a run was about to do when its server fell silent is known to the undo.</summary>
    [Theory]
    [InlineData("Groups.create")]
    [InlineData("Groups.addMemberList")]
    public async Task An_undo_takes_back_what_a_run_did_not_live_to_see(string moment)
    {
        await using var scene = await StartGroupsAsync();
        scene.Kerio.Faults.Add(new Fault { On = moment, Action = FaultAction.HalfOpen, Count = int.MaxValue });
        var run = session.RunAsync((scene.Settings with { More = "-IncludeGroup team@example.org" }).Migrate(Jan));
        await Condition.HoldsAsync(() => scene.Kerio.Calls.Any(c => c.Name == moment));
        await session.StopAsync();
        await run;
        scene.Kerio.Faults.Clear();
        Assert.NotEmpty(scene.Kerio.Store.Groups);

        var undone = await session.RunAsync(scene.Settings.Undo(Team));

        Assert.Equal("True", Assert.Single(undone.Output)["AccountRemoved"].ToString());
        Assert.Empty(scene.Kerio.Store.Groups);
    }

    private static async Task<MigrationScene> StartGroupsAsync()
    {
        var organization = Seed.Demo();
        organization.Groups =
        [
            new SeededGroup { DisplayName = "Whole Team", PrimarySmtpAddress = Team, Members = [Member(Claire), Member("inner@example.org", "PublicDL"), Member("guest@else.where", "Contact")] },
            new SeededGroup { DisplayName = "Inner Circle", PrimarySmtpAddress = "inner@example.org", Members = [Member(Jan), Member(Team, "PublicDL")] },
        ];
        return await StartAsync(organization: organization);
    }

    private static SeededMember Member(string address, string type = "Mailbox") => new(new SeededAddress(address, address), type);

    private async Task<CommandOutcome> MigrateAsync(MigrationScene scene, string rows, string more)
    {
        var run = await session.RunAsync((scene.Settings with { More = more }).Migrate("x").Replace("'x' |", rows + " |", StringComparison.Ordinal));
        Assert.Empty(run.Errors);
        return run;
    }

    private static IEnumerable<string> Members(MigrationScene scene, string group = "team") =>
        scene.Kerio.Store.Users.Where(u => u.Groups.Any(g => g.Name == group)).Select(u => u.LoginName);

    private static int Written(MigrationScene scene) => scene.Kerio.Calls.Count(c => c.Name is "Groups.create" or "Groups.addMemberList");
}

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
        Assert.DoesNotContain(scene.Exchange.Requests, r => r.Operation == "ExpandDL");
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

    private static IEnumerable<string> Members(MigrationScene scene) => scene.Kerio.Store.Users.Where(u => u.Groups.Any(g => g.Name == "team")).Select(u => u.LoginName);

    private static int Written(MigrationScene scene) => scene.Kerio.Calls.Count(c => c.Name is "Groups.create" or "Groups.addMemberList");
}

using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;
using KerioMigration.Tests.Support;
using Xunit;
using static KerioMigration.Tests.EndToEnd.MigrationScene;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>People and groups of two domains that have one name before the at sign, on their way into one domain.</summary>
public sealed class NamesakeTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const string First = "jan@example.org";
    private const string Second = "jan@example.net";
    private const string FirstTeam = "team@example.org";
    private const string SecondTeam = "team@example.net";

    [Fact]
    public async Task Mailboxes_of_two_runs_share_an_account_only_when_a_row_says_so()
    {
        await using var scene = await StartNewDomainAsync();
        OutcomeAssert.Completed(await MigrateAsync(scene, $"'{First}'"), First);
        var before = Messages(scene);

        var preview = Assert.Single((await MigrateAsync(scene, $"'{Second}'", "-WhatIf")).Output);
        var run = await MigrateAsync(scene, $"'{Second}'");

        Assert.Equal(("Refuse", "InvalidInput"), (preview["Action"].ToString(), preview["Reason"].ToString()));
        Assert.Contains(First, preview["Message"].ToString(), StringComparison.Ordinal);
        OutcomeAssert.Refused(run, "InvalidInput", "InvalidArgument", Second, First, "the same account jan", "KerioLogin");
        Assert.Equal(before, Messages(scene));

        // It stays so, the first goes on, and the word of an administrator counts, also without being repeated.
        Assert.NotEmpty((await MigrateAsync(scene, $"'{Second}'")).Errors);
        OutcomeAssert.Completed(await MigrateAsync(scene, $"'{First}'"), First);
        OutcomeAssert.Completed(await MigrateAsync(scene, $"[pscustomobject]@{{ Mailbox = '{Second}'; KerioLogin = 'jan' }}"), Second);
        Assert.Equal(before + 1, Messages(scene));
        OutcomeAssert.Completed(await MigrateAsync(scene, $"'{First}', [pscustomobject]@{{ Mailbox = '{Second}'; KerioLogin = 'jan' }}"), First, Second);
        OutcomeAssert.Completed(await MigrateAsync(scene, $"'{Second}'"), Second);
        Assert.Equal(before + 1, Messages(scene));
    }

    [Fact]
    public async Task A_mailbox_that_was_undone_is_in_nobodys_way()
    {
        await using var scene = await StartNewDomainAsync();
        OutcomeAssert.Completed(await MigrateAsync(scene, $"'{First}'"), First);
        await session.RunAsync(scene.Settings.Undo(First));

        OutcomeAssert.Completed(await MigrateAsync(scene, $"'{Second}'"), Second);

        Assert.Equal(1, Messages(scene));
    }

    [Fact]
    public async Task Groups_of_one_run_are_not_mixed()
    {
        await using var scene = await StartNewDomainAsync(SecondTeam, FirstTeam);
        await MigrateAsync(scene, $"'{First}'");

        var preview = (await MigrateAsync(scene, "@()", "-IncludeGroup * -WhatIf")).Output.Where(r => r["Kind"].ToString() == "Group").ToList();
        var run = await MigrateAsync(scene, "@()", "-IncludeGroup *");

        Assert.Equal(["Create", "Refuse"], preview.Select(r => r["Action"].ToString()));
        Assert.Contains(SecondTeam, preview[1]["Message"].ToString(), StringComparison.Ordinal);
        OutcomeAssert.Warned(run, $"The distribution group {FirstTeam} was not carried (AddressTaken). {FirstTeam} and {SecondTeam} would become the same group team@new.org.");
        Assert.Equal("Team of example.net", Assert.Single(scene.Kerio.Store.Groups).Description);
        Assert.Empty(scene.Kerio.Store.FindUser("jan@new.org")!.Groups);
    }

    [Fact]
    public async Task Groups_of_two_runs_are_not_mixed()
    {
        await using var scene = await StartNewDomainAsync(SecondTeam, FirstTeam);
        await MigrateAsync(scene, $"'{First}'", $"-IncludeGroup {FirstTeam}");

        var preview = (await MigrateAsync(scene, "@()", $"-IncludeGroup {SecondTeam} -WhatIf")).Output;
        var run = await MigrateAsync(scene, "@()", $"-IncludeGroup {SecondTeam}");
        var again = await MigrateAsync(scene, "@()", "-IncludeGroup *");

        Assert.Equal("Refuse", Assert.Single(preview)["Action"].ToString());
        OutcomeAssert.Warned(run, $"The distribution group {SecondTeam} was not carried (AddressTaken).");

        // Whose it is, is known, and not who comes first.
        OutcomeAssert.Warned(again, $"The distribution group {SecondTeam} was not carried (AddressTaken).");
        Assert.DoesNotContain(again.Warnings, w => w.Contains($"The distribution group {FirstTeam}", StringComparison.Ordinal));
        Assert.Equal("Team of example.org", Assert.Single(scene.Kerio.Store.Groups).Description);
        Assert.Equal(["team"], scene.Kerio.Store.FindUser("jan@new.org")!.Groups.Select(g => g.Name));
    }

    [Fact]
    public async Task A_group_in_another_domain_has_its_rights()
    {
        await using var scene = await StartNewDomainAsync(FirstTeam);
        scene.Exchange.Organization.Find(First)!.Mailbox["inbox"].Permissions = [new SeededPermission("Reviewer", new SeededAddress("Team", FirstTeam))];
        await MigrateAsync(scene, $"'{First}'", "-IncludePermission -IncludeGroup *");

        var second = await MigrateAsync(scene, $"'{First}'", "-IncludePermission");

        Assert.DoesNotContain(second.Warnings, w => w.Contains(FirstTeam, StringComparison.Ordinal));
        var right = Assert.Single(scene.Kerio.Store.FindUser("jan@new.org")!.Mailbox.Find("INBOX")!.Permissions);
        Assert.Equal(scene.Kerio.Store.Groups.Single().Id, right.PrincipalId);
    }

    private static async Task<MigrationScene> StartNewDomainAsync(params string[] groups)
    {
        var demo = Seed.Demo();
        var other = new SeededUser
        {
            Alias = "jan2", DisplayName = "Jan Other", PrimarySmtpAddress = Second, Password = "Secret-jan2-1", Mailbox = StandardFolders.Create(Second),
        };
        other.Mailbox.AddItem(other.Mailbox["inbox"], new MailMaker("example.net", Seed.Now) { To = [new SeededAddress("Jan", Second)] }.Text("To the other Jan"));
        var organization = new Organization { Domain = demo.Domain, Users = [.. demo.Users, other], ServiceAccount = demo.ServiceAccount };
        organization.Groups = [.. groups.Select(g => new SeededGroup
        {
            DisplayName = "Team of " + g.Split('@')[1],
            PrimarySmtpAddress = g,
            Members = [new SeededMember(g == FirstTeam ? new SeededAddress("Jan", First) : new SeededAddress("Claire", Claire), "Mailbox")],
        })];
        var scene = await StartAsync(organization: organization);
        scene.Kerio.Store.AddDomain("new.org");
        return scene;
    }

    private Task<CommandOutcome> MigrateAsync(MigrationScene scene, string rows, string more = "") => session.RunAsync(
        (scene.Settings with { More = "-KerioDomain new.org " + more }).Migrate("x").Replace("'x' |", rows == "@()" ? "" : rows + " |", StringComparison.Ordinal));

    private static int Messages(MigrationScene scene) => scene.Kerio.Store.FindUser("jan@new.org")!.Mailbox.Folders.Sum(f => f.Messages.Count);
}

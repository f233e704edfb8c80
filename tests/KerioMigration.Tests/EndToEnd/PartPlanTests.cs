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

/// <summary>What -WhatIf says of whatever mailboxes have beside items, and of groups: the real cmdlet, and nothing is written anywhere.</summary>
public sealed class PartPlanTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const string Anna = "anna@example.org";
    private const string Bob = "bob@example.org";
    private const string Everything = "-IncludePermission -IncludeSetting -IncludeGroup *";

    /// <summary>Methods of the administration and the client API that read; whatever else there is writes.</summary>
    private static readonly string[] Reading =
    [
        ".get", ".findEntityByEmail", ".login", ".logout", ".whoAmI", ".getNotActivated", ".getUserCountInfo", ".getAboutInfo", ".getPermissions", ".getByEmail", ".getOutOfOffice", ".getPublic",
    ];

    [Fact]
    public async Task An_account_that_would_be_made_gets_all_that_has_a_place()
    {
        await using var scene = await StartAsync();

        var rows = await PlanAsync(scene, $"'{Anna}', '{Bob}'", Everything);

        var anna = rows[Anna];
        Assert.Equal(("Mailbox", "Create"), (Text(anna, "Kind"), Text(anna, "Action")));
        Assert.Equal(("12", "1", "True", "1"), Parts(anna));
        Assert.Contains("Permission Posteingang: person8@example.org (Owner): can no longer create folders, give rights to others.", Text(anna, "Losses"), StringComparison.Ordinal);
        Assert.Contains("InboxRule Text: is not carried: Kerio Connect has no word for the condition contains body strings.", Text(anna, "Losses"), StringComparison.Ordinal);

        // Bob has no account yet either, and gets one by the same run.
        Assert.Equal(("Group", "Create", "2", "team@example.org"), Group(rows["team@example.org"]));
        Assert.Contains("claire@example.org: has no account at the destination", Text(rows["team@example.org"], "Losses"), StringComparison.Ordinal);
        AssertNothingWritten(scene);
    }

    [Fact]
    public async Task An_account_that_is_there_is_compared_as_the_run_would()
    {
        await using var scene = await StartAsync();
        scene.Kerio.Store.AddUser(Bob, "Bob-secret1");
        await session.RunAsync((scene.Settings with { More = "-IncludePermission -IncludeSetting -IncludeGroup team@example.org -ItemType Mail,Calendar,Contact" }).Migrate(Anna));
        scene.Kerio.Store.FindUser(Anna)!.OutOfOffice = new KerioOutOfOffice(false, "Mine");
        var inbox = scene.Kerio.Store.FindUser(Anna)!.Mailbox.Find("INBOX")!;
        inbox.Permissions = [.. inbox.Permissions.Skip(1)];
        scene.Exchange.Organization.Find(Anna)!.Mailbox.Settings.Rules = [new SeededRule("Read", "<t:Delete>true</t:Delete>")];
        var source = scene.Exchange.Organization.Find(Anna)!.Mailbox;
        source.AddFolder(source.TopOfInformationStore, "Neu").Permissions = [new SeededPermission("Reviewer", new SeededAddress("Bob", Bob))];
        var calls = scene.Kerio.Calls.Count;

        var rows = await PlanAsync(scene, $"'{Anna}'", Everything);

        Assert.Equal(("2", "0", "False", "1"), Parts(rows[Anna]));
        Assert.Contains("OutOfOffice: the owner has set another one at the destination, which was left as it is.", Text(rows[Anna], "Losses"), StringComparison.Ordinal);
        Assert.Equal(("Group", "Use", "0", "team@example.org"), Group(rows["team@example.org"]));
        AssertNothingWritten(scene, calls);

        // A run does what was said.
        var run = await session.RunAsync((scene.Settings with { More = "-IncludePermission -IncludeSetting -ItemType Mail -Verbose" }).Migrate(Anna));
        Assert.Contains("rights on \"Posteingang\": 1 set at the destination", run.Text, StringComparison.Ordinal);
        Assert.Contains("rights on \"Neu\": 1 set at the destination", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_for_a_sign_in_is_named_unless_the_password_would_be_set()
    {
        await using var scene = await StartAsync();
        scene.Kerio.Store.AddUser(Anna, "Anna-secret1");

        var held = (await PlanAsync(scene, $"'{Anna}'", "-IncludePermission -IncludeSetting"))[Anna];
        var reset = (await PlanAsync(scene, $"'{Anna}'", "-IncludePermission -IncludeSetting -ResetPassword"))[Anna];
        var without = (await PlanAsync(scene, $"'{Anna}'", ""))[Anna];

        Assert.Equal(("0", "0", "False", "0"), Parts(held));
        Assert.Contains("Permission: is held. They need anna@example.org's own password", Text(held, "Losses"), StringComparison.Ordinal);
        Assert.Equal(("8", "0", "True", "1"), Parts(reset));
        Assert.Equal(("0", "0", "False", "0"), Parts(without));
        Assert.Equal("", Text(without, "Losses"));
        AssertNothingWritten(scene);
    }

    [Fact]
    public async Task Groups_are_planned_and_carried_without_any_mailbox()
    {
        await using var scene = await StartAsync();
        scene.Kerio.Store.AddUser(Bob, "Bob-secret1");
        scene.Kerio.Store.AddAlias(new KerioAlias(scene.Kerio.Store.PrimaryDomain, "crew", "boss@example.org", "TypeEmailAddress", ""));
        var command = (scene.Settings with { More = "-IncludeGroup team@example.org, crew@example.org, none@example.org" }).Migrate().Replace("@() |", "", StringComparison.Ordinal);

        var plan = Rows(await session.RunAsync(command.Replace("-Confirm:$false", "-WhatIf", StringComparison.Ordinal)));
        Assert.Equal(("Group", "Create", "1", "team@example.org"), Group(plan["team@example.org"]));
        Assert.Equal(("Refuse", "AddressTaken"), (Text(plan["crew@example.org"], "Action"), Text(plan["crew@example.org"], "Reason")));
        Assert.Equal(("Refuse", "MailboxNotFound"), (Text(plan["none@example.org"], "Action"), Text(plan["none@example.org"], "Reason")));
        AssertNothingWritten(scene);

        var run = await session.RunAsync(command);
        Assert.Empty(run.Errors);
        Assert.Empty(run.Output);
        Assert.Equal(["bob"], scene.Kerio.Store.Users.Where(u => u.Groups.Any(g => g.Name == "team")).Select(u => u.LoginName));

        // So they are when a filter leaves no mailbox in the pipeline.
        scene.Kerio.Store.AddUser("claire@example.org", "Secret-1234");
        await session.RunAsync((scene.Settings with { More = "-IncludeGroup *" }).Migrate());
        Assert.Equal(["bob", "claire"], scene.Kerio.Store.Users.Where(u => u.Groups.Any(g => g.Name == "team")).Select(u => u.LoginName));

        var losses = await session.RunAsync(scene.Settings.Report("'Whole T*' -View Loss"));
        Assert.Empty(losses.Errors);
        Assert.Equal(["Group"], losses.Output.Select(l => l["Part"].ToString()).Distinct());
        var byAddress = await session.RunAsync(scene.Settings.Report("team@example.org -View Loss"));
        Assert.Empty(byAddress.Errors);
        Assert.Equal(losses.Output.Count, byAddress.Output.Count);
        OutcomeAssert.Refused(await session.RunAsync(scene.Settings.Report("nobody@example.org -View Loss")), "MailboxNotFound", "ObjectNotFound", "nobody@example.org", "nobody@example.org");
    }

    private static async Task<MigrationScene> StartAsync()
    {
        var organization = Seed.Groupware();
        var anna = organization.Find(Anna)!.Mailbox;
        anna.Settings.OutOfOffice = new SeededOutOfOffice("Enabled", "All", DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, "Weg", "Weg");
        anna.Settings.Delegates = [new SeededDelegate(new SeededAddress("Bob", Bob), new Dictionary<string, string> { ["Calendar"] = "Editor" })];
        anna.Settings.Rules =
        [
            new SeededRule("Read", "<t:MarkAsRead>true</t:MarkAsRead>"),
            new SeededRule("Text", "<t:MarkAsRead>true</t:MarkAsRead>", "<t:ContainsBodyStrings><t:String>x</t:String></t:ContainsBodyStrings>"),
        ];
        organization.Groups =
        [
            new SeededGroup { DisplayName = "Whole Team", PrimarySmtpAddress = "team@example.org", Members = [Member(Anna), Member(Bob), Member("claire@example.org")] },
            new SeededGroup { DisplayName = "Crew", PrimarySmtpAddress = "crew@example.org", Members = [Member(Anna)] },
        ];
        var scene = await MigrationScene.StartAsync(organization: organization);
        for (var i = 0; i < 9; i++)
        {
            scene.Kerio.Store.AddUser(string.Create(CultureInfo.InvariantCulture, $"person{i}@example.org"), "Secret-1234");
        }

        return scene;
    }

    private static SeededMember Member(string address) => new(new SeededAddress(address, address), "Mailbox");

    private async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, JsonElement>>> PlanAsync(MigrationScene scene, string rows, string more)
    {
        var command = (scene.Settings with { More = more }).Migrate("x").Replace("'x' |", rows + " |", StringComparison.Ordinal);
        return Rows(await session.RunAsync(command.Replace("-Confirm:$false", "-WhatIf", StringComparison.Ordinal)));
    }

    private static IReadOnlyDictionary<string, IReadOnlyDictionary<string, JsonElement>> Rows(CommandOutcome outcome)
    {
        Assert.Empty(outcome.Errors);
        return outcome.Output.ToDictionary(r => r["Mailbox"].ToString(), r => (IReadOnlyDictionary<string, JsonElement>)r);
    }

    /// <summary>What reads is known by name, and every other request to Kerio counts as one that writes.</summary>
    private static void AssertNothingWritten(MigrationScene scene, int since = 0) => Assert.DoesNotContain(
        scene.Kerio.Calls.Skip(since).Select(c => c.Name),
        n => n.Contains('.', StringComparison.Ordinal) && !Reading.Any(r => n.EndsWith(r, StringComparison.Ordinal)) && !n.StartsWith("Session.", StringComparison.Ordinal)
            || new[] { "APPEND", "STORE", "CREATE", "PUT", "MKCALENDAR", "DELETE", "setOutOfOffice" }.Any(w => n.EndsWith(w, StringComparison.Ordinal)));

    private static string Text(IReadOnlyDictionary<string, JsonElement> row, string column) => row[column].ToString();

    private static (string Rights, string Delegates, string OutOfOffice, string Rules) Parts(IReadOnlyDictionary<string, JsonElement> row) =>
        (Text(row, "Rights"), Text(row, "Delegates"), Text(row, "OutOfOffice"), Text(row, "Rules"));

    private static (string Kind, string Action, string Members, string Destination) Group(IReadOnlyDictionary<string, JsonElement> row) =>
        (Text(row, "Kind"), Text(row, "Action"), Text(row, "Members"), Text(row, "Destination"));
}

using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Xunit;
using static KerioMigration.Tests.EndToEnd.MigrationScene;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Passwords that runs kept, when their accounts have another one by now, or are those of two mailboxes.</summary>
public sealed class KeptPasswordRunTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const string Bob = "bob@example.org";
    private const string Merged = "'bob@example.org', [pscustomobject]@{ Mailbox = 'info@example.org'; KerioLogin = 'bob' }";

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public async Task Users_who_changed_their_passwords_get_nobody_blocked(int throttle)
    {
        var security = new SecurityOptions { AntiHammering = true, FailedLoginsToBlock = 5 };
        await using var scene = await StartAsync(kerio: new SimulatedKerioOptions { Security = security });
        string[] everybody = [.. scene.Exchange.Organization.Users.Select(u => u.PrimarySmtpAddress)];
        OutcomeAssert.Completed(await RunAsync(scene, throttle, everybody), everybody);
        foreach (var user in everybody.Select(a => scene.Kerio.Store.FindUser(a)!))
        {
            user.Password = "Their-own-" + user.LoginName;
        }

        var second = await RunAsync(scene, throttle, everybody);

        OutcomeAssert.Completed(second, everybody);
        Assert.All(everybody, a => Assert.Contains(second.Warnings, w => w.StartsWith(a, StringComparison.Ordinal) && w.Contains("are held", StringComparison.Ordinal)));
        Assert.DoesNotContain(second.Warnings, w => w.Contains("Check the password", StringComparison.Ordinal));
        Assert.All(
            second.Warnings.Where(w => w.Contains("are held", StringComparison.Ordinal)),
            w => Assert.True(w.Contains("KerioCredential", StringComparison.Ordinal) && w.Contains("-ResetPassword", StringComparison.Ordinal), w));
        var left = (await session.RunAsync(scene.Settings.Report("-NewPassword"))).Output.Count;
        Assert.InRange(left, everybody.Length - 3, everybody.Length - 2);
    }

    [Fact]
    public async Task A_refused_password_is_not_tried_again_until_it_is_set_again()
    {
        await using var scene = await StartAsync(
            organization: Seed.Groupware(), kerio: new SimulatedKerioOptions { Security = new SecurityOptions { AntiHammering = true, FailedLoginsToBlock = 2 } });
        OutcomeAssert.Completed(await RunAsync(scene, 1, Bob), Bob);
        scene.Kerio.Store.FindUser(Bob)!.Password = "His-own-1";

        for (var i = 0; i < 4; i++)
        {
            var run = await RunAsync(scene, 1, Bob);
            OutcomeAssert.Completed(run, Bob);
            OutcomeAssert.Warned(run, "-ResetPassword");
            Assert.Empty((await session.RunAsync(scene.Settings.Report("-NewPassword"))).Output);
        }

        await session.RunAsync((scene.Settings with { More = "-WhatIf" }).Migrate(Bob));
        var again = await session.RunAsync((scene.Settings with { More = "-ResetPassword" }).Migrate(Bob));
        AssertNothingHeld(again);
        AssertNothingHeld(await RunAsync(scene, 1, Bob));
        Assert.Single((await session.RunAsync(scene.Settings.Report("-NewPassword"))).Output);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public async Task Two_mailboxes_of_one_account_have_one_password(int throttle)
    {
        await using var scene = await StartAsync(organization: WithShared());

        var first = await MergeAsync(scene, $"-ThrottleLimit {throttle}");
        var password = scene.Kerio.Store.FindUser(Bob)!.Password;
        AssertNothingHeld(first);
        AssertNothingHeld(await MergeAsync(scene, ""));
        AssertNothingHeld(await MergeAsync(scene, $"-ResetPassword -ThrottleLimit {throttle}"));
        AssertNothingHeld(await MergeAsync(scene, ""));

        Assert.Equal(password, scene.Kerio.Store.FindUser(Bob)!.Password);
        Assert.Single((await session.RunAsync(scene.Settings.Report("-NewPassword"))).Output);
        var verified = await session.RunAsync(scene.Settings.Verify());
        Assert.Equal(["Perfect", "Perfect"], verified.Output.Select(r => r["Grade"].ToString()));
    }

    [Fact]
    public async Task Two_mailboxes_of_an_account_that_was_there_get_one_password()
    {
        await using var scene = await StartAsync(organization: WithShared());
        scene.Kerio.Store.AddUser(Bob, "Bob-secret1");

        AssertNothingHeld(await MergeAsync(scene, "-ResetPassword"));
        AssertNothingHeld(await MergeAsync(scene, ""));

        Assert.Single((await session.RunAsync(scene.Settings.Report("-NewPassword"))).Output);
    }

    private static Organization WithShared()
    {
        var seed = Seed.Groupware();
        return new Organization { Domain = seed.Domain, Users = [.. seed.Users, Seed.Demo().Find("info@example.org")!], ServiceAccount = seed.ServiceAccount };
    }

    private static void AssertNothingHeld(CommandOutcome run)
    {
        Assert.Empty(run.Errors);
        Assert.DoesNotContain(run.Warnings, w => w.Contains("are held", StringComparison.Ordinal));
        Assert.All(run.Output, r => Assert.Equal("Completed", r["State"].ToString()));
    }

    private Task<CommandOutcome> RunAsync(MigrationScene scene, int throttle, params string[] mailboxes) =>
        session.RunAsync((scene.Settings with { More = $"-ThrottleLimit {throttle}" }).Migrate(mailboxes));

    private Task<CommandOutcome> MergeAsync(MigrationScene scene, string more) =>
        session.RunAsync((scene.Settings with { More = more }).Migrate("x").Replace("'x' |", Merged + " |", StringComparison.Ordinal));
}

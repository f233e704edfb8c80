using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Xunit;
using static KerioMigration.Tests.EndToEnd.MigrationScene;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>What the source says about users beside their mailboxes: the real cmdlets between the two simulated servers.</summary>
public sealed class AccountMigrationTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const string Legacy = "/o=Example/ou=First Administrative Group/cn=Recipients/cn=jan";

    /// <summary>A row of Get-Mailbox.</summary>
    private const string Row = $$"""
        [pscustomobject]@{
            PrimarySmtpAddress = '{{Jan}}'; DisplayName = 'Jan Vos'; RecipientTypeDetails = 'UserMailbox'; LegacyExchangeDN = '{{Legacy}}'
            EmailAddresses = 'SMTP:{{Jan}}', 'smtp:j.vos@example.org', 'smtp:jan@example.com', 'smtp:jan@else.where', 'X500:/o=Old/cn=jan', 'SIP:{{Jan}}'
            ProhibitSendReceiveQuota = '2 GB (2,147,483,648 bytes)'; UseDatabaseQuotaDefaults = $false
            HiddenFromAddressListsEnabled = $true; AccountDisabled = $true
        }
        """;

    [Fact]
    public async Task An_account_that_we_made_becomes_what_the_source_says()
    {
        await using var scene = await StartTwoDomainsAsync();
        scene.Kerio.Faults.Add(new Fault { On = "Aliases.create", Action = FaultAction.DoneThenReset });

        var first = await MigrateAsync(scene, Row);

        var jan = scene.Kerio.Store.FindUser(Jan)!;
        Assert.Equal(["j.vos"], jan.EmailAddresses);
        Assert.Equal("jan@example.com -> jan@example.org", Assert.Single(scene.Kerio.Store.Aliases.Select(a => $"{a.Name}@{a.Domain.Name} -> {a.DeliverTo}")));
        Assert.Equal(("Jan Vos", false, true, null), (jan.FullName, jan.PublishInGal, jan.IsEnabled, jan.DiskQuota));
        OutcomeAssert.Warned(first, "jan@else.where: Kerio Connect has no domain else.where");
        OutcomeAssert.Warned(first, "The quota of 2,147,483,648 bytes is not set yet");
        OutcomeAssert.Warned(first, "The account is not disabled yet");

        var written = Written(scene);
        await MigrateAsync(scene, Row);
        Assert.Equal(written, Written(scene));

        // Nothing can be carried into a disabled account: it is disabled when nothing more is to come.
        var last = await MigrateAsync(scene, Row, "-Complete");
        Assert.Equal((false, 2L << 30), (jan.IsEnabled, jan.DiskQuota));
        Assert.DoesNotContain(last.Warnings, w => w.Contains("not set yet", StringComparison.Ordinal) || w.Contains("not disabled yet", StringComparison.Ordinal));
        await scene.AssertSameAsync(Jan);
    }

    [Fact]
    public async Task An_account_that_was_there_is_added_to_alone_and_undo_takes_that_away()
    {
        await using var scene = await StartTwoDomainsAsync();
        var jan = scene.Kerio.Store.AddUser(Jan, "Jan-secret1");
        jan.EmailAddresses = ["before"];

        var run = await MigrateAsync(scene, Row, "-Complete");

        Assert.Equal(["before", "j.vos"], jan.EmailAddresses);
        Assert.Single(scene.Kerio.Store.Aliases);
        Assert.Equal(("", true, true, null), (jan.FullName, jan.PublishInGal, jan.IsEnabled, jan.DiskQuota));
        OutcomeAssert.Warned(run, "The account was there before and stays as it is: without a quota, which is 2,147,483,648 bytes at the source");
        OutcomeAssert.Warned(run, "The account was there before and stays as it is: enabled, while it is disabled at the source");
        OutcomeAssert.Warned(run, "The account was there before and stays as it is: in address lists");

        Assert.Empty((await session.RunAsync(scene.Settings.Undo(Jan))).Errors);
        Assert.Equal(["before"], jan.EmailAddresses);
        Assert.Empty(scene.Kerio.Store.Aliases);
    }

    [Fact]
    public async Task A_mailbox_that_is_not_cut_over_keeps_room_and_sign_in()
    {
        await using var scene = await StartTwoDomainsAsync(o => o.Find(Jan)!.Mailbox["inbox"].Items[0].ErrorCode = "ErrorItemCorrupt");

        var run = await MigrateAsync(scene, Row, "-Complete");

        OutcomeAssert.Warned(run, "The quota of 2,147,483,648 bytes is not set yet");
        OutcomeAssert.Warned(run, "The account is not disabled yet");
        var jan = scene.Kerio.Store.FindUser(Jan)!;
        Assert.Equal((true, null), (jan.IsEnabled, jan.DiskQuota));
    }

    [Fact]
    public async Task Addresses_of_others_stay_theirs()
    {
        await using var scene = await StartTwoDomainsAsync();
        var store = scene.Kerio.Store;
        var bob = store.AddUser("bob@example.org");
        bob.EmailAddresses = ["j.vos"];
        store.AddGroup(new KerioGroup(store.FindDomain("example.com")!, "Sales", "", ["jan"]));

        var run = await MigrateAsync(scene, Row);

        OutcomeAssert.Warned(run, "j.vos@example.org: belongs to the account bob");
        OutcomeAssert.Warned(run, "jan@example.com: belongs to the group Sales");
        Assert.Empty(store.FindUser(Jan)!.EmailAddresses);
        Assert.Empty(store.Aliases);
        Assert.Equal(["j.vos"], bob.EmailAddresses);
    }

    [Fact]
    public async Task A_quota_is_never_below_what_is_in_use()
    {
        await using var scene = await StartTwoDomainsAsync();
        var run = await MigrateAsync(scene, Row.Replace("2 GB (2,147,483,648 bytes)", "1 KB (1,024 bytes)", StringComparison.Ordinal), "-Complete");

        var jan = scene.Kerio.Store.FindUser(Jan)!;
        Assert.InRange(jan.DiskQuota!.Value, jan.Mailbox.UsedBytes, jan.Mailbox.UsedBytes + (1 << 20));
        OutcomeAssert.Warned(run, "The quota is 1,024 bytes at the source");
        await scene.AssertSameAsync(Jan);
    }

    [Fact]
    public async Task What_an_administrator_took_back_is_not_set_again()
    {
        await using var scene = await StartTwoDomainsAsync();
        await MigrateAsync(scene, Row);
        var jan = scene.Kerio.Store.FindUser(Jan)!;
        (jan.EmailAddresses, jan.PublishInGal) = ([], true);

        await MigrateAsync(scene, Row);

        Assert.Empty(jan.EmailAddresses);
        Assert.True(jan.PublishInGal);
    }

    [Fact]
    public async Task Exchange_is_asked_about_a_row_that_is_an_address_alone()
    {
        await using var scene = await StartTwoDomainsAsync(o => o.Find(Jan)!.Proxies = ["smtp:j.vos@example.org"]);

        var run = await MigrateAsync(scene, $"'{Jan}'");

        var jan = scene.Kerio.Store.FindUser(Jan)!;
        Assert.Equal(["j.vos"], jan.EmailAddresses);
        Assert.Equal(scene.Exchange.Organization.Find(Jan)!.DisplayName, jan.FullName);
        OutcomeAssert.Warned(run, "Exchange tells three addresses at most");
        OutcomeAssert.Warned(run, "Whether the account has a quota, is hidden or disabled is not told over EWS");
        var alias = Assert.Single((await session.RunAsync(scene.Settings.Report("-View Alias"))).Output);
        Assert.Equal(
            (Jan, scene.Exchange.Organization.Find(Jan)!.LegacyDn, Jan, "IMCEAEX-_o=Example_ou=Exchange+20Administrative+20Group+20+28FYDIBOHF23SPDLT+29_cn=Recipients_cn=jan@example.org"),
            (alias["Mailbox"].ToString(), alias["LegacyExchangeDN"].ToString(), alias["DestinationAddress"].ToString(), alias["EncapsulatedAddress"].ToString()));
    }

    [Fact]
    public async Task Names_of_old_mail_come_from_the_row()
    {
        await using var scene = await StartTwoDomainsAsync();
        await MigrateAsync(scene, Row);

        var names = (await session.RunAsync(scene.Settings.Report("-View Alias"))).Output.Select(r => r["LegacyExchangeDN"].ToString());

        Assert.Equal([Legacy, "/o=Old/cn=jan"], names);
        Assert.DoesNotContain(scene.Exchange.Requests, r => r.Operation == "ResolveNames");
    }

    [Fact]
    public async Task A_directory_that_does_not_answer_costs_nothing_but_itself()
    {
        await using var scene = await StartTwoDomainsAsync();
        scene.Exchange.Faults.Add(new Fault { On = "ResolveNames", Action = FaultAction.Error, Code = "ErrorNameResolutionNoMailbox", Count = int.MaxValue });

        var run = await MigrateAsync(scene, $"'{Jan}'", "-Complete");

        OutcomeAssert.Warned(run, "could not be carried");
        OutcomeAssert.Completed(run, Jan);
        await scene.AssertSameAsync(Jan);

        // Not cut over: this run may carry on.
        scene.Exchange.Faults.Clear();
        OutcomeAssert.Completed(await MigrateAsync(scene, Row, "-Complete"), Jan);
        Assert.False(scene.Kerio.Store.FindUser(Jan)!.IsEnabled);
    }

    [Fact]
    public async Task A_preview_says_what_would_be_set_and_sets_nothing()
    {
        await using var scene = await StartTwoDomainsAsync();

        var preview = await MigrateAsync(scene, Row, "-WhatIf");

        Assert.Equal(
            "addresses j.vos@example.org, jan@example.com; not in address lists; quota 2,147,483,648 bytes; disabled",
            Assert.Single(preview.Output)["AccountDetail"].ToString());
        Assert.Equal(0, Written(scene));
        Assert.Null(scene.Kerio.Store.FindUser(Jan));
    }

    [Fact]
    public async Task With_the_account_its_aliases_go()
    {
        await using var scene = await StartTwoDomainsAsync();
        await MigrateAsync(scene, Row);
        Assert.Single(scene.Kerio.Store.Aliases);

        Assert.Empty((await session.RunAsync(scene.Settings.Undo(Jan) + " -IncludeAccount")).Errors);

        Assert.Null(scene.Kerio.Store.FindUser(Jan));
        Assert.Empty(scene.Kerio.Store.Aliases);
    }

    [Fact]
    public async Task Without_the_switch_nothing_is_set()
    {
        await using var scene = await StartTwoDomainsAsync();
        var run = await session.RunAsync((scene.Settings with { More = "-Complete" }).Migrate("x").Replace("'x' |", Row + " |", StringComparison.Ordinal));

        OutcomeAssert.Completed(run, Jan);
        Assert.Equal(0, Written(scene));

        // What the row says of old mail is kept all the same.
        Assert.Equal(2, (await session.RunAsync(scene.Settings.Report("-View Alias"))).Output.Count);
    }

    private static async Task<MigrationScene> StartTwoDomainsAsync(Action<Organization>? change = null)
    {
        var organization = Seed.Demo();
        change?.Invoke(organization);
        var scene = await StartAsync(organization: organization);
        scene.Kerio.Store.AddDomain("example.com");
        return scene;
    }

    private async Task<CommandOutcome> MigrateAsync(MigrationScene scene, string row, string more = "")
    {
        var run = await session.RunAsync((scene.Settings with { More = "-IncludeAccountDetail " + more }).Migrate("x").Replace("'x' |", row + " |", StringComparison.Ordinal));
        Assert.Empty(run.Errors);
        return run;
    }

    private static int Written(MigrationScene scene) => scene.Kerio.Calls.Count(c => c.Name is "Users.set" or "Aliases.create");
}

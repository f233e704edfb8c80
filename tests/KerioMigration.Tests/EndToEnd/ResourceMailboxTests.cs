using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Room and equipment mailboxes, as accounts and as resources: the real cmdlets against both simulated servers.</summary>
public sealed class ResourceMailboxTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const string Room = "bob@example.org";
    private const string AsResource = "-ResourceMailbox Resource";

    [Fact]
    public async Task A_room_becomes_a_resource_once_and_its_items_wait_where_everybody_sees_it()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());

        var plan = Assert.Single((await session.RunAsync(Migrate(scene, AsResource + " -WhatIf"))).Output);
        Assert.Equal(("Create", "NoPlaceInResource"), (plan["Action"].GetString(), plan["Reason"].GetString()));
        Assert.Empty(scene.Kerio.Store.Resources);
        var first = await session.RunAsync(Migrate(scene, AsResource + " -Complete"));
        var second = await session.RunAsync(Migrate(scene, AsResource));

        var resource = Assert.Single(scene.Kerio.Store.Resources);
        Assert.Equal((Room, "Room", "Big Room", true), (resource.Address, resource.Type, resource.Description, resource.IsEnabled));
        Assert.Empty(resource.Users);
        Assert.Null(scene.Kerio.Store.FindUser(Room));
        Assert.Contains(first.Warnings, w => w.Contains("are held", StringComparison.Ordinal) && w.Contains("a resource of the type Room", StringComparison.Ordinal));
        foreach (var row in new[] { first, second }.Select(o => Assert.Single(o.Output)))
        {
            Assert.Equal(("Completed", 0, 40), (row["State"].GetString(), Number(row, "Migrated"), Number(row, "Held")));
        }

        plan = Assert.Single((await session.RunAsync(Migrate(scene, AsResource + " -WhatIf"))).Output);
        Assert.Equal(("Use", Room, 40), (plan["Action"].GetString(), plan["Destination"].GetString(), Number(plan, "Held")));
        var verified = await session.RunAsync(scene.Settings.Tables + $"Test-MigrationResult @servers -LedgerPath '{scene.Settings.LedgerPath}'");
        Assert.Empty(verified.Errors);
        Assert.Equal((40, false), (Number(Assert.Single(verified.Output), "Held"), verified.Output[0]["Grade"].GetString() == "Perfect"));
    }

    [Fact]
    public async Task Undo_removes_a_resource_that_was_created_and_then_an_account_holds_everything()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        await session.RunAsync(Migrate(scene, AsResource));

        var taken = await session.RunAsync(Migrate(scene, ""));
        OutcomeAssert.Refused(taken, "AddressTaken", "ResourceExists", Room, "the resource bob");
        Assert.Empty((await session.RunAsync(scene.Settings.Undo(Room))).Errors);
        Assert.Single(scene.Kerio.Store.Resources);
        var undone = Assert.Single((await session.RunAsync(scene.Settings.Undo(Room) + " -IncludeAccount")).Output);
        Assert.True(undone["AccountRemoved"].GetBoolean());
        Assert.Empty(scene.Kerio.Store.Resources);

        OutcomeAssert.Completed(await session.RunAsync(Migrate(scene, "")), Room);
        Assert.Equal(40, scene.Kerio.Store.FindUser(Room)!.Mailbox.Folders.Sum(f => f.Resources.All.Count));
        var late = await session.RunAsync(Migrate(scene, AsResource));
        Assert.Single(late.Errors);
        Assert.Equal(40, scene.Kerio.Store.FindUser(Room)!.Mailbox.Folders.Sum(f => f.Resources.All.Count));
    }

    [Fact]
    public async Task What_a_resource_has_no_place_for_is_told_and_old_mail_knows_its_name()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        var command = Migrate(scene, AsResource + " -IncludePermission -IncludeSetting").Replace(
            "RecipientTypeDetails", $"EmailAddresses = 'SMTP:{Room}', 'smtp:room@example.org'; LegacyExchangeDN = '/o=Old/cn=room'; RecipientTypeDetails", StringComparison.Ordinal);

        var plan = Assert.Single((await session.RunAsync(command.Replace("-Confirm:$false", "-WhatIf", StringComparison.Ordinal))).Output);
        Assert.Contains("Account: does not reach the resource, which has one address: room@example.org.", plan["Losses"].GetString(), StringComparison.Ordinal);
        var run = await session.RunAsync(command);

        OutcomeAssert.Completed(run, Room);
        OutcomeAssert.Warned(run, "does not reach the resource, which has one address: room@example.org");
        var losses = (await session.RunAsync(scene.Settings.Report("-View Loss"))).Output;
        Assert.Equal(["Account", "Delegate", "InboxRule", "OutOfOffice", "Permission"], losses.Select(l => l["Part"].ToString()).Order(StringComparer.Ordinal));
        Assert.Equal("/o=Old/cn=room", Assert.Single((await session.RunAsync(scene.Settings.Report("-View Alias"))).Output)["LegacyExchangeDN"].ToString());

        // Who did not ask for them is told of addresses alone.
        Assert.DoesNotContain((await session.RunAsync(Migrate(scene, AsResource))).Warnings, w => w.Contains("no place in a resource", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_resource_of_the_same_name_is_used_and_never_removed()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        scene.Kerio.Store.AddResource(new BookableResource(scene.Kerio.Store.PrimaryDomain, "bob") { Type = "Equipment" });

        OutcomeAssert.Completed(await session.RunAsync(Migrate(scene, AsResource)), Room);
        await session.RunAsync(scene.Settings.Undo(Room) + " -IncludeAccount");

        Assert.Equal("Equipment", Assert.Single(scene.Kerio.Store.Resources).Type);
    }

    [Fact]
    public async Task An_address_that_is_somebodys_is_refused_and_nothing_is_made()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        scene.Kerio.Store.AddAlias(new KerioAlias(scene.Kerio.Store.PrimaryDomain, "bob", "info", "TypeEmailAddress", ""));

        var outcome = await session.RunAsync(Migrate(scene, AsResource));

        OutcomeAssert.Refused(outcome, "AddressTaken", "ResourceExists", Room, "the alias bob");
        Assert.Empty(scene.Kerio.Store.Resources);
    }

    [Fact]
    public async Task An_answer_that_gets_lost_makes_no_second_one_and_loses_no_claim()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        scene.Kerio.Faults.Add(new Fault { On = "Resources.create", Action = FaultAction.DoneThenReset });

        OutcomeAssert.Completed(await session.RunAsync(Migrate(scene, AsResource)), Room);
        Assert.Single(scene.Kerio.Store.Resources);
        await session.RunAsync(scene.Settings.Undo(Room) + " -IncludeAccount");
        Assert.Empty(scene.Kerio.Store.Resources);
    }

    [Fact]
    public async Task Without_being_asked_a_room_is_an_account_with_all_its_items()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());

        OutcomeAssert.Completed(await session.RunAsync(Migrate(scene, "")), Room);

        Assert.Empty(scene.Kerio.Store.Resources);
        Assert.Equal(40, scene.Kerio.Store.FindUser(Room)!.Mailbox.Folders.Sum(f => f.Resources.All.Count));
    }

    private static string Migrate(MigrationScene scene, string more) => scene.Settings.Tables
        + $"[pscustomobject]@{{ PrimarySmtpAddress = '{Room}'; DisplayName = 'Big Room'; RecipientTypeDetails = 'RoomMailbox' }}"
        + $" | Start-KerioMigration @servers -LedgerPath '{scene.Settings.LedgerPath}' -Confirm:$false {more}";

    private static long Number(IReadOnlyDictionary<string, JsonElement> row, string column) => row[column].GetInt64();
}

using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Reporting;
using Xunit;

namespace KerioMigration.Tests.Suites;

/// <summary>Kinds of item that need the user's own sign-in, and what becomes of them without.</summary>
public abstract partial class MigrationRunnerSuite
{
    [SuiteFact]
    public async Task What_needs_a_sign_in_that_nobody_has_is_held_and_carried_once_it_is_there()
    {
        var calendar = world.Source().AddFolder("Kalender", FolderRole.Calendar, kind: ItemKind.Calendar);
        Fill(calendar, 2);
        Fill(Inbox(), 1);
        world.Options = world.Options with { Complete = true };

        var held = await world.RunOneAsync();
        var told = Assert.Single(world.Observer.Of<FoldersHeld>());
        world.Destination().Traits = world.Destination().Traits with { Kinds = ItemKinds.All };
        var carried = await world.RunOneAsync();

        Assert.Equal(("Completed", 3, 1, 2), (held.State, held.Found, held.Migrated, held.Held));
        Assert.Equal(("Kalender", 2), (Assert.Single(told.SourcePaths), told.Items));
        Assert.Equal(("Completed", 3, 3, 0), (carried.State, carried.Found, carried.Migrated, carried.Held));
        Assert.Empty(world.Observer.Of<FoldersHeld>());
    }

    [SuiteFact]
    public async Task A_mailbox_with_held_items_is_not_cut_over()
    {
        Fill(world.Source().AddFolder("Kalender", FolderRole.Calendar, kind: ItemKind.Calendar), 1);
        world.Options = world.Options with { Complete = true };
        await world.RunOneAsync();
        Assert.Equal(("Completed", "None"), await world.RunOneAsync() is var again ? (again.State, again.Reason) : default);

        world.Options = world.Options with { Kinds = [ItemKind.Mail] };
        await world.RunOneAsync();

        await world.RunOneAsync();
        Assert.Equal(Reason.MailboxCutOver, Assert.Single(world.Observer.Of<MailboxEnded>()).Failure?.Reason);
    }

    [SuiteFact]
    public async Task Kinds_that_were_not_asked_for_are_left_out_and_carried_by_a_wider_run()
    {
        Fill(world.Source().AddFolder("Kalender", FolderRole.Calendar, kind: ItemKind.Calendar), 2);
        world.Destination().Traits = world.Destination().Traits with { Kinds = ItemKinds.All };
        world.Options = world.Options with { Kinds = [ItemKind.Contact] };
        var first = await world.RunOneAsync();
        world.Options = world.Options with { Kinds = ItemKinds.All };
        var second = await world.RunOneAsync();

        Assert.Equal((2, 2, 0), (first.Found, first.Filtered, first.Migrated));
        Assert.Equal((2, 0, 2), (second.Found, second.Filtered, second.Migrated));
        Assert.Equal([ItemKind.Contact], world.SignIns[0].Kinds);
    }

    [SuiteFact]
    public async Task An_account_that_was_there_gets_a_new_password_on_request_alone()
    {
        world.Directory.Add("anna");
        Fill(Inbox(), 1);
        await world.RunOneAsync();
        Assert.Empty(world.Directory.Passwords);

        world.Options = world.Options with { ResetPassword = true };
        await world.RunOneAsync();
        var report = await world.RunOneAsync();

        // Kept and set again, not a third one; and an account that we did not make stays one that we did not make.
        Assert.Equal([null, world.Directory.Passwords["anna"], world.Directory.Passwords["anna"]], world.SignIns.Select(s => s.Credential?.Password));
        Assert.False(report.AccountCreated);
    }
}

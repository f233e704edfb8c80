using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Dovecot;
using KerioMigration.Tests.Support;
using Xunit;
using static KerioMigration.Tests.EndToEnd.MigrationScene;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>A new ledger over mailboxes that hold the mail already.</summary>
public sealed class AdoptionTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    [Fact]
    public async Task A_lost_ledger_costs_no_message_twice()
    {
        await using var scene = await StartAsync();
        await LoseTheLedgerAsync(scene);
    }

    [DebianFact("dovecot")]
    public async Task A_lost_ledger_costs_no_message_twice_on_a_real_dovecot()
    {
        await using var dovecot = await DovecotServer.StartAsync();
        await using var scene = await StartAsync(kerio: new SimulatedKerioOptions { ImapBackend = dovecot });
        await LoseTheLedgerAsync(scene);
    }

    private async Task LoseTheLedgerAsync(MigrationScene scene)
    {
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Claire, Jan)), Claire, Jan);
        var count = await CarriedMail.CountAsync(scene.Kerio, Claire) + await CarriedMail.CountAsync(scene.Kerio, Jan);
        var later = scene.Settings with { LedgerPath = scene.Folder.File("another.db"), More = "-Adopt" };

        var outcome = await session.RunAsync(later.Migrate(Claire, Jan));

        OutcomeAssert.Completed(outcome, Claire, Jan);
        Assert.Equal((count, 0), (outcome.Output.Sum(o => o["Existing"].GetInt32()), outcome.Output.Sum(o => o["Migrated"].GetInt32())));
        await scene.AssertSameAsync(Claire, Jan);

        // And from then on as ever.
        outcome = await session.RunAsync((later with { More = "" }).Migrate(Claire, Jan));
        OutcomeAssert.Completed(outcome, Claire, Jan);
        Assert.Equal(count, outcome.Output.Sum(o => o["Existing"].GetInt32()));
        await scene.AssertSameAsync(Claire, Jan);
    }
}

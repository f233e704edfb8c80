using System;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Dovecot;
using KerioMigration.Tests.Support;
using Xunit;
using static KerioMigration.Tests.EndToEnd.MigrationScene;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>
/// A process that is killed (SIGKILL) while messages arrive, again and again. Answers take their time, so that what has arrived when the
/// kill comes has no receipt yet.
/// </summary>
public sealed class KilledProcessTests
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(60);

    [Theory]
    [InlineData(ImapFeatures.Default)]
    [InlineData(ImapFeatures.Default & ~ImapFeatures.UidPlus)]
    [InlineData(ImapFeatures.Default & ~(ImapFeatures.UidPlus | ImapFeatures.MultiAppend | ImapFeatures.LiteralPlus))]
    public async Task Loses_nothing_and_doubles_nothing(ImapFeatures features)
    {
        await using var scene = await StartAsync(kerio: new SimulatedKerioOptions { Features = features, Latency = Latency });
        await KilledThenCompletesAsync(scene);
    }

    [DebianFact("dovecot")]
    public async Task Loses_nothing_and_doubles_nothing_in_a_real_dovecot()
    {
        await using var dovecot = await DovecotServer.StartAsync();
        await using var scene = await StartAsync(kerio: new SimulatedKerioOptions { ImapBackend = dovecot, Latency = Latency });
        await KilledThenCompletesAsync(scene);
    }

    private static async Task KilledThenCompletesAsync(MigrationScene scene)
    {
        foreach (var arrived in new[] { 1, 25 })
        {
            var session = new ModuleSession();
            await session.InitializeAsync();
            var run = session.RunAsync(scene.Settings.Migrate(Info, Jan));
            await Condition.HoldsAsync(async () => await CountAsync(scene) >= arrived || run.IsCompleted);
            await session.KillAsync();

            // A kill that came too late would prove nothing.
            Assert.False(run.IsCompletedSuccessfully, "The run was faster than the kill.");
            await scene.AssertNothingTwiceAsync(Info, Jan);
            await session.DisposeAsync();
        }

        var last = new ModuleSession();
        await last.InitializeAsync();
        OutcomeAssert.Completed(await last.RunAsync(scene.Settings.Migrate(Info, Jan)), Info, Jan);
        await last.DisposeAsync();
        await scene.AssertSameAsync(Info, Jan);
    }

    private static async Task<int> CountAsync(MigrationScene scene) =>
        await CarriedMail.CountAsync(scene.Kerio, Info) + await CarriedMail.CountAsync(scene.Kerio, Jan);
}

extern alias benchmarks;

using System.Threading.Tasks;
using benchmarks::KerioMigration.Benchmarks;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Small numbers of what the benchmarks do on demand: processes and servers killed at random moments.</summary>
public sealed class TortureTests
{
    [Fact]
    public async Task Killed_ten_times_before_a_server_without_extensions()
    {
        await RequireAsync(new TortureSetup { Kills = 10, Seed = 4, Items = 250, Extensions = false });
    }

    [DebianFact("dovecot")]
    public async Task Killed_twenty_five_times_before_a_real_dovecot_that_dies_too()
    {
        await RequireAsync(new TortureSetup { Kills = 25, Seed = 32, Items = 250, Dovecot = true });
    }

    private static async Task RequireAsync(TortureSetup setup)
    {
        var result = await Torture.RunAsync(setup);

        // The seeds are chosen so that the Kerio front dies too, or what dies of it when the mail is in its memory.
        Assert.True((setup.Dovecot ? result.FrontKills : result.FrontCuts) > 0, "The Kerio front was never hit.");

        Assert.Equal((setup.Kills, 0, 0, 0), (result.Kills, result.Lost, result.Duplicated, result.Altered));
        Assert.True(result.Resumes >= setup.Kills - result.ServerKills, "A process was killed when it had nothing more to do.");
        Assert.Equal(setup.Items * result.Mailboxes, result.Items);
    }
}

using System.IO;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger.Sqlite;
using KerioMigration.Simulation.Faults;
using KerioMigration.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;
using static KerioMigration.Tests.EndToEnd.MigrationScene;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>A ledger that cannot be used stops the run before anything is written; one that fails later loses nothing.</summary>
public sealed class RefusedLedgerTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    [Fact]
    public async Task A_path_that_cannot_be_written()
    {
        await using var scene = await StartAsync();
        await File.WriteAllTextAsync(scene.Folder.File("file"), "not a folder");
        var path = Path.Combine(scene.Folder.File("file"), "ledger.db");

        var refused = await session.RunAsync((scene.Settings with { LedgerPath = path }).Migrate(Jan, Info));

        OutcomeAssert.RunRefused(refused, "LedgerUnwritable", "PermissionDenied", path, "rights");
        AssertNothingWritten(scene);
        await CompletesAsync(scene, scene.Settings);
    }

    [LinuxFact]
    public async Task A_read_only_folder()
    {
        // Not even root writes below /proc.
        await using var scene = await StartAsync();

        var refused = await session.RunAsync((scene.Settings with { LedgerPath = "/proc/ledger.db" }).Migrate(Jan, Info));

        OutcomeAssert.RunRefused(refused, "LedgerUnwritable", "PermissionDenied", "ledger.db", "rights");
        AssertNothingWritten(scene);
    }

    [Fact]
    public async Task A_ledger_of_a_newer_version()
    {
        await using var scene = await StartAsync();
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Info)), Info);
        SetVersion(scene.Settings.LedgerPath, LedgerSchema.Version + 1);

        var refused = await session.RunAsync(scene.Settings.Migrate(Jan));
        var report = await session.RunAsync(scene.Settings.Report());

        OutcomeAssert.RunRefused(refused, "LedgerNewer", "InvalidData", scene.Settings.LedgerPath, $"version {LedgerSchema.Version + 1}", $"version {LedgerSchema.Version}");
        OutcomeAssert.RunRefused(report, "LedgerNewer", "InvalidData", scene.Settings.LedgerPath);
        Assert.Null(scene.Kerio.Store.FindUser(Jan));
        SetVersion(scene.Settings.LedgerPath, LedgerSchema.Version);
        await CompletesAsync(scene, scene.Settings);
    }

    [Fact]
    public async Task Something_else_than_a_ledger_is_refused_and_left_as_it_is()
    {
        await using var scene = await StartAsync();
        var text = string.Concat(Enumerable.Repeat("This is no ledger.\n", 500));
        await File.WriteAllTextAsync(scene.Settings.LedgerPath, text);

        var refused = await session.RunAsync(scene.Settings.Migrate(Jan, Info));

        OutcomeAssert.RunRefused(refused, "LedgerCorrupt", "InvalidData", scene.Settings.LedgerPath, "Do not delete it");
        AssertNothingWritten(scene);
        Assert.Equal(text, await File.ReadAllTextAsync(scene.Settings.LedgerPath));
    }

    /// <summary>The shell's limit on file sizes stands in for a full disk: writes fail from one moment on, whoever runs the test.</summary>
    [DebianFact("sh")]
    public async Task A_full_disk_in_the_middle_loses_nothing_and_doubles_nothing()
    {
        await using var scene = await StartAsync();
        var small = new ModuleSession(fileSizeLimit: 160);
        await small.InitializeAsync();

        var refused = await small.RunAsync(scene.Settings.Migrate(Jan, Info, Claire));
        await small.DisposeAsync();

        OutcomeAssert.RunRefused(refused, "LedgerFull", "LimitsExceeded", scene.Settings.LedgerPath, "Make room");
        await scene.AssertNothingTwiceAsync(Jan, Info, Claire);
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Jan, Info, Claire)), Claire, Info, Jan);
        await scene.AssertSameAsync(Jan, Info, Claire);
    }

    [Fact]
    public async Task A_second_run_is_refused_the_mailbox_of_the_first_and_goes_on_with_others()
    {
        await using var scene = await StartAsync();
        scene.Exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.Stall, Target = Jan, Count = int.MaxValue });
        var other = new ModuleSession();
        await other.InitializeAsync();
        var first = other.RunAsync(scene.Settings.Migrate(Jan));
        await Condition.HoldsAsync(() => scene.Exchange.Requests.Any(r => r.Operation == "GetItem" && r.Mailbox == Jan));

        var second = await session.RunAsync(scene.Settings.Migrate(Jan, Info));

        OutcomeAssert.Refused(second, "MailboxInUse", "ResourceBusy", Jan, Jan, "Wait until that run ends");
        OutcomeAssert.State(second, Info, "Completed");
        await other.StopAsync();
        Assert.Equal("Stopped", (await first).State);
        await other.DisposeAsync();
        scene.Exchange.Faults.Clear();
        await CompletesAsync(scene, scene.Settings);
    }

    private static void SetVersion(string path, long version)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE ledger SET version = $version";
        command.Parameters.AddWithValue("$version", version);
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private static void AssertNothingWritten(MigrationScene scene) =>
        Assert.Equal(["admin@example.org"], scene.Kerio.Store.Users.Select(u => u.Address));

    private async Task CompletesAsync(MigrationScene scene, MigrationSettings settings)
    {
        OutcomeAssert.Completed(await session.RunAsync(settings.Migrate(Jan, Info)), Info, Jan);
        await scene.AssertSameAsync(Jan, Info);
    }
}

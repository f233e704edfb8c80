using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using KerioMigration.Tests.Support;
using Xunit;
using static KerioMigration.Tests.EndToEnd.MigrationScene;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Runs that nobody watches, in a host that cannot ask anything: they ask nothing, end in time, and a script can tell how.</summary>
public sealed class UnattendedRunTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    [Fact]
    public async Task Asks_nothing()
    {
        await using var scene = await StartAsync();

        var outcome = await session.RunAsync(scene.Settings.Migrate(Jan).Replace("-Confirm:$false", "", StringComparison.Ordinal));

        OutcomeAssert.Completed(outcome, Jan);
    }

    [Theory]
    [InlineData("-ExchangeCredential", "svc-migration")]
    [InlineData("-KerioCredential", "admin")]
    public async Task A_name_in_place_of_a_credential_ends_the_command_before_anything_is_done(string parameter, string name)
    {
        await using var scene = await StartAsync();
        var table = scene.Settings.Tables + $"$servers.Remove('{parameter[1..]}'); ";

        var outcome = await session.RunAsync(
            table + $"'{Jan}' | Start-KerioMigration @servers {parameter} {name} -LedgerPath '{scene.Settings.LedgerPath}' -Confirm:$false");

        Assert.NotEmpty(outcome.Errors);
        Assert.Empty(outcome.Output);
        Assert.Empty(scene.Exchange.Requests);
        Assert.Empty(scene.Kerio.Calls);
    }

    [Fact]
    public async Task A_time_limit_ends_the_run_cleanly_and_the_next_one_goes_on()
    {
        await using var scene = await StartAsync();
        scene.Exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.Stall, From = 2, Count = int.MaxValue });

        var outcome = await session.RunAsync((scene.Settings with { More = "-TimeLimit 0:0:2 -ThrottleLimit 1" }).Migrate(Claire, Jan));

        Assert.Equal(("Completed", 0), (outcome.State, outcome.Errors.Count));
        OutcomeAssert.State(outcome, Claire, "Interrupted");
        OutcomeAssert.State(outcome, Jan, "NotStarted");
        Assert.Equal(2, outcome.Warnings.Count(w => w.Contains("time limit of 00:00:02", StringComparison.Ordinal) && w.Contains("Run it again", StringComparison.Ordinal)));
        Assert.Equal("Interrupted", (await session.RunAsync(scene.Settings.Report("-View Run"))).Output[0]["State"].ToString());
        scene.Exchange.Faults.Clear();
        OutcomeAssert.Completed(await session.RunAsync((scene.Settings with { More = "-TimeLimit 8:00" }).Migrate(Claire, Jan)), Claire, Jan);
        await scene.AssertSameAsync(Claire, Jan);
    }

    [Theory]
    [InlineData("8")]
    [InlineData("0")]
    [InlineData("([TimeSpan]::FromDays(60))")]
    [InlineData("'-1:00'")]
    public async Task A_time_limit_that_cannot_be_meant_is_refused(string limit)
    {
        await using var scene = await StartAsync();

        var outcome = await session.RunAsync((scene.Settings with { More = "-TimeLimit " + limit }).Migrate(Jan));

        Assert.StartsWith("InvalidInput,", Assert.Single(outcome.Errors).Id, StringComparison.Ordinal);
        Assert.Empty(scene.Exchange.Requests);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("ErrorAccessDenied", 1)]
    public async Task A_script_ends_with_an_exit_code_that_tells(string? fault, int code)
    {
        await using var scene = await StartAsync();
        CarriedMail.MailOf(scene.Exchange.Organization.Find(Jan)!.Mailbox).First().ErrorCode = fault;

        var outcome = await session.RunAsync(
            scene.Settings.Migrate(Jan, Info).Replace($"'{Jan}', '{Info}' |", $"$results = '{Jan}', '{Info}' |", StringComparison.Ordinal)
            + "; [int][bool]($results | Where-Object State -ne Completed)");

        Assert.Equal(code, Assert.Single(outcome.Output)["Value"].GetInt32());
    }
}

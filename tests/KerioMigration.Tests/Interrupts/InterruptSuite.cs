using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Ledger.Leases;
using KerioMigration.Tests.Suites;
using Xunit;
using Xunit.Sdk;

namespace KerioMigration.Tests.Interrupts;

/// <summary>
/// Every scenario is played to its end, then again and again with the process stopped at the first, the second … the last moment, and
/// resumed by another process until it is through: every item exactly once, in its folder, with its bytes, flags and date, and one run
/// more changes nothing.
/// </summary>
public abstract class InterruptSuite
{
    private protected virtual IReadOnlyList<Scenario> Scenarios => Scenario.All;

    /// <summary>1 stops before every step. More where servers make it slow: stopped before a step is nearly the same as after the one before.</summary>
    protected virtual int Stride => 1;

    /// <summary>How many stories end again and again, each at other moments. For many more: <c>KERIO_INTERRUPTS=1000</c>.</summary>
    protected virtual int Lives => 12;

    private protected abstract Task<TwoEnds> MeetAsync();

    /// <summary>A new ledger for one story.</summary>
    private protected abstract Func<LedgerHost, Task<ILedger>> NewLedger();

    [SuiteFact]
    public Task Stopped_before_any_step_of_the_ledger() => StopEverywhereAsync(StopKind.BeforeStep, Stride);

    [SuiteFact]
    public Task Stopped_after_any_step_of_the_ledger() => StopEverywhereAsync(StopKind.AfterStep);

    [SuiteFact]
    public Task Stopped_in_any_change_of_the_destination() => StopEverywhereAsync(StopKind.InChange);

    [SuiteFact]
    public async Task Stopped_again_and_again_while_mail_arrives()
    {
        var lives = int.TryParse(Environment.GetEnvironmentVariable("KERIO_INTERRUPTS"), CultureInfo.InvariantCulture, out var asked) ? asked : Lives;
        foreach (var kind in Enum.GetValues<StopKind>())
        {
            for (var seed = 1; seed <= lives; seed++)
            {
                await PlayAsync(Scenarios[^1], Fate.AgainAndAgain(kind, seed), late: true);
            }
        }
    }

    private async Task StopEverywhereAsync(StopKind kind, int stride = 1)
    {
        foreach (var scenario in Scenarios)
        {
            var moment = 1;
            while (await PlayAsync(scenario, Fate.At(kind, moment)))
            {
                moment += stride;
            }

            Assert.True(moment > 8, $"{scenario} has only {moment} moments.");
        }
    }

    /// <returns>Whether a process was stopped at all.</returns>
    private async Task<bool> PlayAsync(Scenario scenario, Fate fate, bool late = false)
    {
        try
        {
            await new Story(NewLedger(), await MeetAsync(), scenario, fate, late).PlayAsync();
        }
        catch (Exception e)
        {
            throw new XunitException($"\"{scenario}\", stopped at {fate}: {e.Message}", e);
        }

        return fate.Moments.Count > 0;
    }
}

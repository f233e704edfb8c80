using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Ledger.Leases;
using KerioMigration.Engine.Reporting;
using Xunit;

namespace KerioMigration.Tests.Interrupts;

/// <summary>A scenario played once under one fate, from an empty ledger to the comparison at the end.</summary>
/// <param name="late">What the next round brings arrives already while a process lies dead, and its successor meets it.</param>
internal sealed class Story(Func<LedgerHost, Task<ILedger>> openLedger, TwoEnds ends, Scenario scenario, Fate fate, bool late = false)
{
    private const int MostDeaths = 100;

    private int deaths;

    public async Task PlayAsync()
    {
        await using var processes = new ProcessRun(openLedger, ends, fate);
        var rounds = new Queue<string>(scenario.Rounds);
        while (rounds.TryDequeue(out var round))
        {
            Arrive(round);
            await RequireEndAsync(await RunToEndAsync(processes, rounds), rounds.Count > 0);
        }

        await RequireEndAsync(await RunToEndAsync(processes, rounds), more: false);
        Assert.Equal(0, processes.Changes);
    }

    private async Task<MailboxReport> RunToEndAsync(ProcessRun processes, Queue<string> rounds)
    {
        MailboxReport? report;
        while ((report = await processes.RunAsync()) is null)
        {
            Assert.True(++deaths < MostDeaths, "It does not come to an end.");
            if (late && rounds.TryDequeue(out var next))
            {
                Arrive(next);
            }
        }

        return report;
    }

    private void Arrive(string round)
    {
        foreach (var (folder, mails, changes) in Scenario.Read(round))
        {
            ends.Arrive(folder, mails);
            foreach (var change in changes)
            {
                ends.Change(change);
            }
        }
    }

    /// <param name="more">More will arrive, and what is compared at the end is not there yet.</param>
    private async Task RequireEndAsync(MailboxReport report, bool more)
    {
        Assert.True(report.State == "Completed", report.ToString());
        if (more)
        {
            return;
        }

        var expected = scenario.Expected();
        var items = expected.Sum(f => f.Value.Count);
        Assert.Equal(("Completed", items, items, 0), (report.State, report.Found, report.Migrated, report.Failed + report.Pending));
        var stored = await ends.ReadAsync();
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), stored.Keys.Where(k => expected.ContainsKey(k)).Order(StringComparer.Ordinal));
        foreach (var (folder, prints) in stored)
        {
            // As text, because the difference of two long lists would be cut off.
            Assert.Equal(string.Join("\n", expected.GetValueOrDefault(folder) ?? []), string.Join("\n", prints.Order(StringComparer.Ordinal)));
        }
    }
}

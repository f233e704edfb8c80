using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Ledger.Leases;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Engine.Transfer;
using KerioMigration.Tests.Support;

namespace KerioMigration.Tests.Interrupts;

/// <summary>
/// Processes of one migration, one after the other, each with an id of its own over the one ledger. What a process left open stays open
/// until the end, as a file that the operating system has not closed yet; only its clock stands still.
/// </summary>
internal sealed class ProcessRun(Func<LedgerHost, Task<ILedger>> openLedger, IConnectable ends, Fate fate) : IAsyncDisposable
{
    private const int ItemsPerWrite = 3;

    private readonly List<ILedger> ledgers = [];
    private int processId;

    /// <summary>Whatever was written at the destination by the last process.</summary>
    public int Changes { get; private set; }

    /// <returns>The mailbox's row, or null when the process ended before its time.</returns>
    public async Task<MailboxReport?> RunAsync()
    {
        processId++;
        var time = new StoppableTime(TimeProvider.System);
        var life = new Life(fate, time);
        var ledger = await openLedger(HostOf(processId, time));
        ledgers.Add(ledger);
        await using var connections = ends.Connect();
        try
        {
            var reports = await RunnerOf(Interceptor.Before(ledger, life), connections, life).RunAsync([ends.User], default);
            life.Check();
            await ledger.DisposeAsync();
            return reports.Single();
        }
        catch (ProcessGoneException)
        {
            return null;
        }
        finally
        {
            Changes = life.Changes;
            life.End();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var ledger in ledgers)
        {
            await ledger.DisposeAsync();
        }
    }

    private static LedgerHost HostOf(int process, TimeProvider time) => new(
        new LeaseOwner("here", "HERE", process, "start", "EXAMPLE\\anna"), id => id == process ? "start" : null, time);

    private static MigrationRunner RunnerOf(ILedger ledger, Connections connections, Life life)
    {
        var report = new MigrationReport(ledger);
        var context = new MigrationContext
        {
            Endpoints = EndpointsOf(connections.Endpoints, life),
            Ledger = ledger,
            Options = new MigrationOptions { RemoveDeleted = true },
            Observer = new RecordingObserver(),
            Time = connections.Time,
            ReportMailboxAsync = report.ReadMailboxAsync,
            ReportRunAsync = report.ReadRunAsync,
        };
        return new MigrationRunner(context, new RunEntry { Version = "test" });
    }

    private static MigrationEndpoints EndpointsOf(MigrationEndpoints endpoints, Life life) => new()
    {
        Directory = Interceptor.Before(endpoints.Directory, life),
        ResourceDirectory = endpoints.ResourceDirectory,
        OpenSource = mailbox => Interceptor.Before(endpoints.OpenSource(mailbox), life),
        OpenDestinationAsync = async (signIn, token) =>
        {
            life.Check();
            return Interceptor.Before(await endpoints.OpenDestinationAsync(signIn, token), life, ItemsPerWrite);
        },
    };
}

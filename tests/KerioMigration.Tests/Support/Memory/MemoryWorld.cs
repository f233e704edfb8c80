using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Engine.Transfer;
using KerioMigration.Engine.Verification;
using Xunit;

namespace KerioMigration.Tests.Support.Memory;

/// <summary>Both ends of a migration in memory, and runs between them over any ledger.</summary>
public sealed partial class MemoryWorld(Func<Task<ILedger>> openLedger)
{
    private readonly Dictionary<string, MemorySource> sources = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, MemoryDestination> destinations = new(StringComparer.Ordinal);

    public MemoryDirectory Directory { get; } = new();

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public MigrationOptions Options { get; set; } = new();

    public RecordingObserver Observer { get; private set; } = new();

    public List<DestinationSignIn> SignIns { get; } = [];

    private MigrationEndpoints Endpoints => new()
    {
        Directory = Directory,
        ResourceDirectory = new MemoryResourceDirectory(),
        OpenSource = mailbox => sources[mailbox.Address],
        OpenDestinationAsync = (signIn, _) =>
        {
            SignIns.Add(signIn);
            return Task.FromResult<IDestinationMailbox>(Destination(signIn.User.LoginName));
        },
    };

    public MemorySource Source(string login = "anna")
    {
        var address = login + "@example.org";
        return sources.TryGetValue(address, out var found) ? found : sources[address] = new MemorySource(address);
    }

    public MemoryDestination Destination(string login = "anna") =>
        destinations.TryGetValue(login, out var found) ? found : destinations[login] = new MemoryDestination();

    /// <summary>Runs once, like a process of its own: its ledger is opened before and closed after it.</summary>
    public Task<IReadOnlyList<MailboxReport>> RunAsync(CancellationToken cancellationToken = default, params string[] logins) =>
        RunAsync(Users(logins), cancellationToken);

    /// <summary>Carries these items of anna alone.</summary>
    public async Task<MailboxReport> RunItemsAsync(params string[] items) =>
        (await RunAsync([Users("anna")[0] with { Items = items }], default)).Single();

    private async Task<IReadOnlyList<MailboxReport>> RunAsync(IReadOnlyList<UserMapping> users, CancellationToken cancellationToken)
    {
        Observer = new RecordingObserver();
        await using var ledger = await openLedger();
        var reports = await RunnerOver(ledger).RunAsync(users, cancellationToken);
        Assert.All(await ledger.ReadFoldersAsync(default), f => AssertBalance(f.Items));
        return reports;
    }

    public async Task<MailboxReport> RunOneAsync(CancellationToken cancellationToken = default) =>
        (await RunAsync(cancellationToken, "anna")).Single();

    public async Task<IReadOnlyList<MailboxPlan>> PlanAsync(params string[] logins)
    {
        var plans = new List<MailboxPlan>();
        await using var ledger = await openLedger();
        var planner = new MailboxPlanner(Endpoints, Options) { Earlier = await EarlierRuns.ReadAsync(ledger, default) };
        foreach (var user in Users(logins))
        {
            plans.Add(await planner.PlanAsync(user, default));
        }

        return plans;
    }

    public async Task<IReadOnlyList<ItemOutcome>> ReadItemsAsync()
    {
        await using var ledger = await openLedger();
        var items = new List<ItemOutcome>();
        await foreach (var item in ledger.ReadItemsAsync(new ItemFilter(), default))
        {
            items.Add(item);
        }

        return items;
    }

    /// <summary>Compares both ends with the ledger; events go to <paramref name="observer"/>.</summary>
    public async Task<IReadOnlyList<MailboxVerification>> VerifyAsync(
        VerificationOptions options, Action<VerificationEvent> observer, CancellationToken cancellationToken = default, params string[] logins)
    {
        await using var ledger = await openLedger();
        var context = new VerificationContext { Endpoints = Endpoints, Ledger = ledger, Options = options, Observer = observer, Time = TimeProvider.System };
        return await new ResultVerifier(context).RunAsync([.. logins.Select(l => new VerificationTarget(l + "@example.org"))], cancellationToken);
    }

    public MigrationRunner RunnerOver(ILedger ledger) =>
        new(
            new MigrationContext
            {
                Endpoints = Endpoints,
                Ledger = ledger,
                Options = Options,
                Observer = Observer,
                Time = Time,
                Fingerprint = (content, token) => CanonicalMessage.Hash(content.OpenRead(), token),
                ReportMailboxAsync = async (address, token) => RowOf(await ledger.ReadMailboxAsync(address, token), address),
                ReportRunAsync = async (run, token) => new RunReport { Run = run, State = (await ledger.ReadRunsAsync(token)).Single(r => r.Id == run).State.ToString() },
            },
            new RunEntry { Version = "test" });

    public static IReadOnlyList<UserMapping> Users(params string[] logins) =>
        [.. logins.Select(l => new UserMapping { Source = new MailboxRef(l + "@example.org"), DestinationLogin = l })];

    private static MailboxReport RowOf(MailboxTotals? totals, string address) => new()
    {
        Mailbox = address,
        State = totals?.State.ToString() ?? nameof(MailboxState.NotStarted),
        Reason = totals?.Reason.ToString() ?? "",
        Message = totals?.Message ?? "",
        AccountCreated = totals?.AccountCreated ?? false,
        Found = totals?.Items.Found ?? 0,
        Migrated = totals?.Items.Migrated ?? 0,
        Existing = totals?.Items.Existing ?? 0,
        Filtered = totals?.Items.Filtered ?? 0,
        Failed = totals?.Items.Failed ?? 0,
        Held = totals?.Items.Held ?? 0,
        Pending = totals?.Items.Pending ?? 0,
        MigratedByLastRun = totals?.MigratedByLastRun ?? 0,
        UpdatedByLastRun = totals?.ChangesByLastRun.Updated ?? 0,
        MovedByLastRun = totals?.ChangesByLastRun.Moved ?? 0,
        RemovedByLastRun = totals?.ChangesByLastRun.Removed ?? 0,
        FlagsChangedByLastRun = totals?.ChangesByLastRun.FlagsChanged ?? 0,
        CutOver = totals?.CutOver?.UtcDateTime,
    };

    private static void AssertBalance(ItemTotals t) => Assert.Equal(t.Found, t.Migrated + t.Existing + t.Filtered + t.Failed + t.Held + t.Pending);
}

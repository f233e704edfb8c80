using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Conversion;
using KerioMigration.Engine.Exchange;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Kerio;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Engine.Transfer;
using KerioMigration.Engine.Undo;
using KerioMigration.Engine.Verification;

namespace KerioMigration.Engine;

/// <summary>Puts both sides, the ledger and the runner together; the only file that names both sides.</summary>
public sealed class MigrationFactory : IAsyncDisposable
{
    private readonly ExchangeServer source;
    private readonly KerioServer destination;
    private readonly TimeProvider time;

    public MigrationFactory(ExchangeConnection source, KerioConnection destination, TimeProvider? time = null)
    {
        this.time = time ?? TimeProvider.System;
        this.source = new ExchangeServer(source, this.time);
        this.destination = new KerioServer(destination, this.time);
    }

    private MigrationEndpoints Endpoints(AttendeeMode attendees) => new()
    {
        Directory = destination.Directory,
        ResourceDirectory = destination.ResourceDirectory,
        AccountDetails = destination.AccountDetails,
        ReadAccountDetailAsync = source.ReadAccountDetailAsync,
        FolderAddresses = destination.FolderAddresses,
        ReadFolderAddressesAsync = source.ReadFolderAddressesAsync,
        Groups = destination.Groups,
        ReadGroupsAsync = source.ReadGroupsAsync,
        OpenSource = mailbox => new ConvertingSource(new SortedSource(source.OpenMailbox(mailbox)), new ObjectConverter(attendees)),
        OpenDestinationAsync = destination.OpenMailboxAsync,
    };

    /// <summary>Lists the users of an organization.</summary>
    public static async Task ListUsersAsync(
        ExchangeConnection source, IReadOnlyList<string> prefixes, bool includeSize, Action<SourceUser> onUser, CancellationToken cancellationToken)
    {
        using var server = new ExchangeServer(source);
        await foreach (var user in server.Users.ListUsersAsync(prefixes, includeSize, cancellationToken).ConfigureAwait(false))
        {
            onUser(user);
        }
    }

    /// <summary>Checks the servers that are given, the source first.</summary>
    public static async Task CheckAsync(
        ExchangeConnection? source,
        KerioConnection? destination,
        IReadOnlyList<UserMapping> users,
        Action<ConnectionCheck> onCheck,
        CancellationToken cancellationToken)
    {
        if (source is not null)
        {
            using var server = new ExchangeServer(source);
            await TellAsync(server.Probe([.. users.Select(u => u.Source)]), onCheck, cancellationToken).ConfigureAwait(false);
        }

        if (destination is not null)
        {
            var server = new KerioServer(destination);
            await using (server.ConfigureAwait(false))
            {
                await TellAsync(server.Probe(users), onCheck, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Says what would be done with each mailbox, then for each distribution group. Reads both ends, and the ledger when there is one; writes nothing.</summary>
    /// <exception cref="MigrationException">Scope Run.</exception>
    public async Task PlanAsync(
        string ledgerPath, MigrationOptions options, IReadOnlyList<UserMapping> users, Action<MailboxPlan> onPlan, Action<GroupPlan> onGroup, CancellationToken cancellationToken)
    {
        var earlier = await ReadEarlierAsync(ledgerPath, cancellationToken).ConfigureAwait(false);
        var endpoints = Endpoints(options.Attendees);
        var parts = PartsOf(options, users, endpoints, earlier);
        var planner = new MailboxPlanner(endpoints, options) { Earlier = earlier, Parts = parts };
        foreach (var user in users)
        {
            onPlan(await planner.PlanAsync(user, cancellationToken).ConfigureAwait(false));
        }

        foreach (var group in await PlanGroupsAsync(new GroupPlanner(parts, endpoints), options, cancellationToken).ConfigureAwait(false))
        {
            onGroup(group);
        }
    }

    /// <summary>A source that does not tell its groups is said in their place.</summary>
    private static async Task<IReadOnlyList<GroupPlan>> PlanGroupsAsync(GroupPlanner planner, MigrationOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await planner.PlanAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            return [new GroupPlan(string.Join(", ", options.IncludeGroup)) { Refusal = e.Failure }];
        }
    }

    private PartContext PartsOf(MigrationOptions options, IReadOnlyList<UserMapping> users, MigrationEndpoints endpoints, EarlierRuns earlier) => new()
    {
        Options = options,
        Time = time,
        Users = users,
        Directory = endpoints.Directory,
        ReadMailboxAsync = (address, _) => Task.FromResult(earlier.Mailboxes.TryGetValue(address, out var mailbox) ? mailbox : null),
        ReadGroupsAsync = _ => Task.FromResult(earlier.Groups),
    };

    /// <summary>Carries the users' mailboxes over the ledger in this file.</summary>
    /// <exception cref="MigrationException">Scope Run.</exception>
    public async Task<IReadOnlyList<MailboxReport>> MigrateAsync(
        string ledgerPath, MigrationOptions options, IReadOnlyList<UserMapping> users, IMigrationObserver observer, CancellationToken cancellationToken)
    {
        var ledger = await SqliteLedger.OpenAsync(ledgerPath, time, cancellationToken).ConfigureAwait(false);
        await using (ledger.ConfigureAwait(false))
        {
            return await MigrateAsync(ledger, options, users, observer, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The same over a ledger that is open already.</summary>
    /// <exception cref="MigrationException">Scope Run.</exception>
    internal async Task<IReadOnlyList<MailboxReport>> MigrateAsync(
        ILedger ledger, MigrationOptions options, IReadOnlyList<UserMapping> users, IMigrationObserver observer, CancellationToken cancellationToken)
    {
        Action<PaceWait> tell = wait => observer.OnEvent(new ServerWait(wait.Server, wait.Duration, wait.Until, wait.Code));
        source.Waiting += tell;
        destination.Waiting += tell;
        try
        {
            return await new MigrationRunner(ContextOf(ledger, options, observer) with { Users = users }, EntryOf(options)).RunAsync(users, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            source.Waiting -= tell;
            destination.Waiting -= tell;
        }
    }

    /// <summary>Takes away from the destination what migrations over this ledger wrote there. Never asks the source.</summary>
    /// <exception cref="MigrationException">Scope Run.</exception>
    public static async Task UndoAsync(
        KerioConnection connection, string ledgerPath, IReadOnlyList<UndoTarget> targets, bool includeAccount, IMigrationObserver observer, CancellationToken cancellationToken)
    {
        var server = new KerioServer(connection);
        await using var _ = server.ConfigureAwait(false);
        var ledger = await SqliteLedger.OpenAsync(ledgerPath, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        await using var __ = ledger.ConfigureAwait(false);
        server.Waiting += wait => observer.OnEvent(new ServerWait(wait.Server, wait.Duration, wait.Until, wait.Code));
        var context = new UndoContext
        {
            Directory = server.Directory,
            ResourceDirectory = server.ResourceDirectory,
            AccountDetails = server.AccountDetails,
            Groups = server.Groups,
            FolderAddresses = server.FolderAddresses,
            OpenDestinationAsync = server.OpenMailboxAsync,
            Ledger = ledger,
            Observer = observer,
            Waited = () => server.Waited,
            IncludeAccount = includeAccount,
        };
        var entry = new RunEntry { Version = EngineVersion.Text, Destination = server.Url.Host, Options = includeAccount ? "Undo; IncludeAccount" : "Undo" };
        await UndoRunner.RunAsync(context, entry, targets, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Compares both servers with each other and with this ledger. Reads alone.</summary>
    /// <param name="targets">None: all mailboxes of the ledger.</param>
    /// <exception cref="MigrationException">Scope Run.</exception>
    public async Task<IReadOnlyList<MailboxVerification>> VerifyAsync(
        string ledgerPath,
        VerificationOptions options,
        IReadOnlyList<VerificationTarget> targets,
        Action<VerificationEvent> observer,
        CancellationToken cancellationToken)
    {
        var ledger = await SqliteLedgerReader.OpenAsync(ledgerPath, time, cancellationToken).ConfigureAwait(false);
        await using (ledger.ConfigureAwait(false))
        {
            var context = new VerificationContext { Endpoints = Endpoints(default), Ledger = ledger, Options = options, Observer = observer, Time = time };
            return await new ResultVerifier(context).RunAsync(targets, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        source.Dispose();
        await destination.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task TellAsync(IConnectionProbe probe, Action<ConnectionCheck> onCheck, CancellationToken cancellationToken)
    {
        await foreach (var check in probe.RunAsync(cancellationToken).ConfigureAwait(false))
        {
            onCheck(check);
        }
    }

    private async Task<EarlierRuns> ReadEarlierAsync(string ledgerPath, CancellationToken cancellationToken)
    {
        if (!File.Exists(ledgerPath))
        {
            return EarlierRuns.None;
        }

        var ledger = await SqliteLedgerReader.OpenAsync(ledgerPath, time, cancellationToken).ConfigureAwait(false);
        await using (ledger.ConfigureAwait(false))
        {
            return await EarlierRuns.ReadAsync(ledger, cancellationToken).ConfigureAwait(false);
        }
    }

    private MigrationContext ContextOf(ILedger ledger, MigrationOptions options, IMigrationObserver observer)
    {
        var report = new MigrationReport(ledger);
        var before = source.Waited + destination.Waited;
        return new MigrationContext
        {
            Endpoints = Endpoints(options.Attendees),
            Ledger = ledger,
            Options = options,
            Observer = observer,
            Time = time,
            ReportMailboxAsync = report.ReadMailboxAsync,
            ReportRunAsync = report.ReadRunAsync,
            Fingerprint = CanonicalMessage.Hash,
            Waited = () => source.Waited + destination.Waited - before,
        };
    }

    private RunEntry EntryOf(MigrationOptions options) => new()
    {
        Version = EngineVersion.Text,
        Source = source.Url?.Host ?? "",
        Destination = destination.Url.Host,
        Options = string.Join("; ", Describe(options)),
    };

    private static IEnumerable<string> Describe(MigrationOptions options) => new[]
    {
        options.IncludeFolder.Count > 0 ? "IncludeFolder " + string.Join(", ", options.IncludeFolder) : null,
        options.ExcludeFolder.Count > 0 ? "ExcludeFolder " + string.Join(", ", options.ExcludeFolder) : null,
        options.Kinds.Count < ItemKinds.All.Count ? "ItemType " + string.Join(", ", options.Kinds) : null,
        options.After is { } after ? $"After {after:u}" : null,
        options.Before is { } before ? $"Before {before:u}" : null,
        options.CalendarAfter is { } end ? $"CalendarAfter {end:u}" : null,
        options.Attendees != default ? $"AttendeeMode {options.Attendees}" : null,
        options.BadItemLimit is { } bad ? $"BadItemLimit {bad}" : null,
        options.LargeItemLimit is { } large ? $"LargeItemLimit {large}" : null,
        options.MaxItemSize is { } size ? $"MaxItemSize {size}" : null,
        options.Adopt ? "Adopt" : null,
        options.TimeLimit is { } time ? $"TimeLimit {time:c}" : null,
        options.RemoveDeleted ? "RemoveDeleted" : null,
        options.Complete ? "Complete" : null,
        options.ResetPassword ? "ResetPassword" : null,
        options.IncludeArchive ? "IncludeArchive" : null,
        options.IncludePermission ? "IncludePermission" : null,
        options.IncludeSetting ? "IncludeSetting" : null,
        options.AllowWiderPermission ? "AllowWiderPermission" : null,
        options.IncludeAccountDetail ? "IncludeAccountDetail" : null,
        options.IncludeGroup.Count > 0 ? "IncludeGroup " + string.Join(", ", options.IncludeGroup) : null,
        options.Force ? "Force" : null,
        $"ThrottleLimit {options.ThrottleLimit}",
    }.OfType<string>();
}

using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Conversion;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Engine.Transfer;

/// <summary>What every part of a run needs.</summary>
public sealed record MigrationContext
{
    public required MigrationEndpoints Endpoints { get; init; }

    public required ILedger Ledger { get; init; }

    public required MigrationOptions Options { get; init; }

    public required IMigrationObserver Observer { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The row of a mailbox as the ledger has it now.</summary>
    public required Func<string, CancellationToken, Task<MailboxReport>> ReportMailboxAsync { get; init; }

    public required Func<long, CancellationToken, Task<RunReport>> ReportRunAsync { get; init; }

    /// <summary>Equal for two messages that a reader takes for one, however their bytes differ. Decides what <see cref="MigrationOptions.Adopt"/> takes.</summary>
    public Func<ItemContent, CancellationToken, byte[]> Fingerprint { get; init; } = (content, _) => content.Sha256;

    /// <summary>Everybody whose mailbox this run carries: who is who at the destination.</summary>
    public IReadOnlyList<UserMapping> Users { get; init; } = [];

    /// <summary>How long busy servers have made this run wait so far.</summary>
    public Func<TimeSpan> Waited { get; init; } = () => TimeSpan.Zero;

    public IItemConverter Converter { get; init; } = new ItemConverter();

    internal RunAccounts Accounts { get; } = new();

    internal PartContext Parts => new()
    {
        Options = Options,
        Time = Time,
        Users = Users,
        Directory = Endpoints.Directory,
        ReadMailboxAsync = Ledger.ReadMailboxAsync,
        ReadGroupsAsync = Ledger.ReadGroupsAsync,
    };
}

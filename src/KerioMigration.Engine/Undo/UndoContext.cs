using System;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Undo;

/// <summary>What every part of an undo needs. The source is never asked.</summary>
public sealed record UndoContext
{
    public required IUserDirectory Directory { get; init; }

    public required IResourceDirectory ResourceDirectory { get; init; }

    /// <summary>Null where there is nothing but mailboxes.</summary>
    public IAccountDetails? AccountDetails { get; init; }

    /// <summary>Null where there is nothing but mailboxes.</summary>
    public IGroupDirectory? Groups { get; init; }

    /// <summary>Null where there is nothing but mailboxes.</summary>
    public IFolderAddresses? FolderAddresses { get; init; }

    /// <summary>Signs in. Whoever opens it disposes it.</summary>
    public required Func<DestinationSignIn, CancellationToken, Task<IDestinationMailbox>> OpenDestinationAsync { get; init; }

    public required ILedger Ledger { get; init; }

    public required IMigrationObserver Observer { get; init; }

    /// <summary>How long a busy server has made this run wait so far.</summary>
    public Func<TimeSpan> Waited { get; init; } = () => TimeSpan.Zero;

    /// <summary>Accounts that we made go too, when nothing is left in them.</summary>
    public bool IncludeAccount { get; init; }
}

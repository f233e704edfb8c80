using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Engine;

/// <summary>
/// What a host asks of the engine. Only tasks, delegates and the engine's own records cross this line: the host's assembly lives beside
/// other modules, and a type of a package (IAsyncEnumerable, TimeProvider) could there be another copy than the engine's.
/// </summary>
/// <remarks>
/// Callbacks come from any thread, one at a time, and hold the work back while they run. What goes wrong as a whole is thrown as
/// <see cref="MigrationException"/>; cancellation as <see cref="OperationCanceledException"/>. Virtual, so that a host can be tested
/// without servers.
/// </remarks>
public class MigrationOperations
{
    public virtual Task ListUsersAsync(
        ExchangeConnection source, IReadOnlyList<string> prefixes, bool includeSize, Action<SourceUser> onUser, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Checks the servers that are given.</summary>
    public virtual Task CheckAsync(
        ExchangeConnection? source,
        KerioConnection? destination,
        IReadOnlyList<string> mailboxes,
        Action<ConnectionCheck> onCheck,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Reads both ends and writes nothing, not even a ledger.</summary>
    public virtual Task PlanAsync(MigrationRequest request, Action<PlanReport> onPlan, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>
    /// Migrates. A mailbox that fails ends with its <see cref="MailboxEnded"/> event and the others go on; after cancellation each running
    /// one ends so within seconds, and the task completes.
    /// </summary>
    public virtual Task MigrateAsync(MigrationRequest request, IMigrationObserver observer, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual Task ReadMailboxesAsync(string ledgerPath, Action<MailboxReport> onMailbox, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual Task ReadFoldersAsync(string ledgerPath, Action<FolderReport> onFolder, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual Task ReadItemsAsync(string ledgerPath, Action<ItemReport> onItem, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual Task ReadRunsAsync(string ledgerPath, Action<RunReport> onRun, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Passwords of accounts that were created by a migration, with the account's full address.</summary>
    public virtual Task ReadPasswordsAsync(string ledgerPath, Action<string, Secret> onPassword, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}

using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Engine.Verification;

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
        MigrationFactory.ListUsersAsync(source, prefixes, includeSize, onUser, cancellationToken);

    /// <summary>Checks the servers that are given, for these mailboxes and the accounts that they would go to.</summary>
    public virtual Task CheckAsync(
        ExchangeConnection? source,
        KerioConnection? destination,
        IReadOnlyList<UserMapping> users,
        Action<ConnectionCheck> onCheck,
        CancellationToken cancellationToken) => MigrationFactory.CheckAsync(source, destination, users, onCheck, cancellationToken);

    /// <summary>Reads both ends and the ledger, and writes nothing.</summary>
    /// <param name="onFolder">After public folders as a whole each of them; the folders of other mailboxes are only counted.</param>
    public virtual async Task PlanAsync(MigrationRequest request, Action<PlanReport> onPlan, Action<FolderPlanReport> onFolder, CancellationToken cancellationToken)
    {
        var factory = new MigrationFactory(request.Source, request.Destination);
        await using (factory.ConfigureAwait(false))
        {
            await factory.PlanAsync(
                request.LedgerPath, request.Options, request.Users, Tell, group => onPlan(PlanReport.From(group)), cancellationToken).ConfigureAwait(false);
        }

        void Tell(MailboxPlan plan)
        {
            onPlan(PlanReport.From(plan));
            foreach (var folder in plan.User.Source.IsPublicFolders ? FolderPlanReport.From(plan) : [])
            {
                onFolder(folder);
            }
        }
    }

    /// <summary>
    /// Migrates. A mailbox that fails ends with its <see cref="MailboxEnded"/> event and the others go on; after cancellation each running
    /// one ends so within seconds, and the task completes.
    /// </summary>
    public virtual async Task MigrateAsync(MigrationRequest request, IMigrationObserver observer, CancellationToken cancellationToken)
    {
        var factory = new MigrationFactory(request.Source with { ListsMessageIds = request.Options.Adopt }, request.Destination);
        await using (factory.ConfigureAwait(false))
        {
            await factory.MigrateAsync(request.LedgerPath, request.Options, request.Users, observer, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Takes away from the destination what the ledger says was written there. A mailbox that fails ends with its <see cref="UndoEnded"/>
    /// event and the others go on.
    /// </summary>
    public virtual Task UndoAsync(UndoRequest request, IMigrationObserver observer, CancellationToken cancellationToken) =>
        MigrationFactory.UndoAsync(request.Destination, request.LedgerPath, request.Targets, request.IncludeAccount, observer, cancellationToken);

    /// <summary>
    /// Compares both servers with each other and with the ledger, and writes nothing. A mailbox that cannot be compared says so in its
    /// <see cref="MailboxVerified"/> event, and the others go on.
    /// </summary>
    /// <param name="observer">Any thread, several at once.</param>
    public virtual async Task VerifyAsync(VerificationRequest request, Action<VerificationEvent> observer, CancellationToken cancellationToken)
    {
        var factory = new MigrationFactory(request.Source, request.Destination);
        await using (factory.ConfigureAwait(false))
        {
            await factory.VerifyAsync(request.LedgerPath, request.Options, request.Targets, observer, cancellationToken).ConfigureAwait(false);
        }
    }

    public virtual Task ReadMailboxesAsync(string ledgerPath, ReportFilter filter, Action<MailboxReport> onMailbox, CancellationToken cancellationToken) =>
        TellAsync(ledgerPath, r => r.ReadMailboxesAsync(filter, cancellationToken), onMailbox, cancellationToken);

    /// <summary>Whatever an undo could be asked for.</summary>
    public virtual Task ReadSubjectsAsync(string ledgerPath, Action<UndoSubject> onSubject, CancellationToken cancellationToken) =>
        TellAsync(ledgerPath, r => r.ReadSubjectsAsync(cancellationToken), onSubject, cancellationToken);

    public virtual Task ReadFoldersAsync(string ledgerPath, ReportFilter filter, Action<FolderReport> onFolder, CancellationToken cancellationToken) =>
        TellAsync(ledgerPath, r => r.ReadFoldersAsync(filter, cancellationToken), onFolder, cancellationToken);

    public virtual Task ReadItemsAsync(string ledgerPath, ReportFilter filter, Action<ItemReport> onItem, CancellationToken cancellationToken) =>
        TellEachAsync(ledgerPath, r => r.ReadItemsAsync(filter, cancellationToken), onItem, cancellationToken);

    public virtual Task ReadAliasesAsync(string ledgerPath, ReportFilter filter, Action<AliasReport> onAlias, CancellationToken cancellationToken) =>
        TellAsync(ledgerPath, r => r.ReadAliasesAsync(filter, cancellationToken), onAlias, cancellationToken);

    public virtual Task ReadLossesAsync(string ledgerPath, ReportFilter filter, Action<LossReport> onLoss, CancellationToken cancellationToken) =>
        TellEachAsync(ledgerPath, r => r.ReadLossesAsync(filter, cancellationToken), onLoss, cancellationToken);

    public virtual Task ReadRunsAsync(string ledgerPath, ReportFilter filter, Action<RunReport> onRun, CancellationToken cancellationToken) =>
        TellAsync(ledgerPath, r => r.ReadRunsAsync(filter, cancellationToken), onRun, cancellationToken);

    /// <summary>Passwords of accounts that were created by a migration, with the account's full address.</summary>
    public virtual Task ReadPasswordsAsync(
        string ledgerPath, ReportFilter filter, Action<string, Secret> onPassword, CancellationToken cancellationToken) =>
        TellAsync(ledgerPath, r => r.ReadNewPasswordsAsync(filter, cancellationToken), kept => onPassword(kept.DestinationAddress, kept.Password), cancellationToken);

    /// <summary>Those of the names that are no patterns and that no mailbox in the ledger has.</summary>
    /// <param name="withGroups">Nor a distribution group.</param>
    public virtual Task<IReadOnlyList<string>> FindUnknownAsync(string ledgerPath, IReadOnlyList<string> names, bool withGroups, CancellationToken cancellationToken) =>
        ReadAsync(ledgerPath, r => r.FindUnknownAsync(names, withGroups, cancellationToken), cancellationToken);

    private static async Task<T> ReadAsync<T>(string ledgerPath, Func<MigrationReport, Task<T>> read, CancellationToken cancellationToken)
    {
        var report = await MigrationReport.OpenAsync(ledgerPath, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        await using (report.ConfigureAwait(false))
        {
            return await read(report).ConfigureAwait(false);
        }
    }

    private static async Task TellAsync<T>(
        string ledgerPath, Func<MigrationReport, Task<IReadOnlyList<T>>> read, Action<T> tell, CancellationToken cancellationToken)
    {
        foreach (var row in await ReadAsync(ledgerPath, read, cancellationToken).ConfigureAwait(false))
        {
            tell(row);
        }
    }

    /// <summary>One after the other, so that any number of them fits.</summary>
    private static Task TellEachAsync<T>(
        string ledgerPath, Func<MigrationReport, IAsyncEnumerable<T>> read, Action<T> tell, CancellationToken cancellationToken) => ReadAsync(
        ledgerPath,
        async report =>
        {
            await foreach (var row in read(report).ConfigureAwait(false))
            {
                tell(row);
            }

            return true;
        },
        cancellationToken);
}

using System;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>
/// What was intended, written and refused, kept so that a run may end at any moment and the next one goes on. Calls may come from any
/// thread. A call that returned is on disk. Several processes may have the same ledger open.
/// </summary>
/// <remarks>
/// Every call may throw <see cref="MigrationException"/> with scope Run: <see cref="Reason.LedgerUnwritable"/>,
/// <see cref="Reason.LedgerFull"/>, <see cref="Reason.LedgerNewer"/>, <see cref="Reason.LedgerCorrupt"/>.
/// </remarks>
public interface ILedger : ILedgerReader, IGroupLedger
{
    Task<long> StartRunAsync(RunEntry run, CancellationToken cancellationToken);

    /// <param name="waited">How long servers that were busy made the run wait.</param>
    Task EndRunAsync(long runId, RunState state, TimeSpan waited, CancellationToken cancellationToken);

    /// <summary>Notes whether the destination still takes the password that was kept for a mailbox's account.</summary>
    Task SetPasswordRefusedAsync(string mailbox, bool isRefused, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the lease of a mailbox and opens its part of the ledger; the mailbox is entered when it is new. The lease is renewed until
    /// the result is disposed. A lease whose owner died (same computer: at once; other computers: after two minutes without a sign of
    /// life) is taken over.
    /// </summary>
    /// <exception cref="MigrationException">Scope Mailbox, <see cref="Reason.MailboxInUse"/>: the message names the owner.</exception>
    Task<IMailboxLedger> AcquireAsync(MailboxEntry mailbox, long runId, CancellationToken cancellationToken);
}

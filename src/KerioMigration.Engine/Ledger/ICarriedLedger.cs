using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>
/// The part of a mailbox's ledger that knows what stands at the destination: what was found there, and how what we wrote is taken away
/// again. Threads, steps and errors as <see cref="IMailboxLedger"/>.
/// </summary>
public interface ICarriedLedger
{
    /// <summary>Migrated and Existing items of a folder.</summary>
    Task<IReadOnlyList<CarriedItem>> ReadCarriedAsync(long folderId, CancellationToken cancellationToken);

    /// <summary>Open items that were found at the destination: Existing, with their place. Others are left alone.</summary>
    Task AdoptAsync(long folderId, IReadOnlyList<AdoptedItem> items, CancellationToken cancellationToken);

    /// <summary>
    /// States before items are taken away from the destination again that they will be, and from where: Migrated ones are Intended, so
    /// that whoever comes next looks whether they are still in that place. Others are left alone.
    /// </summary>
    Task RecallAsync(long folderId, IReadOnlyList<ItemReceipt> places, CancellationToken cancellationToken);

    /// <summary>
    /// Migrated and recalled items that are no longer at the destination: Pending, as if they never had been there. Those that were
    /// deleted at the source since leave the ledger.
    /// </summary>
    Task ReleaseAsync(long folderId, IReadOnlyList<string> sourceIds, CancellationToken cancellationToken);

    /// <summary>Says why the destination's copies of carried items were left as they are. A noted change stays: a later run looks again.</summary>
    Task NoteKeptAsync(long folderId, IReadOnlyList<string> sourceIds, Reason reason, string message, CancellationToken cancellationToken);

    /// <summary>The folder that we made at the destination is gone again.</summary>
    Task ForgetFolderAsync(long folderId, CancellationToken cancellationToken);

    /// <summary>The account that we made is gone again, and all that was set for it; its password is forgotten.</summary>
    Task ForgetAccountAsync(CancellationToken cancellationToken);
}

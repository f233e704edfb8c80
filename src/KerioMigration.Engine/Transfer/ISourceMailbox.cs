using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Rights;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// One mailbox to read from. Calls may come from several threads at once and are safe to repeat; nothing is ever written to the
/// source. After cancellation a call throws <see cref="OperationCanceledException"/> and nothing of it keeps running.
/// Transient errors are retried inside, with the server's own back-off; what is thrown is final for its scope.
/// </summary>
public interface ISourceMailbox : IAsyncDisposable
{
    MailboxRef Mailbox { get; }

    /// <summary>All folders below the root that users see, parents before children, without search folders.</summary>
    /// <exception cref="MigrationException">Scope Mailbox: no right, no such mailbox, unavailable. Scope Run: sign-in.</exception>
    Task<IReadOnlyList<FolderRef>> ListFoldersAsync(CancellationToken cancellationToken);

    /// <summary>
    /// All folders of the archive that belongs to the mailbox, parents before children. The first is the archive itself, with the name
    /// <see cref="ArchiveFolder.Name"/>, and all others are below it; all have the role <see cref="FolderRole.ArchiveMailbox"/>. Empty
    /// when the mailbox has no archive.
    /// </summary>
    /// <exception cref="MigrationException">As <see cref="ListFoldersAsync"/>; scope Mailbox: there is an archive that cannot be read.</exception>
    Task<IReadOnlyList<FolderRef>> ListArchiveAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The next page of changes since <paramref name="cursor"/>, or the first page of everything when it is null. Always makes progress:
    /// a page without changes is the last one.
    /// </summary>
    /// <exception cref="MigrationException">Scope Folder: gone, access denied.</exception>
    Task<ChangePage> ListChangesAsync(FolderRef folder, string? cursor, CancellationToken cancellationToken);

    /// <summary>
    /// Reads items with their content, in the order asked for, one result each. What cannot be read comes as a
    /// <see cref="SourceItem.Failure"/>. The caller disposes every result.
    /// </summary>
    Task<IReadOnlyList<SourceItem>> ReadItemsAsync(IReadOnlyList<ItemRef> items, CancellationToken cancellationToken);

    /// <summary>Who may do what in these folders: one value each, in order. What cannot be read comes as a <see cref="FolderRights.Failure"/>.</summary>
    /// <exception cref="MigrationException">As <see cref="ListFoldersAsync"/>.</exception>
    Task<IReadOnlyList<FolderRights>> ReadRightsAsync(IReadOnlyList<FolderRef> folders, CancellationToken cancellationToken);

    /// <summary>What the directory has on these folders: one value each, in order. Only public folders get mail of their own.</summary>
    /// <exception cref="MigrationException">As <see cref="ListFoldersAsync"/>.</exception>
    Task<IReadOnlyList<FolderDirectoryEntry>> ReadDirectoryAsync(IReadOnlyList<FolderRef> folders, CancellationToken cancellationToken);

    /// <summary>What its owner has set beside its folders; null where nobody owns it.</summary>
    IMailboxSettings? Settings { get; }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer;

/// <summary>The folders of a mailbox, and of its archive where that is wanted.</summary>
internal sealed class SourceTree
{
    private readonly HashSet<string> ids;
    private readonly bool isArchiveRead;

    /// <param name="archived">Folders of the archive that are wanted; null when those that there are were not read, or not wanted.</param>
    private SourceTree(IReadOnlyList<FolderRef> own, IReadOnlyList<FolderRef>? archived, Failure? archiveFailure)
    {
        isArchiveRead = archived is not null;
        Folders = [.. own, .. archived ?? []];
        ArchiveFailure = archiveFailure;
        ids = new HashSet<string>(Folders.Select(f => f.Id), StringComparer.Ordinal);
    }

    public IReadOnlyList<FolderRef> Folders { get; }

    /// <summary>There is an archive and it cannot be read; the mailbox is the poorer by it, and nothing else. Only where it is included.</summary>
    public Failure? ArchiveFailure { get; }

    /// <summary>
    /// What is missing was deleted, and not moved into an archive that was not read: retention policies move old items there. Not known,
    /// and false, where the archive was not asked for.
    /// </summary>
    public bool ShowsAllMoves => isArchiveRead;

    /// <exception cref="MigrationException">The mailbox itself cannot be read. Scope Run, too.</exception>
    public static async Task<SourceTree> ReadAsync(ISourceMailbox source, ArchiveUse archive, CancellationToken cancellationToken)
    {
        var own = await source.ListFoldersAsync(cancellationToken).ConfigureAwait(false);
        if (archive == ArchiveUse.None)
        {
            return new SourceTree(own, null, null);
        }

        try
        {
            var archived = await source.ListArchiveAsync(cancellationToken).ConfigureAwait(false);
            return new SourceTree(own, archive == ArchiveUse.Included || archived.Count == 0 ? archived : null, null);
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            return new SourceTree(own, null, archive == ArchiveUse.Included ? e.Failure : null);
        }
    }

    /// <summary>Some run carried the folder, and it was deleted since. An archive that nobody looked at, or that is no more as a whole, says nothing about its folders.</summary>
    public bool IsGone(FolderEntry folder) => folder.Cursor is not null && !ids.Contains(folder.SourceId)
        && (folder.Role != FolderRole.ArchiveMailbox || Folders.Any(f => f.Role == FolderRole.ArchiveMailbox));
}

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
    private readonly bool isArchiveKnown;

    private SourceTree(IReadOnlyList<FolderRef> own, IReadOnlyList<FolderRef> archived, Failure? archiveFailure, bool isArchiveKnown)
    {
        Folders = [.. own, .. archived];
        HasArchive = archived.Count > 0;
        ArchiveFailure = archiveFailure;
        this.isArchiveKnown = isArchiveKnown;
        ids = new HashSet<string>(Folders.Select(f => f.Id), StringComparer.Ordinal);
    }

    public IReadOnlyList<FolderRef> Folders { get; }

    public bool HasArchive { get; }

    /// <summary>There is an archive and it cannot be read; the mailbox is the poorer by it, and nothing else.</summary>
    public Failure? ArchiveFailure { get; }

    /// <exception cref="MigrationException">The mailbox itself cannot be read. Scope Run, too.</exception>
    public static async Task<SourceTree> ReadAsync(ISourceMailbox source, bool includeArchive, CancellationToken cancellationToken)
    {
        var own = await source.ListFoldersAsync(cancellationToken).ConfigureAwait(false);
        if (!includeArchive)
        {
            return new SourceTree(own, [], null, isArchiveKnown: false);
        }

        try
        {
            return new SourceTree(own, await source.ListArchiveAsync(cancellationToken).ConfigureAwait(false), null, isArchiveKnown: true);
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            return new SourceTree(own, [], e.Failure, isArchiveKnown: false);
        }
    }

    /// <summary>Some run carried the folder, and it was deleted since. An archive that nobody looked at, or that is no more as a whole, says nothing about its folders.</summary>
    public bool IsGone(FolderEntry folder) =>
        folder.Cursor is not null && !ids.Contains(folder.SourceId) && (folder.Role != FolderRole.ArchiveMailbox || HasArchive);

    /// <summary>
    /// What is missing was deleted, and not moved to where this run does not look: retention policies move old items into the archive.
    /// </summary>
    /// <param name="known">All folders that earlier runs knew.</param>
    public bool ShowsAllMoves(IReadOnlyList<FolderEntry> known) => isArchiveKnown || known.All(f => f.Role != FolderRole.ArchiveMailbox);
}

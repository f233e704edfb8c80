using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>Lists the folder tree of the archive that belongs to a mailbox.</summary>
internal sealed class ArchiveListing(EwsClient client, OpenedMailbox mailbox)
{
    /// <summary>The archive's folders hang below the archive itself. No role of the mailbox's own folders is theirs.</summary>
    /// <exception cref="MigrationException">Scope Mailbox: there is an archive, and it cannot be read.</exception>
    public async Task<IReadOnlyList<FolderRef>> ListAsync(CancellationToken cancellationToken)
    {
        if (await OpenAsync(cancellationToken).ConfigureAwait(false) is not { } archive)
        {
            return [];
        }

        try
        {
            var folders = await new FolderListing(client, archive).ListAsync(cancellationToken).ConfigureAwait(false);
            return folders.Count == 0 ? [] : [Root(archive), .. folders.Select(InArchive)];
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            throw Unreadable(e);
        }
    }

    /// <summary>All folders of the archive, in any order; null when there is no archive.</summary>
    /// <exception cref="MigrationException">As <see cref="ListAsync"/>.</exception>
    public async Task<IReadOnlyList<EwsFolder>?> FetchAsync(CancellationToken cancellationToken) =>
        await OpenAsync(cancellationToken).ConfigureAwait(false) is { } archive
            ? await new FolderListing(client, archive).FetchAsync(cancellationToken).ConfigureAwait(false)
            : null;

    private static FolderRef Root(OpenedMailbox archive) =>
        new() { Id = archive.RootId, DisplayName = ArchiveFolder.Name, Path = [ArchiveFolder.Name], Role = FolderRole.ArchiveMailbox };

    private static FolderRef InArchive(FolderRef folder) => folder with { Path = [ArchiveFolder.Name, .. folder.Path], Role = FolderRole.ArchiveMailbox };

    /// <summary>The mailbox with the archive's root for its own; null when there is no archive.</summary>
    private async Task<OpenedMailbox?> OpenAsync(CancellationToken cancellationToken)
    {
        if (!SpecialFolders.HasArchive(mailbox.Context.Schema))
        {
            return null;
        }

        EwsError? error;
        try
        {
            var request = new GetFolder([EwsFolderId.Distinguished(SpecialFolders.ArchiveRoot)]);
            var responses = await client.NegotiateAsync(request, mailbox.Context, FailureScope.Mailbox, ErrorOf, cancellationToken).ConfigureAwait(false);
            if (responses.Count > 0 && responses[0].Payload is { Id.Length: > 0 } root)
            {
                // A second server answers folders that it does not have with another one's id.
                return root.Id == mailbox.RootId ? null : mailbox with { RootId = root.Id, Roles = new Dictionary<string, FolderRole>() };
            }

            error = ErrorOf(responses);
        }
        catch (EwsFaultException e)
        {
            error = e.Error;
        }
        catch (MigrationException e) when (e.InnerException is EwsFaultException fault && EwsFailures.IsNoArchive(fault.Error))
        {
            return null;
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            throw Unreadable(e);
        }

        return error is { } known && EwsFailures.IsNoArchive(known)
            ? null
            : throw Unreadable(new MigrationException(client.Classify(error ?? EwsError.NoResponse, FailureScope.Mailbox, mailbox.Context)));
    }

    private static EwsError? ErrorOf(IReadOnlyList<EwsResponse<EwsFolder>> responses) =>
        responses.Count > 0 && responses[0].Payload is null ? responses[0].Error : null;

    private MigrationException Unreadable(MigrationException cause) => new(
        cause.Failure with
        {
            Message = $"The archive of {mailbox.Context.Mailbox} is there and cannot be read; it may lie on another server. {cause.Failure.Message}",
        },
        cause);
}

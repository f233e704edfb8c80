using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Rights;

namespace KerioMigration.Engine.Exchange;

/// <summary>Reads the rights of many folders with few requests.</summary>
internal sealed class PermissionReading(EwsClient client, OpenedMailbox mailbox)
{
    private const int FoldersPerRequest = 50;

    public async Task<IReadOnlyList<FolderRights>> ReadAsync(IReadOnlyList<FolderRef> folders, CancellationToken cancellationToken)
    {
        List<FolderRights> rights = [];
        while (rights.Count < folders.Count)
        {
            rights.AddRange(await AskAsync([.. folders.Skip(rights.Count).Take(FoldersPerRequest).Select(f => f.Id)], cancellationToken).ConfigureAwait(false));
        }

        return rights;
    }

    private async Task<IReadOnlyList<FolderRights>> AskAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var responses = await client.NegotiateAsync(new GetPermissions(ids), mailbox.Context, FailureScope.Mailbox, TransientError, cancellationToken).ConfigureAwait(false);
        return [.. ids.Select((_, i) => i < responses.Count ? Settle(responses[i]) : Settle(new EwsResponse<FolderRights>(null, EwsError.NoResponse)))];
    }

    private FolderRights Settle(EwsResponse<FolderRights> response) => response.Payload
        ?? new FolderRights { Failure = client.Classify(response.Error ?? EwsError.NoResponse, FailureScope.Folder, mailbox.Context) };

    private EwsError? TransientError(IReadOnlyList<EwsResponse<FolderRights>> responses) => responses
        .Select(r => r.Payload is null ? r.Error : null)
        .OfType<EwsError>()
        .FirstOrDefault(e => EwsFailures.Classify(e, FailureScope.Folder, client.Where, mailbox.Context.Mailbox ?? "").Remedy != FailureRemedy.None);
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>Asks the same about many folders, with few requests.</summary>
/// <param name="ask">The request for folders with these ids.</param>
/// <param name="unknown">What stands for a folder that the server refuses to tell about.</param>
internal sealed class FolderQuestion<T>(
    EwsClient client, OpenedMailbox mailbox, Func<IReadOnlyList<string>, EwsOperation<IReadOnlyList<EwsResponse<T>>>> ask, Func<Failure, T> unknown)
    where T : class
{
    private const int FoldersPerRequest = 50;

    /// <summary>One value each, in order.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync(IReadOnlyList<FolderRef> folders, CancellationToken cancellationToken)
    {
        List<T> answers = [];
        while (answers.Count < folders.Count)
        {
            answers.AddRange(await AskAsync([.. folders.Skip(answers.Count).Take(FoldersPerRequest).Select(f => f.Id)], cancellationToken).ConfigureAwait(false));
        }

        return answers;
    }

    private async Task<IReadOnlyList<T>> AskAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var responses = await client.NegotiateAsync(ask(ids), mailbox.Context, FailureScope.Mailbox, TransientError, cancellationToken).ConfigureAwait(false);
        return [.. ids.Select((_, i) => i < responses.Count ? Settle(responses[i]) : Settle(new EwsResponse<T>(null, EwsError.NoResponse)))];
    }

    private T Settle(EwsResponse<T> response) => response.Payload ?? unknown(client.Classify(response.Error ?? EwsError.NoResponse, FailureScope.Folder, mailbox.Context));

    private EwsError? TransientError(IReadOnlyList<EwsResponse<T>> responses) => responses
        .Select(r => r.Payload is null ? r.Error : null)
        .OfType<EwsError>()
        .FirstOrDefault(e => EwsFailures.Classify(e, FailureScope.Folder, client.Where, mailbox.Context.Mailbox ?? "").Remedy != FailureRemedy.None);
}

using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>Asks for one thing on which no other item depends.</summary>
internal sealed class ItemQuestion(EwsClient client, EwsContext context)
{
    /// <summary>What is wrong with the server as a whole is thrown; what may be this item's is told.</summary>
    public async Task<(T? Payload, Failure? Failure)> AskAsync<T>(EwsOperation<IReadOnlyList<EwsResponse<T>>> operation, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return (await client.RetryAsync(AskOnceAsync, context, FailureScope.Item, cancellationToken).ConfigureAwait(false), null);
        }
        catch (MigrationException e) when (e.Failure is { Scope: FailureScope.Item } or { Scope: < FailureScope.Run, Remedy: FailureRemedy.Retry })
        {
            return (null, e.Failure);
        }

        async ValueTask<T?> AskOnceAsync(CancellationToken token)
        {
            var responses = await client.SendOnceAsync(operation, context, FailureScope.Item, token).ConfigureAwait(false);
            var response = responses.Count > 0 ? responses[0] : null;
            return response is { Payload: null, Error: { } error }
                ? throw new MigrationException(client.Classify(error, FailureScope.Item, context))
                : response?.Payload;
        }
    }
}

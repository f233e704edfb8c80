using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>Asks the organization's directory over EWS.</summary>
/// <param name="scope">Of a directory that does not answer.</param>
internal sealed class DirectorySearch(EwsClient client, FailureScope scope = FailureScope.Run)
{
    private EwsContext context = new(client.Version?.Schema ?? EwsSchema.Exchange2013_SP1, null, MailboxAccess.FullAccess);

    public FailureScope Scope { get; } = scope;

    /// <summary>The mailboxes that the search role lists; null when the account or the server does not do that.</summary>
    public async Task<IReadOnlyList<DirectoryEntry>?> ListSearchableAsync(CancellationToken cancellationToken)
    {
        try
        {
            var response = await SendAsync(new GetSearchableMailboxes(""), cancellationToken).ConfigureAwait(false);
            return response.Error is null ? response.Payload : null;
        }
        catch (EwsFaultException)
        {
            return null;
        }
        catch (MigrationException e) when (e.Failure.Code?.StartsWith("Error", StringComparison.Ordinal) == true)
        {
            return null;
        }
    }

    /// <summary>Entries that begin with the text, and whether there may be more of them.</summary>
    /// <exception cref="MigrationException">The directory cannot be asked.</exception>
    public async Task<(IReadOnlyList<DirectoryEntry> Entries, bool IsCut)> ResolveAsync(string text, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var response = await SendAsync(new ResolveNames(text), cancellationToken).ConfigureAwait(false);
                if (response.Payload is { } page)
                {
                    // TotalItemsInView is not reliable, and so may be the other attribute: a full page is asked about more closely.
                    return (page.Entries, page.Entries.Count >= ResolveNames.Limit);
                }

                return response.Error is null or { Code: "ErrorNameResolutionNoResults" or "ErrorInvalidNameForNameResolution" }
                    ? ([], false)
                    : throw new MigrationException(client.Classify(response.Error, Scope, context));
            }
            catch (EwsFaultException e) when (EwsFailures.IsVersionRefused(e.Error) && context.Schema > EwsSchema.Exchange2007_SP1)
            {
                context = context with { Schema = context.Schema - 1 };
            }
            catch (EwsFaultException e)
            {
                throw new MigrationException(client.Classify(e.Error, Scope, context));
            }
        }
    }

    /// <summary>The members of a group, one level deep; null when the server says nothing.</summary>
    /// <exception cref="MigrationException">The directory cannot be asked.</exception>
    public async Task<EwsResponse<Element>?> ExpandAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            var responses = await client.NegotiateAsync(
                new ExpandDL(null, address), context, Scope, r => r.Select(e => e.Payload is null ? e.Error : null).FirstOrDefault(), cancellationToken).ConfigureAwait(false);
            return responses.Count > 0 ? responses[0] : null;
        }
        catch (EwsFaultException e)
        {
            return new EwsResponse<Element>(null, e.Error);
        }
    }

    private ValueTask<EwsResponse<T>> SendAsync<T>(EwsOperation<EwsResponse<T>> operation, CancellationToken cancellationToken)
        where T : class =>
        client.NegotiateAsync(operation, context, Scope, r => r.Payload is null ? r.Error : null, cancellationToken);
}

using System;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.JsonRpc;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>Makes aliases and removes them, each once: after a lost answer it is looked whether it was done.</summary>
internal sealed class AliasChanges(AdminClient client, AdminQueries queries)
{
    /// <param name="alias">Its target; the id does not matter.</param>
    /// <param name="what">Begins the message of a refusal.</param>
    /// <param name="isDone">The address leads there; somebody else may have been faster.</param>
    public Task CreateAsync(KerioDomain domain, string name, KerioAlias alias, string what, Func<CancellationToken, Task<bool>> isDone, CancellationToken cancellationToken)
    {
        object[] aliases = alias.Type == KerioAlias.ToFolder
            ? [new { domainId = domain.Id, name, deliverToId = alias.DeliverToId, deliverTo = alias.DeliverTo, type = alias.Type, description = "" }]
            : [new { domainId = domain.Id, name, deliverTo = alias.DeliverTo, type = alias.Type, description = "" }];
        return ChangeAsync("Aliases.create", new { aliases }, what, isDone, cancellationToken);
    }

    public Task RemoveAsync(KerioDomain domain, string name, KerioAlias alias, string what, CancellationToken cancellationToken) => ChangeAsync(
        "Aliases.remove",
        new { aliasIds = new[] { alias.Id } },
        what,
        async token => await queries.AliasAsync(domain, name, token).ConfigureAwait(false) is null,
        cancellationToken);

    private async Task ChangeAsync(string method, object parameters, string what, Func<CancellationToken, Task<bool>> isDone, CancellationToken cancellationToken)
    {
        MigrationException? failure = null;
        try
        {
            var result = await client.ChangeAsync(method, parameters, cancellationToken).ConfigureAwait(false);
            failure = new RpcItemResults(result).FirstError?.ToException(FailureScope.Mailbox, Reason.AccountRefused, what);
        }
        catch (MigrationException e) when (e.Failure.OutcomeUnknown)
        {
            failure = e;
        }

        if (failure is not null && !await isDone(cancellationToken).ConfigureAwait(false))
        {
            throw failure;
        }
    }
}

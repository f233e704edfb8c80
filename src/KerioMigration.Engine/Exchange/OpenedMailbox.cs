using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>A mailbox after the first request: the schema version and the access that work there, and its default folders.</summary>
internal sealed record OpenedMailbox(EwsContext Context, string RootId, IReadOnlyDictionary<string, FolderRole> Roles)
{
    /// <summary>
    /// Asks for the default folders: in a lower schema version when the server wants it, by Full Access when impersonation is refused. An
    /// account that may do neither is told about impersonation, which is the right that it should have.
    /// </summary>
    /// <exception cref="MigrationException">Scope Mailbox: no right, no such mailbox. Scope Run: sign-in and server.</exception>
    public static Task<OpenedMailbox> OpenAsync(EwsClient client, string mailbox, CancellationToken cancellationToken) =>
        OpenAsync(client, new EwsContext(SchemaOf(client), mailbox, MailboxAccess.Impersonation), SpecialFolders.Request, cancellationToken);

    /// <summary>The public folders, as the account that is signed in.</summary>
    /// <exception cref="MigrationException">Scope Mailbox: there are none for it.</exception>
    public static Task<OpenedMailbox> OpenPublicAsync(EwsClient client, PublicRoute? route, CancellationToken cancellationToken) => OpenAsync(
        client,
        new EwsContext(SchemaOf(client), null, MailboxAccess.FullAccess) { Route = route, ListsReplicas = true },
        _ => new GetFolder([EwsFolderId.Distinguished(SpecialFolders.PublicRoot)]),
        cancellationToken);

    private static EwsSchema SchemaOf(EwsClient client) => client.Version?.Schema ?? EwsSchema.Exchange2013_SP1;

    private static async Task<OpenedMailbox> OpenAsync(
        EwsClient client, EwsContext context, Func<EwsSchema, GetFolder> ask, CancellationToken cancellationToken)
    {
        Failure? impersonation = null;
        while (true)
        {
            EwsError error;
            try
            {
                var request = ask(context.Schema);
                var responses = await client.NegotiateAsync(request, context, FailureScope.Mailbox, RootError, cancellationToken).ConfigureAwait(false);
                if (responses.Count > 0 && responses[0].Payload is { } root)
                {
                    return new OpenedMailbox(context, root.Id, ReadRoles(responses, context.Schema));
                }

                error = RootError(responses) ?? EwsError.NoResponse;
            }
            catch (EwsFaultException e)
            {
                error = e.Error;
            }

            var failure = client.Classify(error, FailureScope.Mailbox, context);
            context = Next(context, error)
                ?? throw new MigrationException(impersonation is not null && failure.Reason != Reason.MailboxNotFound ? impersonation : failure);
            impersonation ??= context.Access == MailboxAccess.FullAccess ? failure : null;
        }
    }

    private static EwsError? RootError(IReadOnlyList<EwsResponse<EwsFolder>> responses) =>
        responses.Count > 0 && responses[0].Payload is null ? responses[0].Error : null;

    /// <summary>What to try after this error; null when there is nothing left.</summary>
    private static EwsContext? Next(EwsContext context, EwsError error)
    {
        if (EwsFailures.IsImpersonationRefused(error) && context.Access == MailboxAccess.Impersonation)
        {
            return context with { Access = MailboxAccess.FullAccess };
        }

        return EwsFailures.IsVersionRefused(error) && context.Schema > EwsSchema.Exchange2007_SP1
            ? context with { Schema = context.Schema - 1 }
            : null;
    }

    private static Dictionary<string, FolderRole> ReadRoles(IReadOnlyList<EwsResponse<EwsFolder>> responses, EwsSchema schema)
    {
        Dictionary<string, FolderRole> roles = new(StringComparer.Ordinal);
        foreach (var (response, asked) in responses.Zip(SpecialFolders.For(schema), (r, a) => (r, a)))
        {
            // A second server answers folders that it does not have with another one's id: the first role stays.
            if (response.Payload is { Id.Length: > 0 } folder && !roles.ContainsKey(folder.Id))
            {
                roles[folder.Id] = asked.Role;
            }
        }

        return roles;
    }
}

using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>
/// Finds the mailboxes that hold public folders, by Autodiscover of the server that is asked (exchange documentation: "How to route public
/// folder hierarchy requests", "… content requests"). Before Exchange 2013 there are none, and requests need no route.
/// </summary>
/// <param name="account">Who is signed in.</param>
internal sealed class PublicRoutes(HttpDoor door, EwsClient client, string? account)
{
    private const int GuidLength = 36;

    private readonly ConcurrentDictionary<string, PublicRoute?> contents = new(StringComparer.OrdinalIgnoreCase);
    private string? domain;

    private EwsContext Unrouted => new(client.Version?.Schema ?? EwsSchema.Exchange2013_SP1, null, MailboxAccess.FullAccess);

    /// <summary>To the tree; null where the server names none: then it goes by the account.</summary>
    public async Task<PublicRoute?> FindTreeAsync(CancellationToken cancellationToken)
    {
        var address = await FindAccountAsync(cancellationToken).ConfigureAwait(false);
        var own = address is null ? null : await AskAsync(address, cancellationToken).ConfigureAwait(false);
        if (own?.PublicFolders is not { Length: > 0 } tree)
        {
            return null;
        }

        var inside = (await AskAsync(tree, cancellationToken).ConfigureAwait(false))?.InternalServer is { } server && server.IndexOf('@') > 0 ? server : tree;
        domain = inside.Substring(inside.IndexOf('@') + 1);
        return new PublicRoute(tree, inside);
    }

    /// <summary>To the contents of a folder of the tree; null where the server does not say.</summary>
    /// <param name="replicas">PidTagReplicaList, in base64: the mailbox's GUID as text.</param>
    public async Task<PublicRoute?> FindContentsAsync(string? replicas, CancellationToken cancellationToken)
    {
        if (domain is null || GuidOf(replicas) is not { } guid)
        {
            return null;
        }

        if (!contents.TryGetValue(guid, out var route))
        {
            var address = (await AskAsync($"{guid}@{domain}", cancellationToken).ConfigureAwait(false))?.Address;
            route = address is { Length: > 0 } ? new PublicRoute(address, address) : null;
            contents[guid] = route;
        }

        return route;
    }

    private static string? GuidOf(string? replicas)
    {
        try
        {
            var bytes = Convert.FromBase64String(replicas ?? "");
            return bytes.Length >= GuidLength && Encoding.ASCII.GetString(bytes, 0, GuidLength) is var text && Guid.TryParse(text, out _) ? text : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private async Task<string?> FindAccountAsync(CancellationToken cancellationToken)
    {
        if (account is null || account.IndexOf('@') > 0)
        {
            return account;
        }

        var name = account.Substring(account.IndexOf('\\') + 1);
        var found = await client.SendSingleAsync(new ResolveNames(name), Unrouted, FailureScope.Mailbox, cancellationToken).ConfigureAwait(false);
        return found.Payload?.Entries.FirstOrDefault(e => string.Equals(e.Alias, name, StringComparison.OrdinalIgnoreCase))?.Address;
    }

    /// <summary>Null when the server does not answer such questions: the requests themselves will tell what is wrong.</summary>
    private async Task<AutodiscoverAnswer?> AskAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            return await client.RetryAsync(token => new ValueTask<AutodiscoverAnswer?>(AskOnceAsync(address, token)), Unrouted, FailureScope.Mailbox, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.Remedy == FailureRemedy.None)
        {
            return null;
        }
    }

    private async Task<AutodiscoverAnswer?> AskOnceAsync(string address, CancellationToken cancellationToken)
    {
        var call = Autodiscover.PoxCall(new Uri(client.Url, "/" + Autodiscover.PoxPath), address);
        using var answer = await door.SendAsync(call, cancellationToken).ConfigureAwait(false);
        if (answer.Status != HttpStatusCode.OK)
        {
            throw new MigrationException(door.Explain(answer));
        }

        try
        {
            return AutodiscoverAnswer.Parse(Autodiscover.Text(await answer.ReadBodyAsync(Autodiscover.AnswerLimit, cancellationToken).ConfigureAwait(false)));
        }
        catch (XmlException)
        {
            return null;
        }
    }
}

using System;
using System.Collections.Generic;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Kerio.JsonRpc;
using KerioMigration.Engine.Model;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>
/// Kerio Connect's client API, the interface of its webmail, as one mailbox's owner: nobody else can sign in for that. Any thread.
/// </summary>
internal sealed class WebmailClient : RpcClient
{
    private readonly HttpDoor door;

    /// <param name="options">The client has a door of its own, because sessions are kept by cookies.</param>
    public WebmailClient(HttpDoorOptions options, Uri url, NetworkCredential owner, ServerPace pace)
        : this(new HttpDoor(options), url, owner, pace)
    {
    }

    private WebmailClient(HttpDoor door, Uri url, NetworkCredential owner, ServerPace pace)
        : base(door, url, owner, pace, RetryPipeline.TransientAttempts) => this.door = door;

    /// <param name="web">Any address on the server's web port.</param>
    public static Uri UrlOf(Uri web) => new(web, "/webmail/api/jsonrpc/");

    /// <summary>All entries of a listing: a server may cut unlimited answers at a number of its own.</summary>
    public async Task<IReadOnlyList<JObject>> ListAsync(string method, IReadOnlyList<string> folderIds, IReadOnlyList<string> fields, CancellationToken cancellationToken)
    {
        var entries = new Dictionary<string, JObject>(StringComparer.Ordinal);
        while (true)
        {
            var query = new { fields, start = entries.Count, limit = -1, orderBy = Array.Empty<object>() };
            var page = await CallAsync(method, new { folderIds, query }, cancellationToken).ConfigureAwait(false);
            var before = entries.Count;
            foreach (var entry in Entries(page["list"]))
            {
                entries[(string?)entry["id"] ?? ""] = entry;
            }

            if (entries.Count == before || entries.Count >= ((long?)page["totalItems"] ?? 0))
            {
                return [.. entries.Values];
            }
        }
    }

    public static IEnumerable<JObject> Entries(JToken? list)
    {
        foreach (var entry in list as JArray ?? [])
        {
            if (entry is JObject members)
            {
                yield return members;
            }
        }
    }

    public override void Dispose()
    {
        door.Dispose();
        base.Dispose();
    }

    protected override Failure SignInRefused(RpcError error) => WebmailFailures.SignIn(error, Where, Account);

    protected override Failure NotUnderstood(string what) => new(
        FailureScope.Mailbox,
        FailureRemedy.None,
        Reason.UnexpectedAnswer,
        $"{Where} does not speak Kerio Connect's client API: {what}. Check host and port of its webmail (443 by default).");

    protected override Failure CallRefused(string method, RpcError error) => WebmailFailures.OfCall(error, $"{Where} refused {method} to {Account}");
}

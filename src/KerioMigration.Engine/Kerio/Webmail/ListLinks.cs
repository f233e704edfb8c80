using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.JsonRpc;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Canonical;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>Lists refer to others by ids, and an item that is written anew or moved gets another one: they are made to follow.</summary>
internal static class ListLinks
{
    /// <param name="successors">New ids by old ones.</param>
    /// <returns>Why they do not follow; null when they do.</returns>
    public static async Task<Failure?> FollowAsync(WebmailClient client, IReadOnlyDictionary<string, string> successors, CancellationToken cancellationToken)
    {
        try
        {
            var tree = successors.Count == 0 ? null : await new WebmailFolders(client).ReadAsync(cancellationToken).ConfigureAwait(false);
            var folders = tree?.Folders.Where(f => f.Kind == ItemKind.Contact).Select(f => f.Id).ToList() ?? [];
            var entries = folders.Count == 0 ? [] : await client.ListAsync("Contacts.get", folders, WebmailKind.List.Fields, cancellationToken).ConfigureAwait(false);
            var changed = new JArray(entries.Where(WebmailKind.List.IsMeant).Where(e => Follow(e, successors)).Select(e => new JObject
            {
                ["id"] = e["id"],
                ["type"] = CanonicalList.Type,
                ["emailAddresses"] = e["emailAddresses"],
            }));
            var results = new RpcItemResults(changed.Count == 0
                ? []
                : await client.ChangeAsync("Contacts.set", new JObject { ["contacts"] = changed }, cancellationToken).ConfigureAwait(false));
            return results.FirstError is not { } refused ? null : WebmailFailures.OfItem(refused, $"{client.Where} did not change a list");
        }
        catch (MigrationException e)
        {
            return e.Failure;
        }
    }

    private static bool Follow(JObject list, IReadOnlyDictionary<string, string> successors)
    {
        var followed = false;
        foreach (var member in CanonicalList.Members(list))
        {
            if (successors.TryGetValue((string?)member["refId"] ?? "", out var now))
            {
                member["refId"] = now;
                followed = true;
            }
        }

        return followed;
    }
}

using System;
using System.Collections.Generic;
using System.Net;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio.Imap;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Webmail;

/// <summary>A call of the client API, by the owner of a mailbox.</summary>
internal sealed class WebmailCall(WebmailEndpoint webmail, ImapServerContext server, string method, JsonObject parameters, RpcSession? session, IPAddress address)
    : RpcCall(server, method, parameters, session, address)
{
    public WebmailEndpoint Webmail { get; } = webmail;

    public KerioUser User => Session?.User ?? throw new RpcException(RpcException.SessionExpired, "The user is not logged in.");

    /// <summary>The mailbox's own tree.</summary>
    public WebmailTree Own => new(User, isPublic: false);

    public WebmailTree Public => new(User, isPublic: true);

    /// <exception cref="RpcException">4104.</exception>
    public WebmailFolder Folder(string id) =>
        Own.Find(id) ?? Public.Find(id) ?? throw new RpcException(RpcException.NoSuchFolder, "Folder does not exist.");

    /// <summary>Does something to each of the items; single ones may be hit by a fault.</summary>
    public JsonObject ForEach<T>(IReadOnlyList<T> items, Func<T, int, JsonNode> act) => ItemResults.Collect(items.Count, i =>
    {
        if (Server.Faults.NextItem(Method, User.Address) is { } fault)
        {
            throw RpcFaults.Error(fault);
        }

        return act(items[i], i);
    });

    public JsonObject ForEach(JsonArray items, Func<JsonNode?, int, JsonNode> act) => ForEach<JsonNode?>([.. items], act);

    /// <summary>The fault that hits an item in the moment in which it is stored.</summary>
    public Fault? Stored(KerioFolder folder) => Server.Faults.NextCall("Stored", folder.Path);

    public static JsonObject WithoutResult(JsonObject answer)
    {
        answer.Remove("result");
        return answer;
    }
}

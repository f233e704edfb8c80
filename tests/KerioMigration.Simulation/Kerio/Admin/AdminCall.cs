using System.Net;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.Imap;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Admin;

/// <summary>A call of the administration interface.</summary>
internal sealed class AdminCall(AdminServer admin, ImapServerContext server, string method, JsonObject parameters, RpcSession? session, IPAddress address)
    : RpcCall(server, method, parameters, session, address)
{
    public AdminServer Admin { get; } = admin;

    public KerioDomain Domain() => Store.FindDomain(Text("domainId")) ?? throw new RpcException(RpcException.NoSuchEntity, "Domain does not exist.");
}

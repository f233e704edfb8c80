using System.Linq;
using System.Net;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.Imap;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Admin;

/// <summary>The administration interface: each method needs a role, and several may come together.</summary>
internal sealed class AdminEndpoint(AdminServer admin, ImapServerContext server)
    : RpcEndpoint<AdminCall>(server, admin.Sessions, "admin", "WEBADMIN", "/admin/")
{
    protected override AdminCall CallOf(string method, JsonObject parameters, RpcSession? session, IPAddress address) =>
        new(admin, Server, method, parameters, session, address);

    protected override JsonNode? Run(AdminCall call) => call.Method == "Batch.run" ? RunBatch(call) : RunOne(call);

    private static JsonNode? RunOne(AdminCall call)
    {
        var found = AdminMethod.Find(call.Method) ?? throw new RpcException(RpcException.MethodNotFound, "Method %1 not found", call.Method);
        Authorize(found, call);
        return found.Handler(call);
    }

    private static void Authorize(AdminMethod method, AdminCall call)
    {
        if (method.Least is not { } least)
        {
            return;
        }

        var session = call.Session ?? throw new RpcException(RpcException.SessionExpired, "User Anonymous does not have administrator rights.");
        var role = session.User.Right.Role;
        if (role < least)
        {
            // What 10.0.8 gives an Auditor who asks for the domains.
            throw role == UserRole.Auditor && method.Name == "Domains.get"
                ? new RpcException(RpcException.OperationFailed, "internal database error")
                : new RpcException(RpcException.AccessDenied, "You do not have sufficient rights for the requested operation.");
        }
    }

    private JsonArray RunBatch(AdminCall call)
    {
        var answers = call.Array("commandList").Select(c => c as JsonObject ?? throw RpcException.Invalid("commandList")).Select(c =>
        {
            var one = CallOf(RpcCall.Text(c, "method"), c["params"]?.DeepClone() as JsonObject ?? [], call.Session, call.Address);
            try
            {
                return new JsonObject { ["result"] = RunOne(one) };
            }
            catch (RpcException e)
            {
                return new JsonObject { ["error"] = e.ToError() };
            }
        });
        return new JsonArray([.. answers]);
    }
}

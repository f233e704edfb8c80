using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio.Imap;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Kerio.Web;
using Microsoft.AspNetCore.Http;

namespace KerioMigration.Simulation.Kerio.Admin;

/// <summary>JSON-RPC 2.0 over POST: reads a call, checks session and role, answers with a result or an error.</summary>
internal sealed class AdminEndpoint(AdminServer admin, ImapServerContext server)
{
    private const string SessionCookie = "SESSION_CONNECT_WEBADMIN";
    private const string TokenCookie = "TOKEN_CONNECT_WEBADMIN";

    public async Task HandleAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var request = await ReadAsync(context.Request, context.RequestAborted);
        var method = request?["method"] is JsonValue name && name.TryGetValue(out string? text) ? text : string.Empty;
        var call = Receive(context, method, request?["params"]);
        var fault = server.Faults.Next(method, call?.Session?.User.Address);
        await Task.Delay(server.Options.Latency, server.Options.TimeProvider, context.RequestAborted);
        if (await WebFaults.ObeyAsync(context, fault, server.Options.TimeProvider))
        {
            return;
        }

        var answer = Answer(request, method, call, fault);
        if (fault?.Action == FaultAction.DoneThenReset)
        {
            context.Abort();
            return;
        }

        await WriteAsync(context, call, answer);
    }

    /// <summary>Null when the body is no JSON object.</summary>
    private static async Task<JsonObject?> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        try
        {
            return JsonNode.Parse(await reader.ReadToEndAsync(cancel)) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null when the parameters are no object: this interface knows only named ones.</summary>
    private AdminCall? Receive(HttpContext context, string method, JsonNode? parameters)
    {
        if (parameters is not (null or JsonObject))
        {
            return null;
        }

        var named = parameters as JsonObject ?? [];
        var session = admin.Sessions.Find(context.Request.Cookies[SessionCookie], context.Request.Headers["X-Token"]);
        server.Calls.Add(new RecordedCall("admin", 0, session?.User.Address ?? string.Empty, method, AdminRedaction.Redact(named)));
        return new AdminCall(admin, server, method, named, session, context.Connection.RemoteIpAddress ?? IPAddress.Loopback);
    }

    private JsonObject Answer(JsonObject? request, string method, AdminCall? call, Fault? fault)
    {
        var answer = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = request?["id"]?.DeepClone() };
        try
        {
            if (request is null)
            {
                throw new RpcException(RpcException.ParseError, "Parse error");
            }

            if (fault?.Action is FaultAction.Error or FaultAction.Busy)
            {
                throw AdminFaults.Error(fault);
            }

            answer["result"] = fault?.Action == FaultAction.ItemError ? AdminFaults.ItemErrors(call, fault)
                : method == "Batch.run" ? RunBatch(call ?? throw RpcException.Invalid("params")) : Run(method, call);
        }
        catch (RpcException e)
        {
            answer["error"] = e.ToError();
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            // A member of another JSON type than the interface asks for.
            answer["error"] = RpcException.Invalid(e.Message).ToError();
        }

        return answer;
    }

    private static JsonNode? Run(string method, AdminCall? call)
    {
        if (method.Length == 0)
        {
            throw new RpcException(RpcException.InvalidRequest, "Invalid request");
        }

        var found = AdminMethod.Find(method) ?? throw new RpcException(RpcException.MethodNotFound, "Method %1 not found", method);
        Authorize(found, call ?? throw RpcException.Invalid("params"));
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
            var method = AdminCall.Text(c, "method");
            var one = new AdminCall(admin, server, method, c["params"]?.DeepClone() as JsonObject ?? [], call.Session, call.Address);
            try
            {
                return new JsonObject { ["result"] = Run(method, one) };
            }
            catch (RpcException e)
            {
                return new JsonObject { ["error"] = e.ToError() };
            }
        });
        return new JsonArray([.. answers]);
    }

    private async Task WriteAsync(HttpContext context, AdminCall? call, JsonObject answer)
    {
        var response = context.Response;
        response.ContentType = "application/json-rpc";
        response.Headers.Server = server.Options.ShowVersion ? $"Kerio Connect {server.Options.Version}" : "WebServer";
        if (call?.Opened is { } opened)
        {
            response.Headers.Append("Set-Cookie", $"{SessionCookie}={opened.Cookie}; path=/admin/; secure; HttpOnly");
            response.Headers.Append("Set-Cookie", $"{TokenCookie}={opened.Token}; path=/admin/; secure");
        }

        if (server.Options.HttpErrorsAs500 && (int?)answer["error"]?["code"] is < 0 and var code)
        {
            response.StatusCode = code == RpcException.MethodNotFound ? 404 : 500;
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer);
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}

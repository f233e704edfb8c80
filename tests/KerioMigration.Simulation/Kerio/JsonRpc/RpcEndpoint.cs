using System;
using System.IO;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio.Imap;
using KerioMigration.Simulation.Kerio.Web;
using Microsoft.AspNetCore.Http;

namespace KerioMigration.Simulation.Kerio.JsonRpc;

/// <summary>JSON-RPC 2.0 over POST: reads a call, finds its session, answers with a result or an error.</summary>
/// <param name="protocol">As <see cref="RecordedCall.Protocol"/> names it.</param>
/// <param name="name">In the names of the cookies.</param>
/// <param name="path">For which the cookies are.</param>
internal abstract class RpcEndpoint<TCall>(ImapServerContext server, RpcSessions sessions, string protocol, string name, string path)
    where TCall : RpcCall
{
    private string SessionCookie { get; } = "SESSION_CONNECT_" + name;

    protected ImapServerContext Server { get; } = server;

    public async Task HandleAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var request = await ReadAsync(context.Request, context.RequestAborted);
        var method = request?["method"] is JsonValue given && given.TryGetValue(out string? text) ? text : string.Empty;
        var call = Receive(context, method, request?["params"]);
        var fault = Next(method, call?.Session?.User.Address);
        if (await WebFaults.ObeyAsync(context, fault, Server.Options.TimeProvider))
        {
            return;
        }

        var answer = Answer(request, method, call, fault);
        if (answer is null || fault?.Action == FaultAction.DoneThenReset)
        {
            context.Abort();
            return;
        }

        await WriteAsync(context, call, answer);
    }

    protected abstract TCall CallOf(string method, JsonObject parameters, RpcSession? session, IPAddress address);

    /// <exception cref="RpcException">The call failed.</exception>
    protected abstract JsonNode? Run(TCall call);

    /// <summary>Cookie and token must come together.</summary>
    protected RpcSession? SessionOf(HttpContext context) => sessions.Find(context.Request.Cookies[SessionCookie], context.Request.Headers["X-Token"]);

    protected virtual Fault? Next(string method, string? user) => Server.Faults.Next(method, user);

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

    /// <summary>Null when the parameters are no object: these interfaces know only named ones.</summary>
    private TCall? Receive(HttpContext context, string method, JsonNode? parameters)
    {
        if (parameters is not (null or JsonObject))
        {
            return null;
        }

        var named = parameters as JsonObject ?? [];
        var session = SessionOf(context);
        Server.Calls.Add(new RecordedCall(protocol, 0, session?.User.Address ?? string.Empty, method, RpcRedaction.Redact(named)));
        return CallOf(method, named, session, context.Connection.RemoteIpAddress ?? IPAddress.Loopback);
    }

    /// <summary>Null when the connection ends instead.</summary>
    private JsonObject? Answer(JsonObject? request, string method, TCall? call, Fault? fault)
    {
        var answer = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = request?["id"]?.DeepClone() };
        try
        {
            answer["result"] = Result(request, method, call, fault);
        }
        catch (RpcCutException)
        {
            return null;
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

    private JsonNode? Result(JsonObject? request, string method, TCall? call, Fault? fault)
    {
        if (request is null)
        {
            throw new RpcException(RpcException.ParseError, "Parse error");
        }

        if (fault?.Action is FaultAction.Error or FaultAction.Busy)
        {
            throw RpcFaults.Error(fault);
        }

        if (method.Length == 0)
        {
            throw new RpcException(RpcException.InvalidRequest, "Invalid request");
        }

        return fault?.Action == FaultAction.ItemError ? RpcFaults.ItemErrors(call, fault) : Run(call ?? throw RpcException.Invalid("params"));
    }

    private async Task WriteAsync(HttpContext context, TCall? call, JsonObject answer)
    {
        var response = context.Response;
        response.ContentType = "application/json-rpc";
        response.Headers.Server = Server.Options.ShowVersion ? $"Kerio Connect {Server.Options.Version}" : "WebServer";
        if (call?.Opened is { } opened)
        {
            response.Headers.Append("Set-Cookie", $"{SessionCookie}={opened.Cookie}; path={path}; secure; HttpOnly");
            response.Headers.Append("Set-Cookie", $"TOKEN_CONNECT_{name}={opened.Token}; path={path}; secure");
        }

        if (Server.Options.HttpErrorsAs500 && (int?)answer["error"]?["code"] is < 0 and var code)
        {
            response.StatusCode = code == RpcException.MethodNotFound ? 404 : 500;
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer);
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}

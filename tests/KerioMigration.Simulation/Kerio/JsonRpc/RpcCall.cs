using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.Imap;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.JsonRpc;

/// <summary>One method call with its named parameters.</summary>
internal class RpcCall(ImapServerContext server, string method, JsonObject parameters, RpcSession? session, IPAddress address)
{
    public ImapServerContext Server { get; } = server;

    public KerioStore Store => Server.Store;

    public string Method { get; } = method;

    public JsonObject Params { get; } = parameters;

    public RpcSession? Session { get; set; } = session;

    public IPAddress Address { get; } = address;

    /// <summary>Set by a login: the response then carries its cookies.</summary>
    public RpcSession? Opened { get; set; }

    public JsonObject Object(string name) => Params[name] as JsonObject ?? throw RpcException.Invalid(name);

    public JsonArray Array(string name) => Params[name] as JsonArray ?? throw RpcException.Invalid(name);

    public string Text(string name) => Text(Params, name);

    public IReadOnlyList<string> Texts(string name) => [.. Array(name).Select(n => n is JsonValue v && v.TryGetValue(out string? text)
        ? text : throw RpcException.Invalid(name))];

    /// <summary>The account of the name and password of a Session.login.</summary>
    public KerioUser SignIn()
    {
        var (name, password) = (Text("userName"), Text("password"));

        // A plain string instead of the struct is refused by 10.x.
        var application = Object("application");
        _ = (Text(application, "name"), Text(application, "vendor"), Text(application, "version"));
        return Server.SignIn.WithPassword(name, password, Address)
            ?? throw new RpcException(RpcException.OperationFailed, "Invalid user name or password.");
    }

    public static string Text(JsonObject from, string name) =>
        from[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : throw RpcException.Invalid(name);
}

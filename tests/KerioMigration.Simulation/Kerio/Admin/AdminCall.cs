using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.Imap;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Admin;

/// <summary>One method call with its named parameters.</summary>
internal sealed class AdminCall(AdminServer admin, ImapServerContext server, string method, JsonObject parameters, AdminSession? session, IPAddress address)
{
    public AdminServer Admin { get; } = admin;

    public ImapServerContext Server { get; } = server;

    public KerioStore Store => Server.Store;

    public string Method { get; } = method;

    public JsonObject Params { get; } = parameters;

    public AdminSession? Session { get; set; } = session;

    public IPAddress Address { get; } = address;

    /// <summary>Set by a login: the response then carries its cookies.</summary>
    public AdminSession? Opened { get; set; }

    public JsonObject Object(string name) => Params[name] as JsonObject ?? throw RpcException.Invalid(name);

    public JsonArray Array(string name) => Params[name] as JsonArray ?? throw RpcException.Invalid(name);

    public string Text(string name) => Text(Params, name);

    public IReadOnlyList<string> Texts(string name) => [.. Array(name).Select(n => n is JsonValue v && v.TryGetValue(out string? text)
        ? text : throw RpcException.Invalid(name))];

    public KerioDomain Domain() => Store.FindDomain(Text("domainId")) ?? throw new RpcException(RpcException.NoSuchEntity, "Domain does not exist.");

    public static string Text(JsonObject from, string name) =>
        from[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : throw RpcException.Invalid(name);
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace KerioMigration.Simulation.Kerio.JsonRpc;

/// <summary>An error of the interface: a code, a text with %1 %2 …, and what to put there.</summary>
internal sealed class RpcException(int code, string message, params string[] parameters) : Exception(message)
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int SessionExpired = -32001;
    public const int OperationFailed = 1000;
    public const int AlreadyExists = 1001;
    public const int NoSuchEntity = 1002;
    public const int NotPermitted = 1003;
    public const int AccessDenied = 1004;
    public const int QuotaReached = 4102;
    public const int NoSuchFolder = 4104;

    public int Code { get; } = code;

    public IReadOnlyList<string> Parameters { get; } = parameters;

    public static RpcException Invalid(string member) => new(InvalidParams, "Invalid params: %1", member);

    /// <summary>The top-level error object of a response.</summary>
    public JsonObject ToError() => new()
    {
        ["code"] = Code,
        ["message"] = Message,
        ["data"] = new JsonObject { ["messageParameters"] = MessageParameters() },
    };

    /// <summary>One entry of <c>result.errors</c>.</summary>
    public JsonObject ToItemError(int inputIndex) => new()
    {
        ["inputIndex"] = inputIndex,
        ["code"] = Code,
        ["message"] = Message,
        ["messageParameters"] = MessageParameters(),
    };

    private JsonObject MessageParameters() => new()
    {
        ["positionalParameters"] = new JsonArray([.. Parameters.Select(p => JsonValue.Create(p))]),
        ["plurality"] = 1,
    };
}

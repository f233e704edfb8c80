using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Model;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.JsonRpc;

/// <summary>An error of an interface, as a call or one entry of a call got it.</summary>
/// <param name="Code">-32767..-1: JSON-RPC; 1..32767: the application.</param>
/// <param name="Message">With its parameters filled in.</param>
internal sealed record RpcError(int Code, string Message)
{
    public const int SessionExpired = -32001;
    public const int TooLarge = 413;
    public const int NoSuchEntity = 1002;
    public const int AccessDenied = 1004;

    /// <summary>Messages carry %1, %2 … to be filled from positionalParameters.</summary>
    public static RpcError From(JToken error)
    {
        var message = (string?)error["message"] ?? "";
        var parameters = (error["messageParameters"] ?? error.SelectToken("data.messageParameters"))?["positionalParameters"] as JArray ?? [];
        message = parameters.Select((value, index) => (value, index))
            .Aggregate(message, (text, p) => text.Replace("%" + (p.index + 1).ToString(CultureInfo.InvariantCulture), (string?)p.value));
        return new RpcError((int?)error["code"] ?? 0, message);
    }

    public Failure ToFailure(FailureScope scope, Reason reason, string what) =>
        new(scope, FailureRemedy.None, reason, $"{what}: {Message}") { Code = Code.ToString(CultureInfo.InvariantCulture) };

    public MigrationException ToException(FailureScope scope, Reason reason, string what) => new(ToFailure(scope, reason, what));
}

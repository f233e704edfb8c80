using System.Linq;
using KerioMigration.Engine.Model;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>An error of the administration API, as a call or one entry of a call got it.</summary>
/// <param name="Code">-32767..-1: JSON-RPC; 1..32767: the application.</param>
/// <param name="Message">With its parameters filled in.</param>
internal sealed record AdminError(int Code, string Message)
{
    public const int SessionExpired = -32001;
    public const int AccessDenied = 1004;

    /// <summary>Messages carry %1, %2 … to be filled from positionalParameters.</summary>
    public static AdminError From(JToken error)
    {
        var message = (string?)error["message"] ?? "";
        var parameters = (error["messageParameters"] ?? error.SelectToken("data.messageParameters"))?["positionalParameters"] as JArray ?? [];
        message = parameters.Select((value, index) => (value, index))
            .Aggregate(message, (text, p) => text.Replace("%" + (p.index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), (string?)p.value));
        return new AdminError((int?)error["code"] ?? 0, message);
    }

    public MigrationException ToException(FailureScope scope, Reason reason, string what) =>
        new(new Failure(scope, FailureRemedy.None, reason, $"{what}: {Message}") { Code = Code.ToString(System.Globalization.CultureInfo.InvariantCulture) });
}

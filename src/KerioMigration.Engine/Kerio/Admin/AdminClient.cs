using System;
using System.Globalization;
using System.Net;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Kerio.JsonRpc;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>Kerio Connect's administration API; its failures end the run. Any thread.</summary>
internal sealed class AdminClient(HttpDoor door, Uri url, NetworkCredential credential, ServerPace pace)
    : RpcClient(door, url, credential, pace, TransientAttempts)
{
    // An administrator waits for the first answer: a server that is gone is told after seconds.
    private const int TransientAttempts = 2;

    protected override Failure SignInRefused(RpcError error) => new(
        FailureScope.Run,
        FailureRemedy.None,
        error.Code == RpcError.AccessDenied ? Reason.RoleInsufficient : Reason.SignInFailed,
        $"{Where} did not let {Account} in: {error.Message} It was tried once; correct the administrator's name and password before you run again, for Kerio blocks addresses that guess.")
    {
        Code = error.Code.ToString(CultureInfo.InvariantCulture),
    };

    protected override Failure NotUnderstood(string what) => new(
        FailureScope.Run,
        FailureRemedy.None,
        Reason.UnexpectedAnswer,
        $"{Where} does not speak Kerio Connect's administration API: {what}. Check host and port (4040 by default).");

    protected override Failure CallRefused(string method, RpcError error) => error.ToFailure(
        FailureScope.Run,
        error.Code is RpcError.AccessDenied or RpcError.SessionExpired ? Reason.RoleInsufficient : Reason.ServerFault,
        $"{Where} refused {method} to {Account}");
}

using System;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.JsonRpc;

/// <summary>Somebody who is signed in; token and cookie must come together.</summary>
internal sealed class RpcSession(KerioUser user, string cookie, string token, DateTimeOffset lastCall)
{
    public KerioUser User { get; } = user;

    public string Cookie { get; } = cookie;

    public string Token { get; } = token;

    public DateTimeOffset LastCall { get; set; } = lastCall;
}

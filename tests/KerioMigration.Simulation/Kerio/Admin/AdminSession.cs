using System;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Admin;

/// <summary>One signed-in administrator; token and cookie must come together.</summary>
internal sealed class AdminSession(KerioUser user, string cookie, string token, DateTimeOffset lastCall)
{
    public KerioUser User { get; } = user;

    public string Cookie { get; } = cookie;

    public string Token { get; } = token;

    public DateTimeOffset LastCall { get; set; } = lastCall;
}

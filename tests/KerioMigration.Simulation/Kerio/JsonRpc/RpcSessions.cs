using System;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.JsonRpc;

internal sealed class RpcSessions(TimeProvider time, TimeSpan lifetime)
{
    private readonly ConcurrentDictionary<string, RpcSession> sessions = [];

    public RpcSession Open(KerioUser user)
    {
        var session = new RpcSession(user, RandomHex(), RandomHex(), time.GetUtcNow());
        sessions[session.Cookie] = session;
        return session;
    }

    /// <summary>The session of this pair, or null when it is over or never was.</summary>
    public RpcSession? Find(string? cookie, string? token)
    {
        if (cookie is null || !sessions.TryGetValue(cookie, out var session) || session.Token != token)
        {
            return null;
        }

        if (time.GetUtcNow() - session.LastCall > lifetime)
        {
            sessions.TryRemove(cookie, out _);
            return null;
        }

        session.LastCall = time.GetUtcNow();
        return session;
    }

    public void Close(RpcSession session) => sessions.TryRemove(session.Cookie, out _);

    public void Clear() => sessions.Clear();

    private static string RandomHex() => RandomNumberGenerator.GetHexString(64, lowercase: true);
}

using System.Net;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Security;

/// <summary>One answer to "who is this?" for both servers: passwords, disabled and locked accounts, blocked addresses.</summary>
internal sealed class SignIn(KerioStore store, SimulatedKerioOptions options, AddressGuard guard)
{
    /// <summary>The account of a right password; null otherwise, and the failure is counted.</summary>
    public KerioUser? WithPassword(string login, string password, IPAddress address)
    {
        var user = store.FindUser(login);
        if (user is { IsEnabled: true, Password: not null } && !IsLocked(user) && user.Password == password && !guard.IsBlocked(address))
        {
            user.FailedLogins = 0;
            return user;
        }

        CountFailure(user, address);
        return null;
    }

    public void CountFailure(KerioUser? user, IPAddress address)
    {
        guard.CountFailure(address);
        if (user is not null && options.Security.Lockout && ++user.FailedLogins >= options.Security.FailedLoginsToLock)
        {
            user.LockedUntil = options.TimeProvider.GetUtcNow().AddMinutes(options.Security.MinutesToUnlock);
        }
    }

    /// <summary>False for a while after the account was made: the store is still being set up.</summary>
    public bool IsReady(KerioUser user) => options.TimeProvider.GetUtcNow() - user.CreatedAt >= options.NewMailboxDelay;

    public void Note(KerioUser user, string protocol)
    {
        user.LastLogin = options.TimeProvider.GetUtcNow();
        user.LastLoginProtocol = protocol;
    }

    private bool IsLocked(KerioUser user)
    {
        if (user.LockedUntil is { } until && until > options.TimeProvider.GetUtcNow())
        {
            return true;
        }

        if (user.LockedUntil is not null)
        {
            user.LockedUntil = null;
            user.FailedLogins = 0;
        }

        return false;
    }
}

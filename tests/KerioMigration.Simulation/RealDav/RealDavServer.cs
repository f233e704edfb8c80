using System;
using System.Threading.Tasks;

namespace KerioMigration.Simulation.RealDav;

/// <summary>A real CalDAV and CardDAV server on a free port of 127.0.0.1.</summary>
public abstract class RealDavServer : IAsyncDisposable
{
    public const string Password = "säcret:with colon";

    public abstract Uri Root { get; }

    /// <summary>A new user who signs in with <see cref="Password"/>; gives the address.</summary>
    public abstract Task<string> AddUserAsync();

    /// <summary>From now on all of the user's items may have so many kilobytes; false where the server has no quota.</summary>
    public virtual Task<bool> LimitAsync(string address, int kilobytes) => Task.FromResult(false);

    public abstract ValueTask DisposeAsync();

    protected static string NewAddress() => $"u{Guid.NewGuid():N}@example.com";
}

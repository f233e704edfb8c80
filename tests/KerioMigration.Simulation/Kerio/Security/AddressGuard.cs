using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;

namespace KerioMigration.Simulation.Kerio.Security;

/// <summary>Anti-hammering and the connection limit: both count per client address.</summary>
internal sealed class AddressGuard(SecurityOptions options, int connectionLimit, TimeProvider time)
{
    private readonly Lock sync = new();
    private readonly Dictionary<IPAddress, List<DateTimeOffset>> failures = [];
    private readonly Dictionary<IPAddress, DateTimeOffset> blockedUntil = [];
    private readonly Dictionary<IPAddress, int> connections = [];
    private int failedLogins;

    public int FailedLogins => Volatile.Read(ref failedLogins);

    public bool IsBlocked(IPAddress address)
    {
        lock (sync)
        {
            return blockedUntil.TryGetValue(address, out var until) && until > time.GetUtcNow();
        }
    }

    public void CountFailure(IPAddress address)
    {
        Interlocked.Increment(ref failedLogins);
        if (!options.AntiHammering || options.ExceptionGroup is not null)
        {
            return;
        }

        lock (sync)
        {
            var now = time.GetUtcNow();
            var recent = failures.GetValueOrDefault(address, []).Where(t => now - t < TimeSpan.FromMinutes(1)).Append(now).ToList();
            failures[address] = recent;
            if (recent.Count >= options.FailedLoginsToBlock)
            {
                blockedUntil[address] = now.AddMinutes(options.MinutesToBlock);
            }
        }
    }

    public bool TryEnter(IPAddress address)
    {
        lock (sync)
        {
            var open = connections.GetValueOrDefault(address);
            connections[address] = open + 1;
            return open < connectionLimit;
        }
    }

    public void Leave(IPAddress address)
    {
        lock (sync)
        {
            connections[address]--;
        }
    }
}

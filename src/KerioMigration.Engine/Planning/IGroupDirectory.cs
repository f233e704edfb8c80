using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>The destination's groups of accounts. Calls may come from any thread; each is safe to repeat, and takes nobody out of a group.</summary>
/// <remarks>Every call may throw <see cref="MigrationException"/> with scope Mailbox, the server refused, or Run.</remarks>
public interface IGroupDirectory
{
    /// <summary>The group to which mail to this address goes; null when the address is free.</summary>
    /// <exception cref="MigrationException">The address is somebody else's: an account's, an alias's, a mailing list's.</exception>
    Task<DestinationGroup?> FindAsync(string address, CancellationToken cancellationToken);

    /// <summary>Makes a group without members; finds it where an interrupted call made it.</summary>
    Task<DestinationGroup> CreateAsync(string address, string description, CancellationToken cancellationToken);

    /// <summary>Those of the accounts that are not in the group.</summary>
    Task<IReadOnlyList<DestinationUser>> FindMissingAsync(DestinationGroup group, IReadOnlyList<DestinationUser> users, CancellationToken cancellationToken);

    Task AddAsync(DestinationGroup group, IReadOnlyList<DestinationUser> users, CancellationToken cancellationToken);
}

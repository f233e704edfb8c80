using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>The destination's groups of accounts. Calls may come from any thread; each is safe to repeat.</summary>
/// <remarks>Every call may throw <see cref="MigrationException"/> with scope Mailbox, the server refused, or Run.</remarks>
public interface IGroupDirectory
{
    /// <summary>The group to which mail to this address goes; null when the address is free.</summary>
    /// <exception cref="MigrationException">The address is somebody else's: an account's, an alias's, a mailing list's.</exception>
    Task<DestinationGroup?> FindAsync(string address, CancellationToken cancellationToken);

    /// <summary>The address at the destination of a group that has this one at the source.</summary>
    Task<string> AddressOfAsync(string address, CancellationToken cancellationToken);

    /// <summary>Makes a group without members; finds it where an interrupted call made it.</summary>
    Task<DestinationGroup> CreateAsync(string address, string description, CancellationToken cancellationToken);

    /// <summary>Those of the accounts that are not in the group.</summary>
    Task<IReadOnlyList<DestinationUser>> FindMissingAsync(DestinationGroup group, IReadOnlyList<DestinationUser> users, CancellationToken cancellationToken);

    Task AddAsync(DestinationGroup group, IReadOnlyList<DestinationUser> users, CancellationToken cancellationToken);

    /// <summary>Ids of all accounts that are in the group.</summary>
    Task<IReadOnlyCollection<string>> ReadMembersAsync(DestinationGroup group, CancellationToken cancellationToken);

    /// <summary>Takes accounts out of the group.</summary>
    Task RemoveMembersAsync(DestinationGroup group, IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>Takes the group away; the accounts in it stay.</summary>
    Task RemoveAsync(DestinationGroup group, CancellationToken cancellationToken);
}

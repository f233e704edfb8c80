using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>The destination's rooms and equipment. Calls may come from any thread; each is safe to repeat.</summary>
public interface IResourceDirectory
{
    /// <summary>The resource of this mapping's name, or null when it does not exist and could be created. Writes nothing.</summary>
    /// <exception cref="MigrationException">It does not exist and would be refused: unknown domain, illegal name, address taken by somebody else.</exception>
    Task<DestinationResource?> FindAsync(UserMapping user, CancellationToken cancellationToken);

    /// <summary>Finds the resource or creates it, of the kind that the mapping says.</summary>
    /// <exception cref="MigrationException">As <see cref="FindAsync"/>, or the server refused.</exception>
    Task<EnsuredResource> EnsureAsync(UserMapping user, CancellationToken cancellationToken);

    /// <summary>Removes the resource for good, and what was booked with it. One that is gone is no error.</summary>
    /// <exception cref="MigrationException">Scope Mailbox: the server refused.</exception>
    Task RemoveAsync(DestinationResource resource, CancellationToken cancellationToken);
}

using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>Addresses by which mail reaches the destination's public folders. Calls may come from any thread; each is safe to repeat.</summary>
/// <remarks>
/// Folders are named by their place (<see cref="FolderTarget.Path"/>) in the tree that <c>keeper</c> sees. Every call may throw
/// <see cref="MigrationException"/> with scope Folder or Mailbox, the server refused, or Run.
/// </remarks>
public interface IFolderAddresses
{
    /// <summary>Whom these addresses reach, in their order; the folder need not be there yet. Writes nothing.</summary>
    Task<IReadOnlyList<AddressFinding>> FindAsync(
        DestinationUser keeper, IReadOnlyList<string> folder, IReadOnlyList<string> addresses, CancellationToken cancellationToken);

    /// <summary>Mail to an address that was found free reaches the folder from now on, beside those that it has.</summary>
    /// <exception cref="MigrationException">Scope Folder: there is no such folder that could get mail.</exception>
    Task AddAsync(DestinationUser keeper, IReadOnlyList<string> folder, string address, CancellationToken cancellationToken);

    /// <summary>Takes an address away that was added; one that leads elsewhere by now is left alone.</summary>
    Task RemoveAsync(DestinationUser keeper, IReadOnlyList<string> folder, string address, CancellationToken cancellationToken);
}

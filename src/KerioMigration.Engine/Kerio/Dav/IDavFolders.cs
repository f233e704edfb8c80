using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>The collections of one tree. Promises as those of <see cref="IDestinationMailbox"/>.</summary>
internal interface IDavFolders
{
    Task<IReadOnlyList<DestinationFolder>> ListAsync(CancellationToken cancellationToken);

    Task<DestinationFolder> EnsureAsync(FolderTarget target, CancellationToken cancellationToken);

    Task<bool> RemoveAsync(DestinationFolder folder, CancellationToken cancellationToken);
}

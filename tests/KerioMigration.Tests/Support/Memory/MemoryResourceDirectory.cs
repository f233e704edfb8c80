using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Tests.Support.Memory;

/// <summary>Rooms and equipment in memory.</summary>
public sealed class MemoryResourceDirectory : IResourceDirectory
{
    private readonly Dictionary<string, DestinationResource> resources = [];

    public Task<DestinationResource?> FindAsync(UserMapping user, CancellationToken cancellationToken) =>
        Task.FromResult(resources.GetValueOrDefault(user.DestinationLogin));

    public Task<EnsuredResource> EnsureAsync(UserMapping user, CancellationToken cancellationToken)
    {
        var resource = new DestinationResource { Id = "resource-" + user.DestinationLogin, Name = user.DestinationLogin, Domain = "kerio.test", Kind = user.Resource!.Value };
        var isNew = resources.TryAdd(resource.Name, resource);
        return Task.FromResult(new EnsuredResource(resources[resource.Name], isNew));
    }

    public Task RemoveAsync(DestinationResource resource, CancellationToken cancellationToken)
    {
        resources.Remove(resource.Name);
        return Task.CompletedTask;
    }
}

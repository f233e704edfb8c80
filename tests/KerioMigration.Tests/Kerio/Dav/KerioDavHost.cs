using System;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.Dav;
using KerioMigration.Engine.Model;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Dav;
using KerioMigration.Tests.Suites;
using Xunit;

namespace KerioMigration.Tests.Kerio.Dav;

/// <summary>A simulated Kerio Connect with one account. Whatever is done to it, nobody gets mail.</summary>
internal sealed class KerioDavHost(SimulatedKerio kerio) : DavHost
{
    public SimulatedKerio Kerio => kerio;

    public override Uri Root => kerio.WebUrl;

    public override DavSignIn SignIn { get; } = new(KerioHost.User, Secret.From(KerioHost.Password));

    public override bool MakesAddressBooks => false;

    public override bool KeepsFiles => !kerio.Options.Dav.Rewrites.HasFlag(DavRewrites.DropInlineAttachments);

    public override int? TooLarge => (int?)kerio.Options.Dav.MaxBodySize;

    public static async Task<KerioDavHost> StartAsync(DavOptions? options = null)
    {
        var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Dav = (options ?? new DavOptions()) with { MaxBodySize = 2_000_000 } });
        kerio.Store.AddUser(KerioHost.User, KerioHost.Password);
        return new KerioDavHost(kerio);
    }

    public override async ValueTask DisposeAsync()
    {
        await using var _ = kerio;
        Assert.Empty(kerio.Invitations);
        Assert.Empty(kerio.DavViolations);
    }
}

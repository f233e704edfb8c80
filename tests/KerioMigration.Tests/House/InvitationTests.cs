using System;
using System.Linq;
using Xunit;

namespace KerioMigration.Tests.House;

/// <summary>Whoever starts a simulated Kerio Connect for the engine looks at the end whether it would have sent mail to anybody.</summary>
public sealed class InvitationTests
{
    /// <summary>They write nothing that has a date, and some of them nothing at all.</summary>
    private static readonly string[] WithoutEvents = ["ConnectionCheckTests", "KerioAccountDetailsTests", "KerioProbeTests", "KerioServerTests", "KerioUserDirectoryTests"];

    [Fact]
    public void Every_host_of_a_simulated_Kerio_reads_its_recorder()
    {
        // The simulation's own tests have other clients, and some provoke invitations.
        var hosts = SourceFile.Below("tests/KerioMigration.Tests")
            .Where(f => !f.Folder.Contains("/Simulation", StringComparison.Ordinal) && !f.Folder.EndsWith("/House", StringComparison.Ordinal))
            .Where(f => f.Lines.Any(l => l.Contains("SimulatedKerio.StartAsync(", StringComparison.Ordinal)))
            .ToList();

        Assert.True(hosts.Count > WithoutEvents.Length);
        Assert.Equal(WithoutEvents, hosts.Where(f => !f.Lines.Any(l => l.Contains(".Invitations", StringComparison.Ordinal))).Select(f => f.Name).Order(StringComparer.Ordinal));
    }
}

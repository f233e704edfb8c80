using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Simulation.Kerio.Security;

/// <summary>The master authentication as <c>AdvancedOptions</c> holds it; changed by the administrator while the server runs.</summary>
internal sealed class MasterAuthentication
{
    public MasterAuthentication(SimulatedKerioOptions options)
    {
        Password = options.MasterPassword ?? string.Empty;
        IsEnabled = options.MasterPassword is not null;
        Group = Groups.First(g => g.HoldsClients == options.MasterAddressAllowed);
    }

    public static IReadOnlyList<AddressGroup> Groups { get; } =
    [
        new AddressGroup("keriodb://ipgroup/5b2f8c1e-0d7a-4f63-9a54-1f0a3c1b7d01", "Local clients", true),
        new AddressGroup("keriodb://ipgroup/5b2f8c1e-0d7a-4f63-9a54-1f0a3c1b7d02", "Mail gateways", false),
    ];

    public bool IsEnabled { get; set; }

    public string Password { get; set; }

    public AddressGroup Group { get; set; }

    public bool IsAddressAllowed => Group.HoldsClients;
}

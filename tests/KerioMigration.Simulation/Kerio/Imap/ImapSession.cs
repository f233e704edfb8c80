using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio.Security;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Imap;

/// <summary>What all connections of one server share.</summary>
internal sealed record ImapServerContext(
    SimulatedKerioOptions Options, KerioStore Store, FolderNames Names, SignIn SignIn, AddressGuard Guard, MasterAuthentication Master,
    FaultPlan Faults, CallLog Calls);

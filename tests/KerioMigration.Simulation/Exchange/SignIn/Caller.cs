using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.SignIn;

/// <summary>Who signed in: the service account, or a user of the organization.</summary>
internal sealed record Caller(string UserName, ServiceAccount? Service, SeededUser? User);

using System.Collections.Generic;

namespace KerioMigration.Tests.Interrupts;

/// <summary>The suite with servers on sockets at both ends.</summary>
public abstract class ServerInterruptSuite : SqliteInterruptSuite
{
    protected override int Stride => 5;

    private protected override IReadOnlyList<Scenario> Scenarios => [Scenario.All[^1]];
}

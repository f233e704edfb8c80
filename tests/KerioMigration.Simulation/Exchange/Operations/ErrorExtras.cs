using System.Collections.Generic;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>What MessageXml holds: values, or the path of the offending property as XML.</summary>
internal sealed record ErrorExtras(IReadOnlyList<(string Name, string Value)> Values, string PathXml = "");

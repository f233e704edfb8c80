using System;
using System.Collections.Generic;
using KerioMigration.Simulation.Exchange.Schema;

namespace KerioMigration.Simulation.Exchange;

/// <summary>What a server tells about itself, and the newest request schema it knows.</summary>
internal sealed record ServerBuild(int Major, int Minor, int MajorBuild, int MinorBuild, string VersionName, SchemaVersion Newest, string IisVersion)
{
    private static readonly Dictionary<ExchangeVersion, ServerBuild> All = new()
    {
        [ExchangeVersion.Exchange2010Sp2] = new(14, 2, 328, 9, "Exchange2010_SP2", SchemaVersion.Exchange2010Sp2, "7.5"),
        [ExchangeVersion.Exchange2013Sp1] = new(15, 0, 847, 31, "V2_8", SchemaVersion.Exchange2013Sp1, "8.5"),
        [ExchangeVersion.Exchange2016] = new(15, 1, 2507, 6, "V2017_07_11", SchemaVersion.V20170711, "10.0"),
        [ExchangeVersion.Exchange2019] = new(15, 2, 1544, 4, "V2017_07_11", SchemaVersion.V20170711, "10.0"),
    };

    public static ServerBuild Of(ExchangeVersion version) =>
        All.TryGetValue(version, out var build) ? build : throw new ArgumentOutOfRangeException(nameof(version));
}

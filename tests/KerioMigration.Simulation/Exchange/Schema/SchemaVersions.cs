using System;
using System.Collections.Generic;

namespace KerioMigration.Simulation.Exchange.Schema;

/// <summary>The names of the versions on the wire.</summary>
internal static class SchemaVersions
{
    private static readonly Dictionary<string, SchemaVersion> ByName = new(StringComparer.Ordinal)
    {
        ["Exchange2007"] = SchemaVersion.Exchange2007,
        ["Exchange2007_SP1"] = SchemaVersion.Exchange2007Sp1,
        ["Exchange2009"] = SchemaVersion.Exchange2009,
        ["Exchange2010"] = SchemaVersion.Exchange2010,
        ["Exchange2010_SP1"] = SchemaVersion.Exchange2010Sp1,
        ["Exchange2010_SP2"] = SchemaVersion.Exchange2010Sp2,
        ["Exchange2012"] = SchemaVersion.Exchange2012,
        ["Exchange2013"] = SchemaVersion.Exchange2013,
        ["Exchange2013_SP1"] = SchemaVersion.Exchange2013Sp1,
        ["Exchange2015"] = SchemaVersion.Exchange2015,
        ["Exchange2016"] = SchemaVersion.Exchange2016,
        ["V2015_10_05"] = SchemaVersion.V20151005,
        ["V2016_01_06"] = SchemaVersion.V20160106,
        ["V2016_04_13"] = SchemaVersion.V20160413,
        ["V2016_07_13"] = SchemaVersion.V20160713,
        ["V2016_10_10"] = SchemaVersion.V20161010,
        ["V2017_01_07"] = SchemaVersion.V20170107,
        ["V2017_04_14"] = SchemaVersion.V20170414,
        ["V2017_07_11"] = SchemaVersion.V20170711,
    };

    public static SchemaVersion? Find(string name) => ByName.TryGetValue(name, out var version) ? version : null;
}

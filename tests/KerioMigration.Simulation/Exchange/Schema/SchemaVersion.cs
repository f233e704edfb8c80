namespace KerioMigration.Simulation.Exchange.Schema;

/// <summary>The values of RequestServerVersion, oldest first. There is none for 2019.</summary>
internal enum SchemaVersion
{
    Exchange2007,
    Exchange2007Sp1,
    Exchange2009,
    Exchange2010,
    Exchange2010Sp1,
    Exchange2010Sp2,
    Exchange2012,
    Exchange2013,
    Exchange2013Sp1,
    Exchange2015,
    Exchange2016,
    V20151005,
    V20160106,
    V20160413,
    V20160713,
    V20161010,
    V20170107,
    V20170414,
    V20170711,
}

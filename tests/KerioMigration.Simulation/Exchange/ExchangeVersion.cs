namespace KerioMigration.Simulation.Exchange;

/// <summary>The servers that can be simulated; Subscription Edition answers as 2019 does.</summary>
public enum ExchangeVersion
{
    Exchange2010Sp2,
    Exchange2013Sp1,
    Exchange2016,
    Exchange2019,
}

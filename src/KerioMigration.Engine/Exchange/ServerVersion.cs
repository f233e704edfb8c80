using System;
using System.Globalization;

namespace KerioMigration.Engine.Exchange;

/// <summary>The build that answered. Its Version attribute is no reliable name; Major, Minor and Build are.</summary>
public sealed record ServerVersion(int Major, int Minor, int Build, int Revision)
{
    /// <summary>The name that administrators know.</summary>
    public string ProductName => (Major, Minor) switch
    {
        (8, _) => "Exchange 2007",
        (14, < 3) => "Exchange 2010" + (Minor == 0 ? "" : " SP" + Minor.ToString(CultureInfo.InvariantCulture)),
        (14, _) => "Exchange 2010 SP3",
        (15, 0) => "Exchange 2013",
        (15, 1) => "Exchange 2016",
        (15, 2) => Build >= 2562 ? "Exchange Server SE" : "Exchange 2019",
        (15, 20) => "Exchange Online",
        _ => "Exchange",
    };

    public override string ToString() =>
        FormattableString.Invariant($"{ProductName} ({Major}.{Minor}.{Build}.{Revision})");

    internal EwsSchema Schema => (Major, Minor) switch
    {
        (< 14, _) => EwsSchema.Exchange2007_SP1,
        (14, 0) => EwsSchema.Exchange2010,
        (14, 1) => EwsSchema.Exchange2010_SP1,
        (14, _) => EwsSchema.Exchange2010_SP2,
        (15, 0) when Build < 847 => EwsSchema.Exchange2013,
        _ => EwsSchema.Exchange2013_SP1,
    };
}

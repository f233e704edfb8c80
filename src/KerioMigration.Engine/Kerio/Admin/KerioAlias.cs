using System;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>An address that stands for another one.</summary>
internal sealed record KerioAlias(string Id, string DeliverTo)
{
    /// <summary>A target without a domain may be of any domain, and is taken for nobody's.</summary>
    public bool LeadsTo(DestinationUser account) => string.Equals(DeliverTo, account.Address, StringComparison.OrdinalIgnoreCase);
}

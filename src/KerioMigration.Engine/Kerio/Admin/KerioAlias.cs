using System;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>An address that stands for another one, or for a public folder.</summary>
internal sealed record KerioAlias(string Id, string DeliverTo)
{
    public const string ToAddress = "TypeEmailAddress";
    public const string ToFolder = "TypePublicFolder";

    /// <summary>One of the above.</summary>
    public string Type { get; init; } = ToAddress;

    /// <summary>The folder's id; empty for an address.</summary>
    public string DeliverToId { get; init; } = "";

    /// <summary>A target without a domain may be of any domain, and is taken for nobody's.</summary>
    public bool LeadsTo(DestinationUser account) => string.Equals(DeliverTo, account.Address, StringComparison.OrdinalIgnoreCase);

    /// <param name="folder">As the server lists it.</param>
    public bool LeadsTo(MailFolder folder) => Type == ToFolder && (DeliverToId.Length > 0 ? DeliverToId == folder.Id : DeliverTo == folder.Name);
}

namespace KerioMigration.Engine.Reporting;

/// <summary>
/// A name by which old mail inside the organization knows a user. A reply to such mail goes to the encapsulated address and arrives where
/// that is an alias of the account.
/// </summary>
public sealed record AliasReport
{
    public string Mailbox { get; init; } = "";

    /// <summary>As old mail has it: <c>/o=Org/ou=AG/cn=Recipients/cn=anna</c>.</summary>
    public string LegacyExchangeDN { get; init; } = "";

    /// <summary>The same as a mail address in the domain of the mailbox: <c>IMCEAEX-_o=Org_…@example.org</c>.</summary>
    public string EncapsulatedAddress { get; init; } = "";

    /// <summary>The account that the mail is for; empty while there is none.</summary>
    public string DestinationAddress { get; init; } = "";
}

namespace KerioMigration.Engine.Ledger;

/// <param name="Address">The source's primary SMTP address; the key, compared without case.</param>
public sealed record MailboxEntry(string Address)
{
    public string DisplayName { get; init; } = "";

    public string DestinationAddress { get; init; } = "";
}

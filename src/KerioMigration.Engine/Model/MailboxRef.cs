namespace KerioMigration.Engine.Model;

/// <summary>A mailbox at the source.</summary>
/// <param name="Address">Its primary SMTP address. Compared without case.</param>
public sealed record MailboxRef(string Address)
{
    public override string ToString() => Address;
}

namespace KerioMigration.Engine.Model;

/// <summary>A mailbox at the source.</summary>
/// <param name="Address">Its primary SMTP address. Compared without case.</param>
public sealed record MailboxRef(string Address)
{
    /// <summary>The organization's public folders, which are one more mailbox to whoever carries them. No address is spelled so.</summary>
    public static MailboxRef PublicFolders { get; } = new("Public Folders");

    public bool IsPublicFolders => string.Equals(Address, PublicFolders.Address, System.StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Address;
}

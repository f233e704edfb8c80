namespace KerioMigration.Engine.Model.Contacts;

/// <summary>t:Member.</summary>
/// <param name="Address">SMTP; null where none is known.</param>
/// <param name="SourceKey">Of the contact or list, where it is known to stand in the same mailbox.</param>
public sealed record ListMember(ListMemberKind Kind, string? Name, string? Address, string? SourceKey = null);

/// <summary>t:MailboxTypeType, as far as it makes a difference.</summary>
public enum ListMemberKind
{
    /// <summary>Typed in, and nowhere else.</summary>
    OneOff,

    /// <summary>A mailbox, a group or a public folder of the directory: each has an address of its own.</summary>
    Directory,

    /// <summary>A contact of the mailbox.</summary>
    Contact,

    /// <summary>Another list of the mailbox (PrivateDL).</summary>
    PrivateList,
}

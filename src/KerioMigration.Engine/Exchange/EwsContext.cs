namespace KerioMigration.Engine.Exchange;

/// <summary>As whom and in which schema version requests are made.</summary>
/// <param name="Mailbox">The mailbox that is meant; null: the account's own.</param>
internal sealed record EwsContext(EwsSchema Schema, string? Mailbox, MailboxAccess Access)
{
    /// <summary>Listings tell each message's Message-ID: about as many bytes again, for those who need it.</summary>
    public bool ListsMessageIds { get; init; }

    /// <summary>Which of the organization's mailboxes with public folders is meant; null for none.</summary>
    public PublicRoute? Route { get; init; }

    /// <summary>Listings of folders tell where their contents are.</summary>
    public bool ListsReplicas { get; init; }

    /// <summary>Listings tell when each appointment ends.</summary>
    public bool ListsEnds { get; init; }

    /// <summary>The mailbox for the impersonation header; null for none.</summary>
    public string? Impersonated => Access == MailboxAccess.Impersonation ? Mailbox : null;

    /// <summary>The mailbox for folder ids; null where the header names it.</summary>
    public string? Addressed => Access == MailboxAccess.FullAccess ? Mailbox : null;
}

/// <summary>By which right another's mailbox is read.</summary>
internal enum MailboxAccess
{
    /// <summary>Role ApplicationImpersonation; each mailbox then has a throttling budget of its own.</summary>
    Impersonation,

    /// <summary>Permission Full Access: folders are addressed with the mailbox beside them.</summary>
    FullAccess,
}

namespace KerioMigration.Engine.Ledger;

/// <summary>Something about an account that is not to be done twice, or that must be found again.</summary>
public sealed record AccountDetailEntry(AccountDetailKind Kind, string Value);

/// <summary>Stored by name.</summary>
public enum AccountDetailKind
{
    /// <summary>A mail address that was added.</summary>
    Address,

    /// <summary>The full name that was set.</summary>
    FullName,

    /// <summary>It was taken out of the address list.</summary>
    Hidden,

    /// <summary>The limit that was set, in bytes.</summary>
    Quota,

    /// <summary>It was disabled.</summary>
    Disabled,

    /// <summary>A name of the source (<c>legacyExchangeDN</c>, X.500) by which old mail knows the user.</summary>
    LegacyName,

    /// <summary>A mail address that was added to a public folder: a <see cref="FolderAddress"/>.</summary>
    FolderAddress,

    /// <summary>One that may have been added: the end may have come before the answer.</summary>
    FolderAddressIntent,
}

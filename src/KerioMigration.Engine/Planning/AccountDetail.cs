using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Engine.Planning;

/// <summary>What the source organization says about a user beside the mailbox. Null, or empty: not known.</summary>
public sealed record AccountDetail
{
    public static readonly AccountDetail Unknown = new();

    public string FullName { get; init; } = "";

    /// <summary>Full mail addresses that reach the mailbox; whether the primary one is among them does not matter.</summary>
    public IReadOnlyList<string>? Addresses { get; init; }

    /// <summary>The source tells a few addresses at most, and has told as many.</summary>
    public bool MayHaveMoreAddresses { get; init; }

    public long? QuotaBytes { get; init; }

    /// <summary>Not shown in address lists.</summary>
    public bool? IsHidden { get; init; }

    /// <summary>Nobody may sign in. Shared mailboxes, rooms and equipment are so by design, which says nothing.</summary>
    public bool? IsDisabled { get; init; }

    /// <summary>Names by which old mail inside the organization knows the user (<c>legacyExchangeDN</c>, X.500 addresses), the present one first.</summary>
    public IReadOnlyList<string> LegacyNames { get; init; } = [];

    /// <summary>This, and what the other one knows besides.</summary>
    public AccountDetail Or(AccountDetail other) => new()
    {
        FullName = FullName.Length > 0 ? FullName : other.FullName,
        Addresses = Addresses ?? other.Addresses,
        MayHaveMoreAddresses = Addresses is null ? other.MayHaveMoreAddresses : MayHaveMoreAddresses,
        QuotaBytes = QuotaBytes ?? other.QuotaBytes,
        IsHidden = IsHidden ?? other.IsHidden,
        IsDisabled = IsDisabled ?? other.IsDisabled,
        LegacyNames = [.. LegacyNames.Concat(other.LegacyNames).Distinct(StringComparer.OrdinalIgnoreCase)],
    };
}

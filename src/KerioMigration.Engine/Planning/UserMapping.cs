using System.Collections.Generic;
using System.Net;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>Which source mailbox goes to which account.</summary>
public sealed record UserMapping
{
    public required MailboxRef Source { get; init; }

    /// <summary>The account's name before the at sign.</summary>
    public required string DestinationLogin { get; init; }

    /// <summary>The destination's mail domain; empty for its primary domain.</summary>
    public string DestinationDomain { get; init; } = "";

    /// <summary>Of an account that is still to be made. The primary domain has no name here; most often it is the source's.</summary>
    internal string LikelyAddress =>
        DestinationLogin + "@" + (DestinationDomain.Length > 0 ? DestinationDomain : Source.Address.Substring(Source.Address.LastIndexOf('@') + 1));

    /// <summary>The administrator named the account, and it was not derived from the address: it may be another mailbox's, too.</summary>
    public bool IsTargetChosen { get; init; }

    public string DisplayName { get; init; } = "";

    /// <summary>The mailbox becomes something that people book, and no account; null for an account.</summary>
    public ResourceKind? Resource { get; init; }

    /// <summary>What the row says about the user beside the mailbox.</summary>
    public AccountDetail Detail { get; init; } = AccountDetail.Unknown;

    /// <summary>What an administrator says of the addresses of public folders, where they are meant.</summary>
    public IReadOnlyList<FolderAddressRow> FolderAddresses { get; init; } = [];

    /// <summary>The user's own sign-in at the destination, when the row brought one.</summary>
    public NetworkCredential? DestinationCredential { get; init; }

    /// <summary>
    /// Ids of single items at the source that are to be carried, as the ledger has them, and nothing else of the mailbox; null for all of it.
    /// </summary>
    public IReadOnlyCollection<string>? Items { get; init; }

    public override string ToString() => Source.Address;
}

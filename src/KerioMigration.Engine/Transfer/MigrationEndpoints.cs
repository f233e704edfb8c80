using System;
using System.Collections.Generic;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>The two ends of a migration.</summary>
public sealed record MigrationEndpoints
{
    public required IUserDirectory Directory { get; init; }

    public required IResourceDirectory ResourceDirectory { get; init; }

    /// <summary>Null where there is nothing but mailboxes.</summary>
    public IGroupDirectory? Groups { get; init; }

    /// <summary>The source's distribution groups whose names or addresses match one of these wildcards.</summary>
    public Func<IReadOnlyList<string>, CancellationToken, Task<IReadOnlyList<SourceGroup>>> ReadGroupsAsync { get; init; } =
        (_, _) => Task.FromResult<IReadOnlyList<SourceGroup>>([]);

    /// <summary>Null where there is nothing but mailboxes.</summary>
    public IAccountDetails? AccountDetails { get; init; }

    /// <summary>What the source's directory tells about the user of a mailbox.</summary>
    public Func<MailboxRef, CancellationToken, Task<AccountDetail>> ReadAccountDetailAsync { get; init; } = (_, _) => Task.FromResult(AccountDetail.Unknown);

    /// <summary>Null where there is nothing but mailboxes.</summary>
    public IFolderAddresses? FolderAddresses { get; init; }

    /// <summary>The addresses of a folder by its <see cref="FolderDirectoryEntry.LegacyName"/>; unknown where the directory has no such folder.</summary>
    public Func<string, CancellationToken, Task<AccountDetail>> ReadFolderAddressesAsync { get; init; } = (_, _) => Task.FromResult(AccountDetail.Unknown);

    /// <summary>Connects when first used. Whoever opens it disposes it.</summary>
    public required Func<MailboxRef, ISourceMailbox> OpenSource { get; init; }

    /// <summary>Signs in. Whoever opens it disposes it.</summary>
    public required Func<DestinationSignIn, CancellationToken, Task<IDestinationMailbox>> OpenDestinationAsync { get; init; }
}

/// <summary>Who signs in to which account at the destination.</summary>
/// <param name="Credential">The user's own sign-in, where it is known; null leaves the master login.</param>
/// <param name="JustCreated">The account was made a moment ago, and its mailbox may not be ready yet.</param>
public sealed record DestinationSignIn(DestinationUser User, NetworkCredential? Credential, bool JustCreated)
{
    /// <summary>Kinds of item that will be asked for: doors that nobody needs stay closed.</summary>
    public IReadOnlyCollection<ItemKind> Kinds { get; init; } = ItemKinds.All;

    /// <summary>The public folders are meant, as this account may see and change them, and not its own.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Where the credential comes from, when it is a password that was kept by an earlier run; else null.</summary>
    public KeptPassword? Kept { get; init; }

    /// <summary>Nobody typed the password: whoever reads that it was refused must know so.</summary>
    public bool IsKept => Kept is not null;

    /// <summary>What the owner alone can set will be set: rights, delegates, out of office, rules.</summary>
    public bool WithSettings { get; init; }
}

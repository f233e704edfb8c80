using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Rights;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>A destination whose folders can be opened to others.</summary>
public interface IFolderRights
{
    /// <summary>False: the sign-in at hand does not do for it.</summary>
    bool CanGrant { get; }

    /// <summary>
    /// Gives these rights beside those that others have. A right that somebody has there and that goes further stays; inherited ones are
    /// never written. A group gets no more than any user who is named beside it: that one may be in it. Safe to repeat.
    /// </summary>
    /// <param name="record">Knows what is given before it is. Where it allows that, a right that a run gave is lowered to the one that is wanted, never below what was there before.</param>
    /// <exception cref="MigrationException">Scope Folder: the folder is not there, or the server refused.</exception>
    Task<GrantedRights> GrantAsync(FolderTarget folder, IReadOnlyList<WantedRight> wanted, PartRecord record, CancellationToken cancellationToken);
}

/// <summary>A right that somebody is to have at the destination.</summary>
/// <param name="Who">For messages.</param>
/// <param name="Address">At the destination.</param>
/// <param name="IsUser">The address is known to be that of an account: nobody else may get the right.</param>
/// <param name="Access">Null: the source names them and gives nothing.</param>
public sealed record WantedRight(string Who, string Address, bool IsUser, AccessLevel? Access)
{
    /// <summary>Everybody of a mail domain is meant, whose name is in the place of the address.</summary>
    public bool IsDomain { get; init; }
}

/// <summary>What <see cref="IFolderRights.GrantAsync"/> did.</summary>
/// <param name="Count">Rights that were given or raised.</param>
/// <param name="Losses">A sentence for each that is not as it was wanted.</param>
public sealed record GrantedRights(int Count, IReadOnlyList<string> Losses)
{
    /// <summary>What runs have set, stands there as they left it, and is wanted no more.</summary>
    public IReadOnlyList<StalePart> Stale { get; init; } = [];

    /// <summary>Everybody who was wanted is known there. Else somebody of <see cref="Stale"/> may be one of the others under another address.</summary>
    public bool IsComplete { get; init; } = true;
}

/// <param name="Who">For messages.</param>
public sealed record StalePart(PartEntry Entry, string Who);

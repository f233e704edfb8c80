using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Engine.Ledger;

/// <summary>What runs did for distribution groups, which are no mailbox's. Rules as <see cref="ILedger"/>.</summary>
public interface IGroupLedger
{
    /// <summary>Puts these, of part Group, in the place of all that was noted as lost of this distribution group.</summary>
    /// <param name="group">Its address at the source, or a name that was asked for; compared without case.</param>
    /// <param name="destination">Empty when there is none.</param>
    Task SetGroupLossesAsync(string group, string destination, IReadOnlyList<LossEntry> losses, CancellationToken cancellationToken);

    /// <summary>
    /// States before it is done what will be done for a group: members come to those that are known, and what was made by us stays so. When
    /// both ids are known and differ it is another group, and nothing of the former one stays.
    /// </summary>
    Task IntendGroupAsync(GroupEntry group, CancellationToken cancellationToken);

    /// <summary>They were taken out again, or were not in it.</summary>
    Task ForgetMembersAsync(string group, IReadOnlyList<AddedMember> members, CancellationToken cancellationToken);

    /// <summary>Nothing of ours is left of it; nor is anything lost.</summary>
    Task ForgetGroupAsync(string group, CancellationToken cancellationToken);
}

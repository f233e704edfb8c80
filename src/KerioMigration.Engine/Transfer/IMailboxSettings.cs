using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Rights;
using KerioMigration.Engine.Model.Settings;

namespace KerioMigration.Engine.Transfer;

/// <summary>What the owner of a source mailbox has set, beside its folders. As <see cref="ISourceMailbox"/>; safe to repeat.</summary>
public interface IMailboxSettings
{
    /// <exception cref="MigrationException">Scope Folder: it is for the owner alone, or the source does not tell it.</exception>
    Task<OutOfOffice> ReadOutOfOfficeAsync(CancellationToken cancellationToken);

    /// <exception cref="MigrationException">Scope Folder: the source does not tell them.</exception>
    Task<IReadOnlyList<DelegateRight>> ReadDelegatesAsync(CancellationToken cancellationToken);

    /// <summary>In the order in which they are followed.</summary>
    /// <exception cref="MigrationException">Scope Folder: the source does not tell them.</exception>
    Task<IReadOnlyList<InboxRule>> ReadRulesAsync(CancellationToken cancellationToken);
}

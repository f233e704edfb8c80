using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>What runs have set for the owner of one mailbox, so that a later one tells it from what the owner has set.</summary>
public interface ISettingLedger
{
    /// <summary>Values as <see cref="NoteSettingAsync"/> got them, in any order. A mailbox that is undone has none.</summary>
    Task<IReadOnlyCollection<string>> ReadSettingsAsync(MailboxPart part, CancellationToken cancellationToken);

    /// <param name="value">What the caller knows it by; no text of the owner's. Noted once, however often it is given.</param>
    Task NoteSettingAsync(MailboxPart part, string value, CancellationToken cancellationToken);
}

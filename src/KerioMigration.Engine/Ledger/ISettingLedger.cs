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

    /// <summary>As if it never had been noted.</summary>
    Task ForgetSettingAsync(MailboxPart part, string value, CancellationToken cancellationToken);

    /// <summary>
    /// States before something is set that it will be. Where the new <see cref="PartEntry.Before"/> is what a run had set there, both are known
    /// and what stood there before that run stays known; else all that was known of the same thing is forgotten: others have set it since.
    /// </summary>
    Task IntendPartsAsync(IReadOnlyList<PartEntry> entries, CancellationToken cancellationToken);

    /// <summary>All that was stated, by part, place and name. It outlives an undo that could not take it back.</summary>
    Task<IReadOnlyList<PartEntry>> ReadPartsAsync(CancellationToken cancellationToken);

    /// <summary>It was taken back, or others have set it since: everything that is known of the same things.</summary>
    Task ForgetPartsAsync(IReadOnlyList<PartEntry> entries, CancellationToken cancellationToken);
}

using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger.Sqlite;

internal sealed partial class SqliteMailboxLedger
{
    public Task<IReadOnlyCollection<string>> ReadSettingsAsync(MailboxPart part, CancellationToken cancellationToken) =>
        ReadAsync(d => SettingTable.Read(d, MailboxId, part), cancellationToken);

    public Task NoteSettingAsync(MailboxPart part, string value, CancellationToken cancellationToken) =>
        WriteAsync(d => SettingTable.Note(d, MailboxId, part, value), cancellationToken);

    public Task ForgetSettingAsync(MailboxPart part, string value, CancellationToken cancellationToken) =>
        WriteAsync(d => SettingTable.Forget(d, MailboxId, part, value), cancellationToken);

    public Task IntendPartsAsync(IReadOnlyList<PartEntry> entries, CancellationToken cancellationToken) =>
        entries.Count == 0 ? Task.CompletedTask : WriteAsync(d => PartTable.Intend(d, MailboxId, entries), cancellationToken);

    public Task<IReadOnlyList<PartEntry>> ReadPartsAsync(CancellationToken cancellationToken) => ReadAsync(d => PartTable.Read(d, MailboxId), cancellationToken);

    public Task ForgetPartsAsync(IReadOnlyList<PartEntry> entries, CancellationToken cancellationToken) =>
        entries.Count == 0 ? Task.CompletedTask : WriteAsync(d => PartTable.Forget(d, MailboxId, entries), cancellationToken);
}

using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>The account beside its items.</summary>
internal sealed partial class SqliteMailboxLedger
{
    public Task<IReadOnlyList<AccountDetailEntry>> ReadAccountDetailsAsync(CancellationToken cancellationToken) =>
        ReadAsync(d => AccountDetailTable.Read(d, MailboxId), cancellationToken);

    public Task NoteAccountDetailsAsync(IReadOnlyList<AccountDetailEntry> entries, CancellationToken cancellationToken) =>
        entries.Count == 0 ? Task.CompletedTask : WriteAsync(d => AccountDetailTable.Note(d, MailboxId, entries), cancellationToken);

    public Task ForgetAccountDetailAsync(AccountDetailEntry entry, CancellationToken cancellationToken) =>
        WriteAsync(d => AccountDetailTable.Forget(d, MailboxId, entry), cancellationToken);
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;

namespace KerioMigration.Tests.Support.Memory;

/// <summary>The account beside its items.</summary>
internal sealed partial class MemoryMailboxLedger
{
    public Task<IReadOnlyList<AccountDetailEntry>> ReadAccountDetailsAsync(CancellationToken cancellationToken) =>
        DoAsync<IReadOnlyList<AccountDetailEntry>>(
            () => [.. mailbox.AccountDetails.OrderBy(d => d.Kind.ToString(), StringComparer.Ordinal).ThenBy(d => d.Value, StringComparer.Ordinal)], cancellationToken);

    public Task NoteAccountDetailsAsync(IReadOnlyList<AccountDetailEntry> entries, CancellationToken cancellationToken) =>
        DoAsync(() => mailbox.AccountDetails.UnionWith(entries), cancellationToken);

    public Task ForgetAccountDetailAsync(AccountDetailEntry entry, CancellationToken cancellationToken) =>
        DoAsync(() => { mailbox.AccountDetails.Remove(entry); }, cancellationToken);
}

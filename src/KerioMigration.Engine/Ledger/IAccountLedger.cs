using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Engine.Ledger;

/// <summary>What was done to the account of a mailbox beside its items. Rules as <see cref="IMailboxLedger"/>.</summary>
public interface IAccountLedger
{
    Task<IReadOnlyList<AccountDetailEntry>> ReadAccountDetailsAsync(CancellationToken cancellationToken);

    /// <summary>Repeating it changes nothing.</summary>
    Task NoteAccountDetailsAsync(IReadOnlyList<AccountDetailEntry> entries, CancellationToken cancellationToken);

    /// <summary>It was taken back.</summary>
    Task ForgetAccountDetailAsync(AccountDetailEntry entry, CancellationToken cancellationToken);
}

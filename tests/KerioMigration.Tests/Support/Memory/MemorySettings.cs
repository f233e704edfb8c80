using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model.Rights;
using KerioMigration.Engine.Model.Settings;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Tests.Support.Memory;

/// <summary>What an owner has set, in memory; nothing at first.</summary>
public sealed class MemorySettings : IMailboxSettings
{
    public OutOfOffice OutOfOffice { get; set; } = new();

    public IReadOnlyList<DelegateRight> Delegates { get; set; } = [];

    public IReadOnlyList<InboxRule> Rules { get; set; } = [];

    public Task<OutOfOffice> ReadOutOfOfficeAsync(CancellationToken cancellationToken) => Task.FromResult(OutOfOffice);

    public Task<IReadOnlyList<DelegateRight>> ReadDelegatesAsync(CancellationToken cancellationToken) => Task.FromResult(Delegates);

    public Task<IReadOnlyList<InboxRule>> ReadRulesAsync(CancellationToken cancellationToken) => Task.FromResult(Rules);
}

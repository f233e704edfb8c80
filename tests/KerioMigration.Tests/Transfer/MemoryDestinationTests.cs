using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.Imap;
using KerioMigration.Engine.Transfer;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Tests.Suites;
using KerioMigration.Tests.Support;
using KerioMigration.Tests.Support.Memory;
using StoredMessage = KerioMigration.Tests.Support.StoredMessage;

namespace KerioMigration.Tests.Transfer;

public sealed class MemoryDestinationTests : DestinationMailboxSuite
{
    private protected override Task<DestinationHost> StartAsync() => Task.FromResult<DestinationHost>(new MemoryHost(new MemoryDestination()));

    private sealed class MemoryHost(MemoryDestination destination) : DestinationHost
    {
        public override Task<IDestinationMailbox> OpenAsync() => Task.FromResult<IDestinationMailbox>(destination);

        public override Task<IReadOnlyList<StoredFolder>> ReadAsync() => Task.FromResult<IReadOnlyList<StoredFolder>>(
            [.. destination.Messages.Select(f => new StoredFolder(f.Key, SpecialUse.None, [.. f.Value.Select(m => new StoredMessage(
                (uint)m.Uid, m.Bytes, ImapText.Flags(m.Flags).Trim('(', ')').Split(' ').Where(n => n.Length > 0).ToHashSet(), m.Date ?? default))]))]);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

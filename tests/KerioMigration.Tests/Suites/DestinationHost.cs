using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Transfer;
using KerioMigration.Tests.Support;

namespace KerioMigration.Tests.Suites;

/// <summary>A server with one empty mailbox, for <see cref="DestinationMailboxSuite"/>.</summary>
internal abstract class DestinationHost : IAsyncDisposable
{
    /// <summary>False: LF alone comes back as CRLF.</summary>
    public virtual bool KeepsLineFeeds => true;

    /// <summary>False: folders do not tell what they are for; only the inbox is known.</summary>
    public virtual bool ShowsRoles => true;

    public abstract Task<IDestinationMailbox> OpenAsync();

    /// <summary>What the mailbox holds, seen past the code under test.</summary>
    public abstract Task<IReadOnlyList<StoredFolder>> ReadAsync();

    public async Task<IReadOnlyList<StoredMessage>> ReadAsync(DestinationFolder folder) =>
        (await ReadAsync()).Single(f => f.Path == folder.FullName).Messages;

    /// <summary>Another program marks a message for deletion; false where there is no such mark.</summary>
    public virtual Task<bool> MarkDeletedAsync(DestinationFolder folder, string id) => Task.FromResult(false);

    public abstract ValueTask DisposeAsync();
}

using System;
using System.Threading;

namespace KerioMigration.Engine.Ledger.Leases;

/// <summary>A lease that this process holds. Thread-safe.</summary>
internal sealed class MailboxLease : IDisposable
{
    private readonly CancellationTokenSource lost = new();

    public MailboxLease(string address, long mailboxId, long runId, Beginning began)
    {
        Address = address;
        MailboxId = mailboxId;
        RunId = runId;
        Began = began;
        Lost = lost.Token;
    }

    public string Address { get; }

    public long MailboxId { get; }

    public long RunId { get; }

    public Beginning Began { get; }

    public string Token { get; init; } = Guid.NewGuid().ToString("N");

    public CancellationToken Lost { get; }

    /// <summary>Tells whoever works on the mailbox, on another thread: the ledger's writer does not wait for them.</summary>
    public void Lose() => ThreadPool.QueueUserWorkItem(_ => Cancel());

    public void Dispose() => lost.Dispose();

    private void Cancel()
    {
        try
        {
            lost.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Released in the meantime: nobody listens any more.
        }
    }
}

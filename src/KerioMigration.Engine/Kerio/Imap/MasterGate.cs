using System;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>
/// Lets one connection try the master password first. Once it was refused nobody tries again: mailboxes that start side by side would
/// otherwise all be refused, and Kerio Connect blocks an address after a few failed sign-ins. Safe from any thread.
/// </summary>
internal sealed class MasterGate : IDisposable
{
    private readonly SemaphoreSlim first = new(1, 1);
    private volatile bool accepted;
    private volatile MigrationException? refusal;

    /// <exception cref="MigrationException">What <paramref name="open"/> throws; or what it threw when the master password was refused.</exception>
    public async Task<T> PassAsync<T>(Func<Task<T>> open, CancellationToken cancellationToken)
    {
        if (!accepted)
        {
            await first.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (!accepted)
                {
                    return await TryAsync(open).ConfigureAwait(false);
                }
            }
            finally
            {
                first.Release();
            }
        }

        return await TryAsync(open).ConfigureAwait(false);
    }

    public void Dispose() => first.Dispose();

    private async Task<T> TryAsync<T>(Func<Task<T>> open)
    {
        if (refusal is { } known)
        {
            throw new MigrationException(known.Failure, known);
        }

        try
        {
            var result = await open().ConfigureAwait(false);
            accepted = true;
            return result;
        }
        catch (MigrationException e) when (e.Failure.Reason is Reason.MasterLoginDisabled or Reason.MasterLoginRefused)
        {
            refusal = e;
            throw;
        }
        catch (MigrationException e) when (e.Failure.Reason is Reason.MailboxNotFound or Reason.AccountDisabled)
        {
            // The master password was taken; only this mailbox was not.
            accepted = true;
            throw;
        }
    }
}

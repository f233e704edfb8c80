using System;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Http;

/// <summary>
/// Lets one request sign in first, and nobody once the sign-in was refused: mailboxes that start side by side would otherwise all try a
/// wrong password at once, and directories lock an account after a few failures. Safe from any thread.
/// </summary>
internal sealed class SignInGate : IDisposable
{
    private readonly SemaphoreSlim first = new(1, 1);
    private volatile bool isOpen;
    private volatile MigrationException? refusal;

    /// <summary>The sign-in was accepted: everybody may pass.</summary>
    public void Open() => isOpen = true;

    /// <param name="send">Calls <see cref="Open"/> as soon as it knows that the sign-in was accepted.</param>
    /// <exception cref="MigrationException">What <paramref name="send"/> throws, or the refusal of an earlier sign-in.</exception>
    public async Task<T> PassAsync<T>(Func<Task<T>> send, CancellationToken cancellationToken)
    {
        if (isOpen)
        {
            return await send().ConfigureAwait(false);
        }

        await first.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return refusal is { } known ? throw new MigrationException(known.Failure, known) : await send().ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure is { Reason: Reason.SignInFailed, Remedy: FailureRemedy.None })
        {
            refusal = e;
            throw;
        }
        finally
        {
            first.Release();
        }
    }

    public void Dispose() => first.Dispose();
}

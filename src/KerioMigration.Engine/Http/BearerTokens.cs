using System;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Http;

/// <summary>
/// The token of all requests through one door. Whoever needs another one asks the callback; who comes meanwhile gets the same one, or the
/// same error. Safe from any thread.
/// </summary>
internal sealed class BearerTokens(Func<CancellationToken, Task<string>> source) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private BearerToken? current;
    private MigrationException? error;
    private int errors;

    /// <param name="refused">The token that the server just refused; null for a request that was not sent yet.</param>
    /// <exception cref="MigrationException">What the callback throws.</exception>
    public async Task<BearerToken> TakeAsync(BearerToken? refused, CancellationToken cancellationToken)
    {
        if (Known(refused) is { } known)
        {
            return known;
        }

        var seen = Volatile.Read(ref errors);
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Known(refused) ?? (seen == errors
                ? await AskAsync(refused is not null, cancellationToken).ConfigureAwait(false)
                : throw new MigrationException(error!.Failure, error));
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private BearerToken? Known(BearerToken? refused) => Volatile.Read(ref current) is { } known && known != refused ? known : null;

    private async Task<BearerToken> AskAsync(bool isReplacement, CancellationToken cancellationToken)
    {
        try
        {
            var token = new BearerToken(await source(cancellationToken).ConfigureAwait(false), isReplacement);
            Volatile.Write(ref current, token);
            return token;
        }
        catch (MigrationException e)
        {
            error = e;
            Interlocked.Increment(ref errors);
            throw;
        }
    }
}

using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// What the mailboxes of a run share about accounts: an account has one maker at a time, and passwords that users have changed since do
/// not get the computer blocked. Safe from any thread.
/// </summary>
internal sealed class RunAccounts
{
    // At once, and refused in one run: Kerio Connect blocks an address after some failed sign-ins within a minute (kerio-connect 2.6).
    private const int Trials = 2;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> makers = new(StringComparer.OrdinalIgnoreCase);

    // Nobody asks a semaphore for its handle here: there is nothing to dispose.
    private readonly Lazy<SemaphoreSlim> trials = new(() => new SemaphoreSlim(Trials, Trials));
    private int refusals;

    /// <summary>Two mailboxes may go to one account: the second finds what the first has made.</summary>
    public Task<T> MakeAsync<T>(UserMapping user, Func<Task<T>> make, CancellationToken cancellationToken) =>
        PassAsync(makers.GetOrAdd(user.DestinationLogin, _ => new SemaphoreSlim(1, 1)), make, cancellationToken);

    /// <summary>Opens the account; by a kept password only while such passwords are taken. Without one, what needs it is held.</summary>
    /// <param name="noteAsync">Keeps that a password was refused.</param>
    public Task<IDestinationMailbox> OpenAsync(
        DestinationSignIn signIn,
        Func<DestinationSignIn, CancellationToken, Task<IDestinationMailbox>> open,
        Func<KeptPassword, Task> noteAsync,
        CancellationToken cancellationToken) => signIn.Kept is not { } kept
            ? open(signIn, cancellationToken)
            : PassAsync(trials.Value, () => TryAsync(signIn, kept, open, noteAsync, cancellationToken), cancellationToken);

    private async Task<IDestinationMailbox> TryAsync(
        DestinationSignIn signIn,
        KeptPassword kept,
        Func<DestinationSignIn, CancellationToken, Task<IDestinationMailbox>> open,
        Func<KeptPassword, Task> noteAsync,
        CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref refusals) >= Trials)
        {
            return await open(signIn with { Credential = null, Kept = null }, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            var destination = await open(signIn, cancellationToken).ConfigureAwait(false);

            // Where one door opened the password is right, whatever keeps the other shut.
            var isRefused = destination.Traits is { Obstacle.Reason: Reason.SignInFailed } traits && traits.Kinds.All(ItemKinds.IsMessage);
            await (isRefused ? NoteAsync(kept, noteAsync) : Task.CompletedTask).ConfigureAwait(false);
            return destination;
        }
        catch (MigrationException e) when (e.Failure is { Reason: Reason.SignInFailed, Scope: not FailureScope.Run })
        {
            await NoteAsync(kept, noteAsync).ConfigureAwait(false);
            throw new MigrationException(KnownAccount.RefusedPassword(signIn.User, e.Failure), e);
        }
    }

    private Task NoteAsync(KeptPassword kept, Func<KeptPassword, Task> noteAsync)
    {
        Interlocked.Increment(ref refusals);
        return noteAsync(kept);
    }

    private static async Task<T> PassAsync<T>(SemaphoreSlim gate, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }
}

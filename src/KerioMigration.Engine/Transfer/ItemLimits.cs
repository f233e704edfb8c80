using System;
using System.Globalization;
using System.Threading;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// How much of one mailbox may be lost before it ends. Bad is what did not arrive as itself: stubs, and items that either side refused;
/// not what was deleted or moved meanwhile. Large is what one side's limit of size kept out. Any thread.
/// </summary>
/// <remarks>
/// Unlike a mailbox move of Exchange no limit holds unless one is given: nothing is lost here without a line in the report, what failed is
/// tried again by every run, and a mailbox that stops at its first broken message helps nobody.
/// </remarks>
internal sealed class ItemLimits : IDisposable
{
    private readonly CancellationTokenSource reached = new();
    private readonly MigrationOptions options;
    private readonly UserMapping user;
    private long bad;
    private long large;
    private Failure? failure;

    /// <param name="stubs">Those that earlier runs left: running the same command again must not lift the limit.</param>
    public ItemLimits(MigrationOptions options, UserMapping user, long stubs)
    {
        this.options = options;
        this.user = user;
        bad = stubs;
    }

    /// <summary>Cancelled when a limit is exceeded: nothing more is to be sent.</summary>
    public CancellationToken Reached => reached.Token;

    /// <summary>Why the item is not even to be read; null when it is.</summary>
    public Failure? Judge(ItemRef item) => item.Size <= (options.MaxItemSize ?? long.MaxValue)
        ? null
        : new Failure(
            FailureScope.Item,
            FailureRemedy.None,
            Reason.ItemTooLarge,
            string.Format(CultureInfo.InvariantCulture, "The item has {0:N0} bytes at the source, and -MaxItemSize is {1:N0}.", item.Size, options.MaxItemSize));

    /// <summary>May one more item be replaced by a stub? Where not, the limit is exceeded.</summary>
    public bool TryTakeStub() => CountBad();

    /// <summary>Counts an item that failed for good.</summary>
    public void Count(Failure item)
    {
        if (item.Reason == Reason.ItemTooLarge)
        {
            Check(Interlocked.Increment(ref large), options.LargeItemLimit, Reason.LargeItemLimitExceeded, "-LargeItemLimit", "are too large");
        }
        else if (item.Reason != Reason.ItemNotFound && !item.OutcomeUnknown)
        {
            CountBad();
        }
    }

    /// <exception cref="MigrationException">Scope Mailbox: a limit is exceeded.</exception>
    public void ThrowIfReached()
    {
        if (Volatile.Read(ref failure) is { } exceeded)
        {
            throw new MigrationException(exceeded);
        }
    }

    public void Dispose() => reached.Dispose();

    private bool CountBad() =>
        Check(Interlocked.Increment(ref bad), options.BadItemLimit, Reason.BadItemLimitExceeded, "-BadItemLimit", "could not be carried as they are");

    private bool Check(long count, int? limit, Reason reason, string parameter, string what)
    {
        if (count <= (limit ?? long.MaxValue))
        {
            return true;
        }

        var message = string.Format(
            CultureInfo.InvariantCulture,
            "{0} items of {1} {2}, and {3} allows {4}. The report names them; run again with a higher limit to carry the rest of the mailbox.",
            count,
            user,
            what,
            parameter,
            limit);
        if (Interlocked.CompareExchange(ref failure, new Failure(FailureScope.Mailbox, FailureRemedy.None, reason, message), null) is null)
        {
            reached.Cancel();
        }

        return false;
    }
}

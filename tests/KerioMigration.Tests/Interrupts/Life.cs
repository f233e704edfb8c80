using System.Threading;
using KerioMigration.Tests.Support;

namespace KerioMigration.Tests.Interrupts;

/// <summary>
/// One process, from its start to its end or to the moment that its fate chose. After that nothing that it asks for is done: no step
/// into the ledger, no renewal of a lease, no request.
/// </summary>
internal sealed class Life(Fate fate, StoppableTime time)
{
    private volatile bool isOver;
    private int changes;

    public bool IsOver => isOver;

    /// <summary>Calls that change the destination so far.</summary>
    public int Changes => Volatile.Read(ref changes);

    public void Check()
    {
        if (isOver)
        {
            throw new ProcessGoneException(fate.ToString());
        }
    }

    /// <returns>Whether the process ends here.</returns>
    public bool EndsAt(StopKind moment, string what)
    {
        if (moment == StopKind.InChange)
        {
            Interlocked.Increment(ref changes);
        }

        if (!fate.Strikes(moment, what))
        {
            return false;
        }

        End();
        return true;
    }

    public void End()
    {
        time.IsStopped = true;
        isOver = true;
    }
}

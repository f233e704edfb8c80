using System.Collections.Generic;
using System.Threading;

namespace KerioMigration.Simulation.Kerio;

internal sealed class CallLog
{
    private readonly List<RecordedCall> calls = [];
    private int connections;

    public IReadOnlyList<RecordedCall> Snapshot()
    {
        lock (calls)
        {
            return calls.ToArray();
        }
    }

    /// <summary>The number of a new connection, from 1.</summary>
    public int NextConnection() => Interlocked.Increment(ref connections);

    public void Add(RecordedCall call)
    {
        lock (calls)
        {
            calls.Add(call);
        }
    }
}

using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Undo;

/// <summary>What became of what we had written.</summary>
internal sealed class UndoCount
{
    private readonly List<string> kept = [];

    public long Removed { get; set; }

    public long Kept { get; set; }

    public long Gone { get; set; }

    /// <summary>What is no item.</summary>
    public long PartsRemoved { get; set; }

    public long PartsKept { get; private set; }

    /// <summary>Why something that is no item was kept; None when nothing was.</summary>
    public Reason PartReason { get; private set; }

    /// <summary>Each kept part with its reason, once.</summary>
    public string PartMessage => string.Join(" ", kept.Distinct());

    public void Keep(long number, Reason reason, string message)
    {
        PartsKept += number;
        PartReason = PartReason == Reason.None ? reason : PartReason;
        kept.Add(message);
    }
}

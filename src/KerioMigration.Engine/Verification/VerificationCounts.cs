using System;
using System.Linq;
using KerioMigration.Engine.Ledger;

namespace KerioMigration.Engine.Verification;

/// <summary>
/// What was counted in a folder or a mailbox. Over the items that the source has now:
/// <c>Found = Migrated + Existing + Filtered + Failed + Held + Pending + Missing</c>. Not thread-safe.
/// </summary>
internal sealed class VerificationCounts
{
    private readonly long[] differences = new long[Enum.GetValues(typeof(Difference)).Length];
    private ItemTotals totals = ItemTotals.Zero;

    /// <summary>Items at the source now.</summary>
    public long Found => totals.Found + Missing;

    /// <summary>Carried by us, and at the destination now.</summary>
    public long Migrated => totals.Migrated;

    public long Existing => totals.Existing;

    public long Filtered => totals.Filtered;

    public long Failed => totals.Failed;

    public long Held => totals.Held;

    public long Pending => totals.Pending;

    /// <summary>Carried, at the source now, and no longer at the destination.</summary>
    public long Missing { get; private set; }

    /// <summary>Items of the destination folder that the ledger does not know.</summary>
    public long Extra { get; set; }

    /// <summary>Items whose content was read and compared.</summary>
    public long Compared { get; set; }

    /// <summary>Bytes of those, as the destination has them.</summary>
    public long Bytes { get; set; }

    /// <summary>Items with the content that was sent, which the destination wrote down in another way (line ends).</summary>
    public long Normalized { get; set; }

    public long Differences => differences.Sum();

    public long Of(Difference difference) => differences[(int)difference];

    public void Add(Difference difference, long items = 1) => differences[(int)difference] += items;

    /// <summary>An item of the source in the state that the ledger gives it, and that the destination bears out.</summary>
    public void AddFound(ItemState state) => AddFound(new ItemTotals
    {
        Found = 1,
        Migrated = state == ItemState.Migrated ? 1 : 0,
        Existing = state == ItemState.Existing ? 1 : 0,
        Filtered = state == ItemState.Filtered ? 1 : 0,
        Failed = state == ItemState.Failed ? 1 : 0,
        Held = state == ItemState.Held ? 1 : 0,
        Pending = state is ItemState.Pending or ItemState.Intended ? 1 : 0,
    });

    public void AddFound(ItemTotals found) => totals += found;

    /// <summary>A carried item of the source that the destination no longer has.</summary>
    public void AddMissing() => Missing++;

    public void Add(VerificationCounts other)
    {
        AddFound(other.totals);
        Missing += other.Missing;
        Extra += other.Extra;
        Compared += other.Compared;
        Bytes += other.Bytes;
        Normalized += other.Normalized;
        for (var i = 0; i < differences.Length; i++)
        {
            differences[i] += other.differences[i];
        }
    }
}

namespace KerioMigration.Engine.Ledger;

/// <summary>Items by state. <c>Found = Migrated + Existing + Filtered + Failed + Held + Pending</c>; Intended ones count as pending.</summary>
public sealed record ItemTotals
{
    public static readonly ItemTotals Zero = new();

    /// <summary>
    /// Items entered, once the listing of the folder reached its end; before that, and in a folder that is not carried, as many as the
    /// source counted when that is more.
    /// </summary>
    public long Found { get; init; }

    public long Migrated { get; init; }

    public long Existing { get; init; }

    public long Filtered { get; init; }

    public long Failed { get; init; }

    public long Held { get; init; }

    public long Pending { get; init; }

    /// <summary>Bytes of the migrated items: of messages as written, of all others as the source stores them.</summary>
    public long Bytes { get; init; }

    public static ItemTotals operator +(ItemTotals left, ItemTotals right) => new()
    {
        Found = left.Found + right.Found,
        Migrated = left.Migrated + right.Migrated,
        Existing = left.Existing + right.Existing,
        Filtered = left.Filtered + right.Filtered,
        Failed = left.Failed + right.Failed,
        Held = left.Held + right.Held,
        Pending = left.Pending + right.Pending,
        Bytes = left.Bytes + right.Bytes,
    };

    public static ItemTotals Add(ItemTotals left, ItemTotals right) => left + right;
}

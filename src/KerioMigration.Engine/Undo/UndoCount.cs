namespace KerioMigration.Engine.Undo;

/// <summary>What became of what we had written.</summary>
internal sealed class UndoCount
{
    public long Removed { get; set; }

    public long Kept { get; set; }

    public long Gone { get; set; }
}

using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer.Changes;

/// <summary>
/// Brings flags that changed at the source together with those that somebody changed at the destination, bit by bit. Pure. A flag that
/// only one side changed is as that side has it. Both sides can only have changed a flag to the same, so that nobody's change is undone.
/// </summary>
public static class FlagMerge
{
    /// <summary>What users change. Draft and the note about receipts stay as they were written.</summary>
    public const MessageFlags Followed = MessageFlags.Seen | MessageFlags.Answered | MessageFlags.Flagged | MessageFlags.Forwarded;

    /// <param name="before">The source's flags as they were brought over; null when not known: then nobody changed the destination's.</param>
    public static MessageFlags Merge(MessageFlags? before, MessageFlags source, MessageFlags destination)
    {
        var changed = ((before ?? destination) ^ source) & Followed;
        return (destination & ~changed) | (source & changed);
    }

    /// <summary>Are the destination's flags those that were brought over, as far as it keeps them?</summary>
    public static bool IsUntouched(MessageFlags? before, MessageFlags destination, MessageFlags kept) =>
        before is { } known && ((known ^ destination) & Followed & kept) == MessageFlags.None;
}

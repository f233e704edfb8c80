namespace KerioMigration.Engine.Model;

/// <summary>An item seen at the destination.</summary>
/// <param name="DestinationId">In the form of <see cref="ItemReceipt.DestinationId"/>.</param>
public sealed record DestinationItem(string DestinationId, ItemKey Key)
{
    public MessageFlags Flags { get; init; }

    /// <summary>Marked <c>\Deleted</c> and not expunged yet: most mail programs hide it from the user.</summary>
    public bool IsDeleted { get; init; }
}

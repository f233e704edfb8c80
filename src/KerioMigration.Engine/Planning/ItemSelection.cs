using System.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>Which items of a wanted folder are carried.</summary>
public sealed class ItemSelection
{
    private readonly MigrationOptions options;

    public ItemSelection(MigrationOptions options) => this.options = options;

    /// <summary>Why the item is left out; <see cref="Reason.None"/> when it is carried. An item without a date passes every date filter.</summary>
    /// <param name="item">Of the kind as which it is carried.</param>
    public Reason Judge(ItemRef item) => !options.Kinds.Contains(item.Kind) ? Reason.KindNotSelected
        : IsOutsideDates(item) ? Reason.OutsideDateRange
        : Reason.None;

    private bool IsOutsideDates(ItemRef item) => item.Kind switch
    {
        ItemKind.Calendar => item.End <= options.CalendarAfter,
        _ when ItemKinds.IsMessage(item.Kind) => item.Received < options.After || item.Received >= options.Before,
        _ => false,
    };
}

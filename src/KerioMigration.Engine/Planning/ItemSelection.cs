using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>Which items of a wanted folder are carried.</summary>
public sealed class ItemSelection
{
    private readonly MigrationOptions options;

    public ItemSelection(MigrationOptions options) => this.options = options;

    /// <summary>Why the item is left out; <see cref="Reason.None"/> when it is carried. An item without a date passes every date filter.</summary>
    public Reason Judge(ItemRef item)
    {
        if (item.Kind != ItemKind.Mail)
        {
            return Reason.KindNotSelected;
        }

        return item.Received < options.After || item.Received >= options.Before ? Reason.OutsideDateRange : Reason.None;
    }
}

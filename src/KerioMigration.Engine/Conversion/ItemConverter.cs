using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Conversion;

/// <summary>Messages as <see cref="MailConverter"/> has them; what is no message has got its form already (<see cref="ObjectConverter"/>).</summary>
public sealed class ItemConverter : IItemConverter
{
    private readonly MailConverter mail = new();

    public ConvertedItem Convert(SourceItem item, ConversionContext context) => ItemKinds.IsMessage(item.Ref.Kind)
        ? mail.Convert(item, context)
        : item is { Object: { } made, Content: { } canonical } ? new ConvertedItem
        {
            Source = item.Ref,
            Key = new ItemKey(made.Uid, Date: null, Size: 0),
            Content = made.Content,
            Fileless = made.Fileless,
            Fingerprint = canonical.Sha256,
            Fidelity = item.Fidelity,
            Subject = item.Subject ?? item.Ref.Subject,
            Losses = item.Losses,
        }
        : throw new MigrationException(item.Obstacle ?? Formless(item));

    private static Failure Formless(SourceItem item) => new(
        FailureScope.Item,
        FailureRemedy.None,
        Reason.ConversionFailed,
        $"The source gave the item of the class {item.Ref.ItemClass} without its properties; a folder for {item.Ref.Kind} items takes nothing else.");
}

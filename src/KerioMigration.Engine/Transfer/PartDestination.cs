using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer;

/// <summary>Where the parts of one mailbox go.</summary>
/// <param name="Rights">Null when the sign-in at hand does not do for them.</param>
/// <param name="Settings">As <paramref name="Rights"/>.</param>
/// <param name="Obstacle">Why; null when nothing stands in the way, or the destination does not say.</param>
internal sealed record PartDestination(IFolderRights? Rights, IOwnerSettings? Settings, Failure? Obstacle)
{
    /// <summary>As <see cref="Rights"/>.</summary>
    public IPartReversal? Reversal { get; init; }

    public static PartDestination Of(IDestinationMailbox mailbox) => new(
        mailbox is IFolderRights { CanGrant: true } rights ? rights : null,
        mailbox is IOwnerSettings { CanSet: true } settings ? settings : null,
        mailbox.Traits.Obstacle)
    {
        Reversal = mailbox is IPartReversal { CanReverse: true } reversal ? reversal : null,
    };
}

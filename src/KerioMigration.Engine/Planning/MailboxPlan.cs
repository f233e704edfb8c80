using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>What a migration would do with one mailbox.</summary>
public sealed record MailboxPlan
{
    public required UserMapping User { get; init; }

    /// <summary>The account that would be used; null when it would be created.</summary>
    public DestinationUser? Account { get; init; }

    /// <summary>The resource that would be used; null when it would be created, or when the mailbox goes into an account.</summary>
    public DestinationResource? Resource { get; init; }

    /// <summary>What the account would get beside items; null when that was not asked for.</summary>
    public AccountPlan? AccountPlan { get; init; }

    /// <summary>Rights, delegates and settings that would be set; none of those that were not asked for.</summary>
    public IReadOnlyList<PartPlan> Parts { get; init; } = [];

    public IReadOnlyList<FolderPlan> Folders { get; init; } = [];

    /// <summary>Why the mailbox would be refused; null when it would not.</summary>
    public Failure? Refusal { get; init; }

    /// <summary>What may end the mailbox before everything is carried; null when nothing is foreseen.</summary>
    public Failure? Concern { get; init; }

    public IEnumerable<FolderPlan> CarriedFolders => Folders.Where(f => f.Target is not null);

    public long ItemCount => CarriedFolders.Sum(f => f.Source.ItemCount);

    public long Size => CarriedFolders.Sum(f => f.Source.Size);

    /// <summary>Items in folders that the destination has no place for now.</summary>
    public long HeldCount => Folders.Where(f => f.IsHeld).Sum(f => f.Source.ItemCount);

    /// <summary>Of <see cref="ItemCount"/>, as many as earlier runs have carried.</summary>
    public long CarriedCount => ItemCount - OpenCount;

    /// <summary>Items that are still to come.</summary>
    public long OpenCount => CarriedFolders.Sum(f => f.OpenCount);

    public long OpenSize => CarriedFolders.Sum(f => f.OpenSize);
}

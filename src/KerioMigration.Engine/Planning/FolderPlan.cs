using System;
using System.Collections.Generic;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>Where one source folder goes.</summary>
public sealed record FolderPlan
{
    public required FolderRef Source { get; init; }

    /// <summary>Null when the folder is not carried; <see cref="Reason"/> says why.</summary>
    public FolderTarget? Target { get; init; }

    public Reason Reason { get; init; }

    /// <summary>Its items wait, for the destination has no place for them now.</summary>
    public bool IsHeld => Reason is Reason.NoDestinationSignIn or Reason.NoPlaceInResource;

    /// <summary>The destination's name differs from the source's (illegal characters, a collision); roles do not count.</summary>
    public bool IsRenamed { get; init; }

    /// <summary>Of a public folder: free addresses by which mail is to reach it.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>A sentence, without its full stop, for each thing beside items that does not come along.</summary>
    public IReadOnlyList<string> Losses { get; init; } = [];

    /// <summary>Items of it that earlier runs have brought to the destination, or found there.</summary>
    public long CarriedCount { get; init; }

    /// <summary>Items that are still to come, before filters by date.</summary>
    public long OpenCount => Math.Max(0, Source.ItemCount - CarriedCount);

    /// <summary>About how many bytes of the source are still to come: the folder's mean, for it does not tell the sizes of items.</summary>
    public long OpenSize => Source.ItemCount == 0 ? 0 : (long)((double)Source.Size * OpenCount / Source.ItemCount);
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer;

/// <summary>A destination where what runs have set for a mailbox, beside its items, can be taken back. One call at a time.</summary>
public interface IPartReversal
{
    /// <summary>False: the sign-in at hand does not do for it.</summary>
    bool CanReverse { get; }

    /// <summary>Puts back what stood there before, wherever it is as a run left it; what others have set since stays. Safe to repeat.</summary>
    /// <param name="entries">Of one part and one place.</param>
    /// <returns>One for each name.</returns>
    /// <exception cref="MigrationException">Scope Folder: refused. Some may have been taken back.</exception>
    Task<IReadOnlyList<ReversedPart>> ReverseAsync(IReadOnlyList<PartEntry> entries, CancellationToken cancellationToken);

    /// <summary>What <see cref="ReverseAsync"/> would do; nothing is written to find out.</summary>
    /// <inheritdoc cref="ReverseAsync"/>
    Task<IReadOnlyList<ReversedPart>> PreviewAsync(IReadOnlyList<PartEntry> entries, CancellationToken cancellationToken);
}

/// <summary>What became of something that a run had set.</summary>
/// <param name="What">For messages.</param>
public sealed record ReversedPart(PartEntry Entry, PartReversal Outcome, string What)
{
    /// <param name="entries">All that runs have set in this place under this name.</param>
    /// <param name="there">What stands there now; null when nothing does.</param>
    public static PartReversal Judge(IEnumerable<PartEntry> entries, string? there) =>
        there is null ? PartReversal.Gone
        : entries.Any(e => e.After == there) ? PartReversal.TakenBack
        : entries.Any(e => e.Before == there) ? PartReversal.Gone
        : PartReversal.Changed;
}

/// <summary>What an undo finds of something that a run had set.</summary>
public enum PartReversal
{
    TakenBack,

    /// <summary>It is not there: it never came to it, or somebody has taken it away.</summary>
    Gone,

    /// <summary>Somebody has changed it since, and it stays.</summary>
    Changed,
}

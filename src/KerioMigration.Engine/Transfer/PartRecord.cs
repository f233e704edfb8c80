using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer;

/// <summary>What runs have set at the destination of one mailbox. Whoever sets more there states it here before.</summary>
/// <param name="known">What earlier runs have stated.</param>
/// <param name="intend">Keeps what is about to be set; it is safe when the task has ended. Null: a preview, and nothing is to be set.</param>
public sealed class PartRecord(IReadOnlyList<PartEntry> known, Func<IReadOnlyList<PartEntry>, CancellationToken, Task>? intend)
{
    /// <summary>Knows nothing and keeps nothing.</summary>
    public static PartRecord Nothing { get; } = new([], (_, _) => Task.CompletedTask);

    /// <summary>Nothing is to be set, and folders that the run would make may be missing.</summary>
    public bool IsPreview => intend is null;

    /// <summary>What the source has no more, or has less of, may be taken back.</summary>
    public bool MayWithdraw { get; init; }

    /// <summary>The destination has there what a run has set.</summary>
    public bool IsOurs(MailboxPart part, string place, string name, string there) =>
        known.Any(k => k.IsOfSame(new PartEntry(part, place, name, "", "")) && k.After == there);

    /// <summary>What runs have set of a part.</summary>
    public IReadOnlyList<PartEntry> Of(MailboxPart part) => [.. known.Where(k => k.Part == part)];

    /// <returns>False: a preview. Whoever asked writes nothing.</returns>
    public async Task<bool> IntendAsync(IReadOnlyList<PartEntry> entries, CancellationToken cancellationToken)
    {
        await (intend is null ? Task.CompletedTask : intend(entries, cancellationToken)).ConfigureAwait(false);
        return !IsPreview;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer;

/// <summary>What runs have set at the destination of one mailbox. Whoever sets more there states it here before.</summary>
/// <param name="known">What earlier runs have stated.</param>
/// <param name="intend">Keeps what is about to be set; it is safe when the task has ended.</param>
public sealed class PartRecord(IReadOnlyList<PartEntry> known, Func<IReadOnlyList<PartEntry>, CancellationToken, Task> intend)
{
    public static PartRecord Nothing { get; } = new([], (_, _) => Task.CompletedTask);

    /// <summary>The destination has there what a run has set.</summary>
    public bool IsOurs(MailboxPart part, string place, string name, string there) =>
        known.Any(k => k.IsOfSame(new PartEntry(part, place, name, "", "")) && k.After == there);

    public Task IntendAsync(IReadOnlyList<PartEntry> entries, CancellationToken cancellationToken) => intend(entries, cancellationToken);
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// Tells the observer what happens with the parts of one mailbox beside its items, and keeps the losses for the ledger. None of it counts
/// among the problems: every item is where it belongs. One thread at a time.
/// </summary>
internal sealed class PartEvents(UserMapping user, IMigrationObserver observer)
{
    private readonly Dictionary<MailboxPart, List<LossEntry>> losses = [];

    /// <summary>Something waits for a later run.</summary>
    public bool AreOpen => losses.Values.Any(l => l.Any(e => e.IsOpen));

    /// <summary>From here on all that was noted of this part in earlier runs is out of date. Called before the others.</summary>
    public void Begin(MailboxPart part) => losses[part] = [];

    /// <summary>Nothing of it could be brought over.</summary>
    public void Held(MailboxPart part, Failure? obstacle)
    {
        losses[part].Add(new LossEntry(part, "", obstacle?.Message.TrimEnd('.') ?? "is held", IsOpen: true));
        observer.OnEvent(new PartHeld(user, part, obstacle));
    }

    public void Failed(MailboxPart part, string place, Failure failure)
    {
        losses[part].Add(new LossEntry(part, place, failure.Message.TrimEnd('.'), IsOpen: true));
        observer.OnEvent(new PartFailed(user, part, place, failure));
    }

    /// <param name="count">What was set or changed.</param>
    /// <param name="different">A sentence, without its full stop, for each that is not there as it was.</param>
    public void Carried(MailboxPart part, string place, int count, IReadOnlyList<string> different)
    {
        losses[part].AddRange(different.Select(d => new LossEntry(part, place, d, IsOpen: false)));
        if (count > 0 || different.Count > 0)
        {
            observer.OnEvent(new PartCarried(user, part, place, count, different));
        }
    }

    /// <summary>Keeps what was noted since <see cref="Begin"/>.</summary>
    public async Task KeepAsync(IMailboxLedger ledger, CancellationToken cancellationToken)
    {
        foreach (var part in losses)
        {
            await ledger.SetLossesAsync(part.Key, part.Value, cancellationToken).ConfigureAwait(false);
        }
    }
}

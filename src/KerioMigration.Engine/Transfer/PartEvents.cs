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
    private readonly HashSet<MailboxPart> waiting = [];

    /// <summary>They are those of the public folders.</summary>
    public bool ArePublic => user.Source.IsPublicFolders;

    /// <summary>Something waits for a later run.</summary>
    public bool AreOpen => losses.Values.Any(l => l.Any(e => e.IsOpen));

    /// <summary>From here on all that was noted of this part in earlier runs is out of date. Called before the others.</summary>
    public void Begin(MailboxPart part)
    {
        losses[part] = [];
        waiting.Remove(part);
    }

    /// <summary>Some part waits for the end of the run.</summary>
    public bool AreWaiting => waiting.Count > 0;

    public bool IsWaiting(MailboxPart part) => waiting.Contains(part);

    /// <summary>Some of it names somebody whom the run may yet bring over: all of it is carried at the end.</summary>
    public void Wait(MailboxPart part)
    {
        waiting.Add(part);
        losses[part].Add(new LossEntry(part, "", "waits for accounts or groups of the same run", IsOpen: true));
    }

    /// <summary>What waited for the end of the run is not carried. What the ledger has of it stays: that it waits.</summary>
    public void Left(Failure failure)
    {
        foreach (var part in waiting)
        {
            observer.OnEvent(new PartFailed(user, part, "", failure));
        }
    }

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
    /// <param name="open">Those of them that a later run may still carry.</param>
    public void Carried(MailboxPart part, string place, int count, IReadOnlyList<string> different, IReadOnlyCollection<string>? open = null)
    {
        losses[part].AddRange(different.Select(d => new LossEntry(part, place, d, open?.Contains(d) == true)));
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

using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Verification;

/// <summary>Whether what runs have set beside the items of a mailbox is still as they left it. Nothing is written.</summary>
internal sealed class PartCheck(VerificationContext context, string mailbox, VerificationCounts counts)
{
    /// <exception cref="MigrationException">Scope Folder, Mailbox or Run.</exception>
    public async Task RunAsync(IDestinationMailbox destination, CancellationToken cancellationToken)
    {
        var entries = await context.Ledger.ReadPartsAsync(mailbox, cancellationToken).ConfigureAwait(false);
        foreach (var place in entries.GroupBy(e => (e.Part, e.Place)))
        {
            if (destination is not IPartReversal { CanReverse: true } reversal)
            {
                Tell(place.Key.Part, place.Key.Part.ToString(), $"Could not be compared. {destination.Traits.Obstacle?.Message}".TrimEnd());
                continue;
            }

            var found = await reversal.PreviewAsync([.. place], cancellationToken).ConfigureAwait(false);
            foreach (var other in found.Where(f => f.Outcome != PartReversal.TakenBack))
            {
                Tell(place.Key.Part, other.What, other.Outcome == PartReversal.Gone ? "A run has set it, and it is not there." : "Somebody has changed it since a run has set it.");
            }
        }
    }

    private void Tell(MailboxPart part, string what, string detail)
    {
        counts.Add(Difference.PartDiffers);
        context.Observer(new DifferenceFound(new ItemDifference
        {
            Mailbox = mailbox,
            Folder = part.ToString(),
            Difference = nameof(Difference.PartDiffers),
            Subject = what,
            Detail = detail,
        }));
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using KerioMigration.Engine.Verification;

namespace KerioMigration.Pipeline;

/// <summary>One parent record for the verification, one child for each mailbox that is being compared. Called on the cmdlet's thread alone.</summary>
internal sealed class VerificationProgress(Cmdlet cmdlet, Func<TimeSpan> clock)
{
    private readonly OverallProgress overall = new(cmdlet, "Comparing mailboxes", clock);
    private readonly Dictionary<string, Comparison> running = new(StringComparer.OrdinalIgnoreCase);

    public void Update(VerificationEvent verificationEvent)
    {
        switch (verificationEvent)
        {
            case VerificationStarted started:
                overall.Mailboxes = started.MailboxCount;
                Show(always: true);
                break;
            case MailboxVerificationStarted started:
                running[started.Mailbox] = new Comparison(overall.NextId(), started.Mailbox, started.Items);
                Show(always: true);
                break;
            case ItemsVerified items when running.TryGetValue(items.Mailbox, out var comparison):
                comparison.Add(items);
                Show(always: false);
                break;
            case MailboxVerified verified:
                End(verified.Row.Mailbox);
                break;
            case VerificationEnded:
                overall.Complete(overall.Status);
                break;
        }
    }

    private void End(string address)
    {
        running.TryGetValue(address, out var comparison);
        running.Remove(address);
        overall.End(comparison?.Record());
        Show(always: true);
    }

    private void Show(bool always)
    {
        if (!overall.IsDue(always))
        {
            return;
        }

        overall.Write(overall.Status, running.Values.Sum(c => c.Fraction));
        foreach (var comparison in running.Values)
        {
            cmdlet.WriteProgress(comparison.Record());
        }
    }

    private sealed class Comparison(int activityId, string mailbox, long expected)
    {
        private long items;
        private long bytes;
        private string folder = "";

        public double Fraction => expected == 0 ? 0 : Math.Min(1.0, (double)items / expected);

        public void Add(ItemsVerified verified)
        {
            items += verified.Count;
            bytes += verified.Bytes;
            folder = verified.Folder;
        }

        public ProgressRecord Record() => new(activityId, mailbox, Text())
        {
            ParentActivityId = OverallProgress.Id,
            CurrentOperation = folder,
            PercentComplete = expected == 0 ? -1 : (int)(100 * Fraction),
        };

        private string Text() => items == 0
            ? "Reading folders"
            : string.Format(CultureInfo.InvariantCulture, "{0:N0} of {1:N0} items{2}", items, expected, bytes > 0 ? ", " + ByteSize.Text(bytes) : "");
    }
}

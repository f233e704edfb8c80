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
    private const int ParentId = 1;
    private const string Activity = "Comparing mailboxes";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, Comparison> running = new(StringComparer.OrdinalIgnoreCase);
    private int mailboxes;
    private int ended;
    private int lastId = ParentId;
    private TimeSpan shown = TimeSpan.FromDays(-1);

    public void Update(VerificationEvent verificationEvent)
    {
        switch (verificationEvent)
        {
            case VerificationStarted started:
                mailboxes = started.MailboxCount;
                Show(always: true);
                break;
            case MailboxVerificationStarted started:
                running[started.Mailbox] = new Comparison(++lastId, started.Mailbox, started.Items);
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
                cmdlet.WriteProgress(new ProgressRecord(ParentId, Activity, Status()) { RecordType = ProgressRecordType.Completed });
                break;
        }
    }

    private void End(string address)
    {
        ended++;
        if (running.TryGetValue(address, out var comparison))
        {
            running.Remove(address);
            var record = comparison.Record();
            record.RecordType = ProgressRecordType.Completed;
            cmdlet.WriteProgress(record);
        }

        Show(always: true);
    }

    private void Show(bool always)
    {
        var now = clock();
        if (!always && now - shown < Interval)
        {
            return;
        }

        shown = now;
        var fraction = mailboxes == 0 ? 0 : Math.Min(1, (ended + running.Values.Sum(c => c.Fraction)) / mailboxes);
        cmdlet.WriteProgress(new ProgressRecord(ParentId, Activity, Status())
        {
            PercentComplete = mailboxes == 0 ? -1 : (int)(100 * fraction),
            SecondsRemaining = fraction > 0 ? (int)Math.Min(int.MaxValue, now.TotalSeconds * (1 - fraction) / fraction) : -1,
        });
        foreach (var comparison in running.Values)
        {
            cmdlet.WriteProgress(comparison.Record());
        }
    }

    private string Status() => string.Format(CultureInfo.InvariantCulture, "{0} of {1} mailboxes", ended, mailboxes);

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
            ParentActivityId = ParentId,
            CurrentOperation = folder,
            PercentComplete = expected == 0 ? -1 : (int)(100 * Fraction),
        };

        private string Text() => items == 0
            ? "Reading folders"
            : string.Format(CultureInfo.InvariantCulture, "{0:N0} of {1:N0} items{2}", items, expected, bytes > 0 ? ", " + ByteSize.Text(bytes) : "");
    }
}

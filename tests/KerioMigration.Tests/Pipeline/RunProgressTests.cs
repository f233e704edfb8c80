using System;
using System.Linq;
using System.Management.Automation;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Pipeline;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Pipeline;

/// <summary>The records as a host gets them, at times that the test sets.</summary>
public sealed class RunProgressTests
{
    private static readonly UserMapping Anna = new() { Source = new MailboxRef("anna@example.org"), DestinationLogin = "anna" };
    private static readonly UserMapping Bert = new() { Source = new MailboxRef("bert@example.org"), DestinationLogin = "bert" };

    private readonly RecordingRuntime runtime = new();
    private readonly RunProgress progress;
    private TimeSpan now;

    public RunProgressTests() => progress = new RunProgress(new Anything { CommandRuntime = runtime }, () => now);

    private ProgressRecord Parent => runtime.Progress.Last(r => r.ParentActivityId < 0);

    [Fact]
    public void Shows_one_parent_and_a_child_for_each_running_mailbox()
    {
        Tell(0, new RunStarted(1, 3), new MailboxStarted(Anna), new MailboxStarted(Bert));

        var children = runtime.Progress.Where(r => r.ParentActivityId >= 0).ToList();
        Assert.Equal(["anna@example.org", "bert@example.org"], children.Select(c => c.Activity).Distinct());
        Assert.Equal(2, children.Select(c => c.ActivityId).Distinct().Count());
        Assert.All(children, c => Assert.Equal(Parent.ActivityId, c.ParentActivityId));
        Assert.All(children, c => Assert.Equal((-1, -1, "Reading folders"), (c.PercentComplete, c.SecondsRemaining, c.StatusDescription)));
        Assert.Equal("Migrating mailboxes", Parent.Activity);
    }

    [Fact]
    public void Shows_items_bytes_rate_and_remaining_time()
    {
        Tell(0, new RunStarted(1, 2), new MailboxStarted(Anna), new MailboxStarted(Bert), Planned(Anna, 1000), Planned(Bert, 4000));
        Tell(10, new ItemsMigrated(Anna, "Inbox/Projects", 240, 2_400_000));
        Tell(20, new ItemsMigrated(Bert, "Sent", 2000, 7_500_000));

        var anna = Child(Anna);
        Assert.Equal("240 of 1,000 items, 2.4 MB, 12 items/s", anna.StatusDescription);
        Assert.Equal((24, 63, "Inbox/Projects"), (anna.PercentComplete, anna.SecondsRemaining, anna.CurrentOperation));
        var bert = Child(Bert);
        Assert.Equal("2,000 of 4,000 items, 7.5 MB, 100 items/s", bert.StatusDescription);
        Assert.Equal((50, 20, "Sent"), (bert.PercentComplete, bert.SecondsRemaining, bert.CurrentOperation));
        Assert.Equal("0 of 2 mailboxes, 2,240 items, 9.9 MB, 112 items/s", Parent.StatusDescription);
        Assert.Equal((37, 34), (Parent.PercentComplete, Parent.SecondsRemaining));
    }

    [Fact]
    public void A_mailbox_that_started_late_is_as_fast_as_it_is()
    {
        Tell(0, new RunStarted(1, 1));
        Tell(100, new MailboxStarted(Anna), Planned(Anna, 1000));
        Tell(110, new ItemsMigrated(Anna, "Inbox", 500, 0));

        Assert.Equal("500 of 1,000 items, 0 B, 50 items/s", Child(Anna).StatusDescription);
        Assert.Equal(10, Child(Anna).SecondsRemaining);
    }

    /// <summary>At 90 % of the mailbox, a run that goes on has a tenth to do, and its own speed.</summary>
    [Fact]
    public void What_earlier_runs_have_carried_is_no_part_of_this_one()
    {
        Tell(0, new RunStarted(1, 1), new MailboxStarted(Anna), Planned(Anna, 1000, carried: 900));
        Tell(10, new ItemsMigrated(Anna, "Inbox", 50, 0));

        Assert.Equal("50 of 100 items, 0 B, 5 items/s", Child(Anna).StatusDescription);
        Assert.Equal((50, 10), (Child(Anna).PercentComplete, Child(Anna).SecondsRemaining));
        Assert.Equal((50, 10), (Parent.PercentComplete, Parent.SecondsRemaining));
    }

    [Fact]
    public void A_mailbox_that_is_carried_already_is_looked_through_for_changes()
    {
        Tell(0, new RunStarted(1, 1), new MailboxStarted(Anna), Planned(Anna, 1000, carried: 1000));
        Assert.Equal(("Looking for changes", -1), (Child(Anna).StatusDescription, Child(Anna).PercentComplete));

        Tell(1, new ItemsMigrated(Anna, "Inbox", 2, 0));
        Assert.Equal("2 of 2 items, 0 B, 2 items/s", Child(Anna).StatusDescription);
    }

    [Fact]
    public void Takes_a_child_away_with_its_mailbox_and_the_parent_with_the_run()
    {
        Tell(0, new RunStarted(1, 2), new MailboxStarted(Anna), new MailboxStarted(Bert), Planned(Anna, 10), new ItemsMigrated(Anna, "Inbox", 10, 1000));
        Tell(1, new MailboxEnded(Anna, new MailboxReport(), null));

        Assert.Equal(ProgressRecordType.Completed, Child(Anna).RecordType);
        Assert.Equal(ProgressRecordType.Processing, Child(Bert).RecordType);
        Assert.Equal("1 of 2 mailboxes, 10 items, 1.0 kB, 10 items/s", Parent.StatusDescription);
        Assert.Equal((50, ProgressRecordType.Processing), (Parent.PercentComplete, Parent.RecordType));

        Tell(2, new MailboxEnded(Bert, new MailboxReport(), null), new RunEnded(new RunReport()));

        Assert.Equal(ProgressRecordType.Completed, Child(Bert).RecordType);
        Assert.Equal(ProgressRecordType.Completed, Parent.RecordType);
    }

    [Fact]
    public void Is_no_faster_than_a_console_can_show()
    {
        Tell(0, new RunStarted(1, 1), new MailboxStarted(Anna), Planned(Anna, 1000));
        var before = runtime.Progress.Count;
        Tell(0.1, [.. Enumerable.Repeat(new ItemsMigrated(Anna, "Inbox", 1, 1), 100)]);
        Assert.Equal(before, runtime.Progress.Count);

        Tell(1, new ItemsMigrated(Anna, "Inbox", 1, 1));
        Assert.Equal("101 of 1,000 items, 101 B, 101 items/s", Child(Anna).StatusDescription);
    }

    private ProgressRecord Child(UserMapping user) => runtime.Progress.Last(r => r.Activity == user.Source.Address);

    private void Tell(double seconds, params MigrationEvent[] events)
    {
        now = TimeSpan.FromSeconds(seconds);
        foreach (var one in events)
        {
            progress.Update(one);
        }
    }

    private static MailboxPlanned Planned(UserMapping user, int items, int carried = 0) => new(user, new MailboxPlan { User = user, Folders = [Folder(items, carried)] });

    private static FolderPlan Folder(int items, int carried) => new()
    {
        CarriedCount = carried,
        Source = new FolderRef { Id = "inbox", DisplayName = "Inbox", ItemCount = items },
        Target = new FolderTarget { Path = ["INBOX"] },
    };

    private sealed class Anything : Cmdlet;
}

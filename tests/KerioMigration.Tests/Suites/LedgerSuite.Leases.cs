using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Ledger.Leases;
using KerioMigration.Engine.Model;
using Xunit;

namespace KerioMigration.Tests.Suites;

/// <summary>Who may work on a mailbox.</summary>
public abstract partial class LedgerSuite
{
    [Fact]
    public async Task A_mailbox_in_use_is_refused_and_its_owner_named()
    {
        await TakeAsync(await OpenAsync(100), "Anna@Example.org");
        var error = await Assert.ThrowsAsync<MigrationException>(async () => await TakeAsync(await OpenAsync(200), "anna@example.ORG"));
        Assert.Equal((FailureScope.Mailbox, Reason.MailboxInUse), (error.Failure.Scope, error.Failure.Reason));
        foreach (var part in new[] { "anna@example.ORG", "100", "HERE", "EXAMPLE\\anna", "2026-05-04 03:02:01" })
        {
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_same_process_does_not_take_a_mailbox_twice_and_other_mailboxes_go_on()
    {
        var ledger = await OpenAsync();
        await TakeAsync(ledger);
        await Assert.ThrowsAsync<MigrationException>(() => TakeAsync(ledger));
        Assert.Equal("bert@example.org", (await TakeAsync(ledger, "bert@example.org")).Address);
    }

    [Fact]
    public async Task A_released_mailbox_can_be_taken_at_once()
    {
        var mailbox = await TakeAsync(await OpenAsync(100));
        await mailbox.DisposeAsync();
        await mailbox.DisposeAsync();
        await TakeAsync(await OpenAsync(200));
    }

    [Fact]
    public async Task Disposing_the_ledger_releases_its_mailboxes()
    {
        var first = await OpenAsync(100);
        await TakeAsync(first);
        await first.DisposeAsync();
        await TakeAsync(await OpenAsync(200));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another start")]
    public async Task A_dead_owner_on_this_computer_is_seen_at_once(string? start)
    {
        await TakeAsync(await OpenAsync(100));
        if (start is null)
        {
            Processes.Remove(100);
        }
        else
        {
            Processes[100] = start;
        }

        await TakeAsync(await OpenAsync(200));
    }

    [Fact]
    public async Task A_process_that_shows_no_start_is_judged_by_its_signs_of_life()
    {
        Processes[100] = "";
        var ledger = await OpenAsync(100);
        await TakeAsync(ledger);
        await Assert.ThrowsAsync<MigrationException>(async () => await TakeAsync(await OpenAsync(200)));
        Stall(ledger);
        await TakeOverAsync(await OpenAsync(200));
    }

    [Fact]
    public async Task A_stopped_process_on_this_computer_keeps_its_mailbox()
    {
        var ledger = await OpenAsync(100);
        await TakeAsync(ledger);
        Stall(ledger);
        await Assert.ThrowsAsync<MigrationException>(async () => await TakeAsync(await OpenAsync(200)));
    }

    [Fact]
    public async Task An_owner_on_another_computer_keeps_its_mailbox_while_it_renews()
    {
        var mailbox = await TakeAsync(await OpenAsync(7, "there"));
        for (var n = 0; n < 15; n++)
        {
            Time.Advance(TimeSpan.FromSeconds(20));
            await mailbox.ReadFoldersAsync(None);
            await mailbox.SetStateAsync(MailboxState.Running, Reason.None, null, None);
        }

        await Assert.ThrowsAsync<MigrationException>(async () => await TakeAsync(await OpenAsync(100)));
        Assert.False(mailbox.LeaseLost.IsCancellationRequested);
    }

    [Fact]
    public async Task Another_computers_lease_ends_after_two_minutes_and_two_more_of_watching_without_a_sign_of_life()
    {
        var there = await OpenAsync(7, "there");
        var mailbox = await TakeAsync(there);
        var folder = await PutAsync(mailbox);
        Stall(there, TimeSpan.FromSeconds(119));
        await Assert.ThrowsAsync<MigrationException>(async () => await TakeAsync(await OpenAsync(100)));
        Stall(there, TimeSpan.FromSeconds(1));
        var here = await TakeOverAsync(await OpenAsync(200));

        // The other one comes back to life: it is told, and writes nothing more.
        var lost = await Assert.ThrowsAsync<MigrationException>(() => RecordAsync(mailbox, folder, Listing("late")));
        Assert.Equal((FailureScope.Mailbox, Reason.MailboxInUse), (lost.Failure.Scope, lost.Failure.Reason));
        await Assert.ThrowsAsync<MigrationException>(() => mailbox.ReadOpenAsync(folder.Id, None));
        await CancelledAsync(mailbox.LeaseLost);
        await mailbox.DisposeAsync();
        Assert.Empty(await here.ReadOpenAsync(folder.Id, None));
    }

    [Fact]
    public async Task A_lost_lease_is_told_by_the_next_renewal()
    {
        var there = await OpenAsync(7, "there");
        var mailbox = await TakeAsync(there);
        Stall(there);
        await TakeOverAsync(await OpenAsync(100));
        clocks[there].IsStopped = false;
        Time.Advance(TimeSpan.FromSeconds(20));
        await CancelledAsync(mailbox.LeaseLost);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public async Task A_clock_that_is_set_takes_no_mailbox_from_a_living_owner(int hours)
    {
        var mailbox = await TakeAsync(await OpenAsync(7, "there"));
        Clock.Jump = TimeSpan.FromHours(hours);
        var here = await OpenAsync(100);
        var error = await Assert.ThrowsAsync<MigrationException>(() => TakeOverAsync(here, () => mailbox.SetStateAsync(MailboxState.Running, Reason.None, null, None)));
        Assert.Contains("process 7 on THERE", error.Message, StringComparison.Ordinal);
        Assert.False(mailbox.LeaseLost.IsCancellationRequested);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public async Task An_owner_whose_clock_is_wrong_keeps_its_mailbox_while_it_renews(int hoursAhead)
    {
        var mailbox = await TakeAsync(await OpenAsync(7, "there", hoursAhead));
        var here = await OpenAsync(100);
        var error = await Assert.ThrowsAsync<MigrationException>(() => TakeOverAsync(here, () => mailbox.SetStateAsync(MailboxState.Running, Reason.None, null, None)));
        Assert.Contains("process 7 on THERE", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public async Task A_dead_owner_is_followed_within_minutes_also_when_a_clock_was_set(int hours)
    {
        var there = await OpenAsync(7, "there");
        await TakeAsync(there);
        clocks[there].IsStopped = true;
        Clock.Jump = TimeSpan.FromHours(hours);
        var before = Time.GetUtcNow();
        await TakeOverAsync(await OpenAsync(100));
        Assert.Equal(LedgerHost.Patience, Time.GetUtcNow() - before);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public async Task A_clock_that_is_set_changes_no_duration(int hours)
    {
        var ledger = await OpenAsync();
        var ended = await TakeAsync(ledger);
        var left = await TakeAsync(ledger, "bert@example.org");
        Clock.Jump = TimeSpan.FromHours(hours);
        Time.Advance(TimeSpan.FromSeconds(9));
        await ended.SetStateAsync(MailboxState.Completed, Reason.None, null, None);
        await left.DisposeAsync();
        await ledger.EndRunAsync(1, RunState.Completed, TimeSpan.Zero, None);
        var mailboxes = await ledger.ReadMailboxesAsync(None);
        var run = (await ledger.ReadRunsAsync(None))[0];
        Assert.All([.. mailboxes.Select(m => m.Ended - m.Started), run.Ended - run.Started], d => Assert.Equal(TimeSpan.FromSeconds(9), d));
    }

    /// <summary>Takes a mailbox that has to be watched before; time passes while it is.</summary>
    /// <param name="betweenLooks">What others do meanwhile; renewals come of themselves.</param>
    private async Task<IMailboxLedger> TakeOverAsync(ILedger ledger, Func<Task>? betweenLooks = null)
    {
        // The first timer is that of the ledger's own renewals.
        await clocks[ledger].TimerAsync();
        var taking = TakeAsync(ledger);
        while (await Task.WhenAny(taking, clocks[ledger].TimerAsync()) != taking)
        {
            Time.Advance(LedgerHost.RenewalPeriod);
            await (betweenLooks?.Invoke() ?? Task.CompletedTask);
        }

        return await taking;
    }

    /// <summary>Lets time pass without the ledger's renewals, as for a process that was stopped.</summary>
    private void Stall(ILedger ledger, TimeSpan? time = null)
    {
        clocks[ledger].IsStopped = true;
        Time.Advance(time ?? TimeSpan.FromMinutes(2));
    }

    private static async Task CancelledAsync(CancellationToken lost)
    {
        var cancelled = new TaskCompletionSource();
        using var registration = lost.Register(cancelled.SetResult);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), None);
    }
}

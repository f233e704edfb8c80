using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Ledger.Leases;
using KerioMigration.Engine.Model;
using KerioMigration.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KerioMigration.Tests.Suites;

/// <summary>
/// The promises of <see cref="ILedger"/>, for every implementation. A derived class opens ledgers on one store; ledgers of different
/// hosts stand for different processes.
/// </summary>
public abstract partial class LedgerSuite : IAsyncLifetime
{
    protected static readonly CancellationToken None = CancellationToken.None;

    private readonly Dictionary<ILedger, StoppableTime> clocks = [];

    protected LedgerSuite() => Clock = new JumpingTime(Time);

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero));

    /// <summary>The time of day of all processes can be set.</summary>
    protected JumpingTime Clock { get; }

    /// <summary>Processes that live on the computer of the tests, with their starts.</summary>
    protected Dictionary<int, string> Processes { get; } = new() { [100] = "a", [200] = "b" };

    private protected abstract Task<ILedger> OpenStoreAsync(LedgerHost host);

    private protected async Task<ILedger> OpenAsync(int process = 100, string machine = "here", int hoursAhead = 0)
    {
        var owner = new LeaseOwner(machine, machine.ToUpperInvariant(), process, Processes.GetValueOrDefault(process, "?"), "EXAMPLE\\anna");
        var time = new StoppableTime(new JumpingTime(Clock) { Jump = TimeSpan.FromHours(hoursAhead) });
        var ledger = await OpenStoreAsync(new LedgerHost(owner, id => Processes.GetValueOrDefault(id), time));
        clocks.Add(ledger, time);
        return ledger;
    }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        foreach (var ledger in clocks.Keys)
        {
            await ledger.DisposeAsync();
        }
    }

    protected static Task<long> StartAsync(ILedger ledger) => ledger.StartRunAsync(
        new RunEntry { Version = "1.0", Source = "ex.example", Destination = "kerio.example", Options = "After=2020" }, None);

    protected static async Task<IMailboxLedger> TakeAsync(ILedger ledger, string address = "anna@example.org") =>
        await ledger.AcquireAsync(new MailboxEntry(address) { DisplayName = "Anna" }, await StartAsync(ledger), None);

    protected static Task<FolderEntry> PutAsync(IMailboxLedger mailbox, string id = "f1", long count = 0, string? target = "INBOX", Reason reason = Reason.None) =>
        mailbox.PutFolderAsync(
            new FolderEntry { SourceId = id, SourcePath = "Path of " + id, Role = FolderRole.Inbox, SourceItemCount = count, TargetPath = target, Reason = reason },
            None);

    protected static ItemRef Item(string id, string? subject = "Subject") => new()
    {
        Id = id,
        Size = 1000,
        Subject = subject,
        Received = new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    protected static ItemListing Listing(string id, ItemState state = ItemState.Pending, ItemChangeType change = ItemChangeType.Created) =>
        new(Item(id), state) { Change = change, Reason = state == ItemState.Filtered ? Reason.OutsideDateRange : Reason.None };

    protected static ItemIntent Intent(string id, long size = 900) =>
        new(id, new ItemKey($"<{id}@example.org>", new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero), size), [1, 2, 3])
        {
            Subject = "Subject of " + id,
            InternalDate = new DateTimeOffset(2020, 1, 2, 3, 4, 6, TimeSpan.Zero),
        };

    protected static ItemReceipt Receipt(string id) => new(id) { DestinationId = "7:" + id };

    protected static ItemReceipt Refusal(string id, bool outcomeUnknown = false) => new(id)
    {
        Failure = new Failure(FailureScope.Item, FailureRemedy.None, Reason.ItemTooLarge, "Too large.") { Code = "NO [TOOBIG]", OutcomeUnknown = outcomeUnknown },
    };

    protected static Task<IReadOnlyList<ItemRef>> RecordAsync(IMailboxLedger mailbox, FolderEntry folder, params ItemListing[] page) =>
        mailbox.RecordAsync(folder.Id, page, "cursor", isLast: true, None);

    protected static async Task MigrateAsync(IMailboxLedger mailbox, FolderEntry folder, params string[] ids)
    {
        await mailbox.IntendAsync(folder.Id, [.. ids.Select(i => Intent(i))], None);
        await mailbox.ConfirmAsync(folder.Id, [.. ids.Select(Receipt)], None);
    }

    protected static async Task<IReadOnlyList<ItemOutcome>> ItemsAsync(ILedger ledger, ItemFilter? filter = null)
    {
        var items = new List<ItemOutcome>();
        await foreach (var item in ledger.ReadItemsAsync(filter ?? new ItemFilter(), None))
        {
            items.Add(item);
        }

        return items;
    }

    protected static async Task<ItemState> StateAsync(ILedger ledger, string id) =>
        (await ItemsAsync(ledger)).Single(i => i.Item.Id == id).State;
}

using System;
using System.Reflection;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Tests.Support;
using KerioMigration.Tests.Support.Memory;
using Xunit;

namespace KerioMigration.Tests.Transfer;

/// <summary>A ledger that cannot be written any more in the middle of a run.</summary>
public sealed class FullLedgerTests
{
    private static readonly MigrationException Full =
        new(new Failure(FailureScope.Run, FailureRemedy.None, Reason.LedgerFull, "The disk is full."));

    private readonly MemoryLedger ledger = new(TimeProvider.System);
    private bool hasRoomAgain;

    [Theory]
    [InlineData(nameof(IMailboxLedger.ConfirmAsync), 2)]
    [InlineData(nameof(IMailboxLedger.IntendAsync), 2)]
    [InlineData(nameof(IMailboxLedger.RecordAsync), 3)]
    [InlineData(nameof(IMailboxLedger.SetMarkAsync), 0)]
    public async Task Ends_the_run_soon_and_the_next_one_goes_on(string step, int good)
    {
        var full = new MemoryWorld(() => Task.FromResult(FullAfter(step, good)));
        var inbox = full.Source().AddFolder("Inbox", FolderRole.Inbox);
        for (var i = 0; i < 100; i++)
        {
            full.Source().AddMessage(inbox, $"number {i}");
        }

        var thrown = await Assert.ThrowsAsync<MigrationException>(() => full.RunOneAsync().WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal(Reason.LedgerFull, thrown.Failure.Reason);

        hasRoomAgain = true;
        Assert.Equal(("Completed", 100), ((await full.RunOneAsync()).State, full.Destination().Messages["INBOX"].Count));
    }

    private ILedger FullAfter(string step, int good) => hasRoomAgain ? ledger : FullLedger.Before(ledger, step, good);

    /// <summary>Gives out mailboxes of which one step fails.</summary>
    public class FullLedger : DispatchProxy
    {
        private ILedger target = null!;
        private string step = "";
        private int good;

        public static ILedger Before(ILedger target, string step, int good)
        {
            var proxy = Create<ILedger, FullLedger>();
            var full = (FullLedger)proxy;
            (full.target, full.step, full.good) = (target, step, good);
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var result = targetMethod!.Invoke(target, BindingFlags.DoNotWrapExceptions, null, args, null);
            return result is Task<IMailboxLedger> mailbox ? WrapAsync(mailbox) : result;
        }

        private async Task<IMailboxLedger> WrapAsync(Task<IMailboxLedger> mailbox) => FaultyCalls.Before(await mailbox, step, good, Full);
    }
}

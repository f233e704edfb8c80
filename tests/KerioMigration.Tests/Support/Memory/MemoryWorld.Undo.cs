using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Engine.Transfer;
using KerioMigration.Engine.Undo;

namespace KerioMigration.Tests.Support.Memory;

/// <summary>And back.</summary>
public sealed partial class MemoryWorld
{
    /// <summary>Undoes anna, like a process of its own.</summary>
    public async Task<UndoReport> UndoAsync(bool includeAccount = false, CancellationToken cancellationToken = default)
    {
        Observer = new RecordingObserver();
        await using var ledger = await openLedger();
        var context = new UndoContext
        {
            Directory = Directory,
            ResourceDirectory = new MemoryResourceDirectory(),
            OpenDestinationAsync = (signIn, _) =>
            {
                SignIns.Add(signIn);
                return Task.FromResult<IDestinationMailbox>(Destination(signIn.User.LoginName));
            },
            Ledger = ledger,
            Observer = Observer,
            IncludeAccount = includeAccount,
        };
        await UndoRunner.RunAsync(context, new RunEntry { Version = "test" }, [new UndoTarget("anna@example.org", null)], cancellationToken);
        return Observer.Of<UndoEnded>().Single().Report;
    }
}

using System;
using System.Threading.Tasks;
using KerioMigration.Benchmarks;
using KerioMigration.Benchmarks.Faults;
using KerioMigration.Benchmarks.Fidelity;
using KerioMigration.Benchmarks.Groupware;
using KerioMigration.Benchmarks.Processes;

// Each benchmark starts the servers and the migration as processes of their own (this program again, with another first word) and
// prints one JSON object per line. What is printed is what RESULTS.md quotes.
var options = new Options(args);
Func<Task> work = options.Command switch
{
    "kemt" => () => Throughput.KemtAsync(options),
    "floor" => () => Throughput.FloorAsync(options),
    "peer" => () => Peer.RunAsync(options),
    "latency" => () => Latency.RunAsync(options),
    "delta" => () => Delta.RunAsync(options),
    "memory" => () => Memory.RunAsync(options),
    "ledger" => () => LedgerCost.RunAsync(options),
    "import" => () => Import.RunAsync(options),
    "groupware" => () => GroupwareSpeed.RunAsync(options),
    "fidelity" => FidelityRun.RunAsync,
    "faults" => () => FaultRuns.RunAsync(options),
    "verify" => () => Verify.RunAsync(options),
    "torture" => () => Torture.RunAsync(options),
    "all" => () => All.RunAsync(options),
    "exchange" => () => ServerProcess.ExchangeAsync(options),
    "kerio" => () => ServerProcess.KerioAsync(options),
    "dovecot" => () => ServerProcess.DovecotAsync(options),
    "migrate-on" => () => TortureProcess.RunAsync(options),
    "migrate" => () => MigrateProcess.RunAsync(options),
    "verify-once" => () => VerifyProcess.RunAsync(options),
    "import-once" => () => ImportProcess.RunAsync(),
    "engine" => () => EngineProcess.RunAsync(options),
    "pumps" => () => FloorProcess.RunAsync(options),
    _ => Usage,
};
await work();
return work == Usage ? 2 : 0;

static Task Usage() =>
    Console.Error.WriteLineAsync("""
        usage: dotnet run -c Release --project tests/KerioMigration.Benchmarks -- COMMAND [--items N]

          kemt      one and four mailboxes of the old tool's published shape, into Dovecot behind the Kerio front
          floor     the same beside two minimal pumps: one only reads, one only appends
          peer      the same beside DavMail and mbsync (apt install davmail isync)
          latency   20 ms on each side, with and without MULTIAPPEND and LITERAL+
          delta     a second run over an unchanged mailbox
          memory    peak memory, with a message of 150 MB, for 5,000 items, N and four times N
          ledger    the same with the ledger's promises kept on disk and in memory
          verify    Test-MigrationResult over the migrated mailbox, by listings and with content
          import    Import-Module in a fresh process
          groupware [--items N]: N events and N contacts (500) into the simulated Kerio, Radicale and Cyrus
                    (apt install radicale cyrus-imapd cyrus-caldav sasl2-bin)
          fidelity  which properties of every kind arrive, read back by Ical.Net and vobject (apt install python3-vobject)
          torture   --kills N --seed S [--dovecot]: processes and servers killed in the middle of migrations, counted by content
          faults    [--only WORDS]: the table of faults and moments, each against the whole engine
          all       everything above, one after the other

        --items N scales the mailbox (50,800 by default). Dovecot must be installed (apt install dovecot-imapd).
        """);

using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Dovecot;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Demo.Serving;

/// <summary>Serves both simulations for a client of any kind: prints one line of JSON with addresses and accounts, ends with Ctrl+C or SIGTERM.</summary>
public static class ServeCommand
{
    /// <returns>0 after an orderly end, 2 when the arguments are not understood.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }

        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await RunAsync(arguments, Console.Out, stop.Token);
    }

    /// <summary>As the program, with its output to a writer and its end by a token.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, CancellationToken stop)
    {
        try
        {
            var parsed = ServeArguments.Parse(arguments);
            await ServeAsync(parsed, Seed.FromName(parsed.Seed), output, stop);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (ArgumentException e)
        {
            await output.WriteLineAsync($"{e.Message}{Environment.NewLine}{ServeArguments.Usage}");
            return 2;
        }
    }

    private static async Task ServeAsync(ServeArguments arguments, Organization organization, TextWriter output, CancellationToken stop)
    {
        Fault[] faults = arguments.Faults is null ? [] : FaultPlan.ReadFile(arguments.Faults);
        await using var exchange = await SimulatedExchange.StartAsync(organization);
        await using var dovecot = arguments.Dovecot ? await DovecotServer.StartAsync(cancellationToken: stop) : null;
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions
        {
            Domains = [new DomainOptions(organization.Domain) { IsPrimary = true }],
            ImapBackend = dovecot,
        });
        foreach (var fault in faults)
        {
            exchange.Faults.Add(fault);
            kerio.Faults.Add(fault);
        }

        await output.WriteLineAsync(JsonSerializer.Serialize(ServedAddresses.Of(exchange, kerio), ServedAddresses.JsonOptions));
        await output.FlushAsync(stop);
        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

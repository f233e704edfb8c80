using System;
using System.IO;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Demo.Serving;

namespace KerioMigration.Demo;

internal static class Program
{
    private static async Task<int> Main(string[] arguments) => arguments switch
    {
        [] => await DemoCommand.RunAsync(),
        ["serve", .. var rest] => await ServeCommand.RunAsync(rest),
        ["run", var script] => RunScript(script),
        ["session"] => await SessionCommand.RunAsync(Console.OpenStandardInput(), Console.Out),
        _ => Usage(),
    };

    /// <summary>A script file in the hosted engine, with the console's output and an exit code.</summary>
    private static int RunScript(string path)
    {
        using var engine = new HostedEngine(Console.Out);
        return engine.Run(File.ReadAllText(path)) ? 0 : 1;
    }

    private static int Usage()
    {
        Console.Error.WriteLine("""
            serve [--seed NAME] [--faults FILE] [--dovecot]   serves a simulated Exchange and a simulated Kerio Connect
            run FILE.ps1                                      runs a script in a hosted PowerShell engine
            session                                           runs scripts that come as JSON strings, one a line
            """);
        return 2;
    }
}

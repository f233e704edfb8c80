using System.Threading.Tasks;
using KerioMigration.Demo.Serving;

namespace KerioMigration.Demo;

internal static class Program
{
    private static async Task<int> Main(string[] arguments) =>
        arguments is ["serve", .. var rest] ? await ServeCommand.RunAsync(rest) : 0;
}
